// The close as a state machine: its steps are functions of their own, its failures an alarm.
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { DefinitionBody, LogLevel, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions'
import { Construct } from 'constructs'
import { acknowledge } from '../acknowledgements.ts'
import type { Stage } from '../stages.ts'
import { UserImpactAlarm } from './alarm.ts'
import { closePollDefinition, type StepFunctions } from './close-poll-definition.ts'
import { nameOf } from './naming.ts'

type Props = { readonly stage: Stage; readonly steps: StepFunctions }

export class ClosePollMachine extends Construct {
  readonly stateMachineArn: string

  constructor(scope: Construct, id: string, { stage, steps }: Props) {
    super(scope, id)
    const role = new Role(this, 'Role', {
      roleName: nameOf(stage, 'close-poll'),
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      inlinePolicies: {
        steps: new PolicyDocument({
          statements: [
            new PolicyStatement({
              actions: ['lambda:InvokeFunction'],
              resources: Object.values(steps).map(({ arn }) => arn),
            }),
          ],
        }),
      },
    })
    // CDK adds the rights of log delivery to the role.
    acknowledge(role, 'logDeliveryHasNoResource')
    const machine = new StateMachine(this, 'StateMachine', {
      stateMachineName: nameOf(stage, 'close-poll'),
      stateMachineType: StateMachineType.STANDARD,
      definitionBody: DefinitionBody.fromString(Stack.of(this).toJsonString(closePollDefinition(steps))),
      role,
      tracingEnabled: false,
      logs: {
        level: LogLevel.ERROR,
        includeExecutionData: false,
        destination: new LogGroup(this, 'Log', {
          logGroupName: `/aws/vendedlogs/states/${nameOf(stage, 'close-poll')}`,
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
      name: 'close-poll',
      metric: new MathExpression({
        expression: 'failed + timedOut + aborted',
        period,
        usingMetrics: {
          failed: machine.metricFailed({ period }),
          timedOut: machine.metricTimedOut({ period }),
          aborted: machine.metricAborted({ period }),
        },
      }),
      userImpact: {
        nl: 'Een stemming die voorbij is, krijgt geen uitslag, of de telling klopt niet.',
        en: 'A poll that is over gets no result, or its count does not add up.',
      },
    })
  }
}
