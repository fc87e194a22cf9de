// Everything the clock starts: one-time schedules, made at run time, and the sweepers.
import { Aws } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnSchedule, CfnScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { Construct } from 'constructs'
import type { Stage } from '../stages.ts'
import { DeadLetterQueue } from './dead-letter-queue.ts'
import { nameOf } from './naming.ts'
import type { ServiceFunction } from './service-function.ts'

type Props = {
  readonly stage: Stage
  /** State machines that one-time schedules start. */
  readonly stateMachineArns: readonly string[]
}

const scheduler = () =>
  new ServicePrincipal('scheduler.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
  })

export class Schedules extends Construct {
  readonly groupName: string
  /** Role of the one-time schedules: starts the workflows that are scheduled, nothing else. */
  readonly roleArn: string
  readonly deadLetters: DeadLetterQueue
  readonly #stage: Stage

  constructor(scope: Construct, id: string, { stage, stateMachineArns }: Props) {
    super(scope, id)
    this.#stage = stage
    this.groupName = nameOf(stage, 'deadlines')
    new CfnScheduleGroup(this, 'Group', { name: this.groupName })
    this.deadLetters = new DeadLetterQueue(this, 'Undelivered', {
      stage,
      name: 'schedules',
      userImpact: {
        nl: 'Een telling is niet op tijd gestart; de veger start haar alsnog.',
        en: 'A count was not started in time; the sweeper starts it after all.',
      },
    })
    this.roleArn = this.role('StartingRole', 'schedules', [
      new PolicyStatement({ actions: ['states:StartExecution'], resources: [...stateMachineArns] }),
    ]).roleArn
  }

  /** Invokes a function every so many minutes. */
  every(minutes: number, name: string, { lambda }: ServiceFunction): void {
    const role = this.role(`${lambda.node.scope?.node.id ?? name}Role`, `${name}-schedule`, [
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }),
    ])
    new CfnSchedule(this, `${lambda.node.scope?.node.id ?? name}Schedule`, {
      name: nameOf(this.#stage, name),
      groupName: this.groupName,
      scheduleExpression: `rate(${minutes} minutes)`,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: lambda.functionArn,
        roleArn: role.roleArn,
        input: '{}',
        // The next one comes soon enough.
        retryPolicy: { maximumRetryAttempts: 1, maximumEventAgeInSeconds: 60 * minutes },
        deadLetterConfig: { arn: this.deadLetters.queueArn },
      },
    })
  }

  private role(id: string, name: string, statements: PolicyStatement[]): Role {
    const undelivered = new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] })
    return new Role(this, id, {
      roleName: nameOf(this.#stage, name),
      assumedBy: scheduler(),
      inlinePolicies: { declared: new PolicyDocument({ statements: [...statements, undelivered] }) },
    })
  }
}
