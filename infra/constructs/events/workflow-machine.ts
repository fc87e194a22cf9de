// A workflow as a state machine: its steps are separate functions, its failures raise an alarm.
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import { acknowledge } from '../../acknowledgements.ts'
import type { Stage } from '../../stages.ts'
import type { Workflow } from '../../workflows/workflow.ts'
import { UserImpactAlarm } from '../guards/alarm.ts'
import { nameOf } from '../naming.ts'

type Props = {
  readonly stage: Stage
  readonly workflow: Workflow
  /** ARN of the function behind each step. */
  readonly functions: ReadonlyMap<string, string>
}

export class WorkflowMachine extends Construct {
  readonly stateMachineArn: string

  constructor(scope: Construct, id: string, { stage, workflow, functions }: Props) {
    super(scope, id)
    const { name, userImpact } = workflow
    const arnOf = (step: string): string => {
      const arn = functions.get(step)
      if (arn === undefined) throw new Error(`No function performs the step ${step} of ${name}`)
      return arn
    }
    const role = new Role(this, 'Role', {
      roleName: nameOf(stage, name),
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: {
        steps: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: [...functions.values()],
            }),
          ],
        }),
      },
    })
    // CDK adds the rights of log delivery to the role.
    acknowledge(role, 'logDeliveryHasNoResource')
    const machine = new StateMachine(this, 'StateMachine', {
      stateMachineName: nameOf(stage, name),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(Stack.of(this).toJsonString(workflow.define(arnOf))),
      role,
      tracingEnabled: false,
      logs: {
        level: LogLevel.ERROR,
        includeExecutionData: false,
        destination: new LogGroup(this, 'Log', {
          logGroupName: `/aws/vendedlogs/states/${nameOf(stage, name)}`,
          retention: stage.configuration.logRetentionDays,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
      },
    })
    acknowledge(machine, 'countIsNotTraced')
    acknowledge(machine, 'countLogsFaultsOnly')
    this.stateMachineArn = machine.stateMachineArn
    const period = Duration.minutes(5)
    new UserImpactAlarm(this, 'Alarm', {
      stage,
      name,
      metric: new MathExpression({
        expression: 'failed + timedOut + aborted',
        period,
        usingMetrics: {
          failed: machine.metricFailed({ period }),
          timedOut: machine.metricTimedOut({ period }),
          aborted: machine.metricAborted({ period }),
        },
      }),
      failing: {
        nl: `Een uitvoering van de workflow ${name} is mislukt, duurde te lang of is afgebroken.`,
        en: `An execution of the workflow ${name} failed, timed out or was aborted.`,
      },
      userImpact,
    })
  }
}
