// Everything that runs on a schedule in a context: one-time schedules, created at run time, and the sweepers.
import { Aws } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'
import type { Stage } from '../../stages.ts'
import type { ServiceFunction } from '../functions/service-function.ts'
import { nameOf } from '../naming.ts'
import { DeadLetterQueue } from './dead-letter-queue.ts'

/** Group, role (starts only the scheduled workflows of the context) and queue of one-time schedules. */
export type OneTimeSchedules = { readonly group: string; readonly roleArn: string; readonly deadLettersArn: string }

type Props = {
  readonly stage: Stage
  readonly context: string
  /** State machines that one-time schedules start. */
  readonly stateMachineArns: readonly string[]
}

const scheduler = () =>
  new ServicePrincipal('scheduler.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  })

export class Schedules extends Construct {
  /** What one-time schedules need; undefined if no workflow is scheduled. */
  readonly oneTime: OneTimeSchedules | undefined
  readonly #stage: Stage
  readonly #group: string
  readonly #deadLetters: DeadLetterQueue

  constructor(scope: Construct, id: string, { stage, context, stateMachineArns }: Props) {
    super(scope, id)
    this.#stage = stage
    this.#group = nameOf(stage, context)
    new CfnScheduleGroup(this, 'Group', { name: this.#group })
    this.#deadLetters = new DeadLetterQueue(this, 'Undelivered', {
      stage,
      name: `${context}-schedules`,
      userImpact: {
        nl: 'Een geplande taak is niet op tijd gestart; de periodieke controle start die alsnog.',
        en: 'A scheduled task did not start in time; the sweeper will start it.',
      },
    })
    if (stateMachineArns.length > 0) {
      const start = new PolicyStatement({ actions: ['states:StartExecution'], resources: [...stateMachineArns] })
      this.oneTime = {
        group: this.#group,
        roleArn: this.role('StartingRole', `${context}-schedules`, [start]).roleArn,
        deadLettersArn: this.#deadLetters.queueArn,
      }
    }
  }

  /** Invokes a function at a fixed interval of minutes. */
  every(minutes: number, name: string, { lambda }: ServiceFunction): void {
    const role = this.role(`${lambda.node.scope?.node.id ?? name}Role`, `${name}-schedule`, [
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
    ])
    new CfnSchedule(this, `${lambda.node.scope?.node.id ?? name}Schedule`, {
      name: nameOf(this.#stage, name),
      groupName: this.#group,
      scheduleExpression: `rate(${minutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: lambda.functionArn,
        roleArn: role.roleArn,
        input: '{}',
        // The next run comes soon enough.
        retryPolicy: { maximumRetryAttempts: 1, maximumEventAgeInSeconds: 60 * minutes },
        deadLetterConfig: { arn: this.#deadLetters.queueArn },
      },
    })
  }

  private role(id: string, name: string, statements: PolicyStatement[]): Role {
    const undelivered = new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.#deadLetters.queueArn] })
    return new Role(this, id, {
      roleName: nameOf(this.#stage, name),
      assumedBy: scheduler(),
      inlinePolicies: { declared: new PolicyDocument({ statements: [...statements, undelivered] }) },
    })
  }
}
