// From the outbox to the bus: stream → filter → unwrap → bus. At least once, in order within an outbox partition.
import { Aws, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib'
import { MathExpression, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { EventBus } from 'aws-cdk-lib/aws-events'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { CfnPipe } from 'aws-cdk-lib/aws-pipes'
import { Construct } from 'constructs'
import { eventSource } from '../../../events/envelope.ts'
import { tableKeys } from '../../../shared/table/definition.ts'
import type { DataStack } from '../../stacks/data.ts'
import type { Stage } from '../../stages.ts'
import { UserImpactAlarm } from '../guards/alarm.ts'
import { nameOf } from '../naming.ts'
import { DeadLetterQueue } from './dead-letter-queue.ts'

/**
 * `detail-type` of every event on the bus; rules select by `detail.type`. It is undocumented what a path in the target's
 * parameters refers to if there is an enrichment, so the parameters are constants.
 */
const detailType = 'CloudEvent'

type Props = { readonly stage: Stage; readonly data: DataStack; readonly bus: EventBus; readonly unwrapArn: string }

const outboxInserts = {
  eventName: ['INSERT'],
  dynamodb: { NewImage: { pk: { S: [{ prefix: tableKeys.outbox.prefix }] } } },
} as const

export class EventRelay extends Construct {
  constructor(scope: Construct, id: string, { stage, data, bus, unwrapArn }: Props) {
    super(scope, id)
    const source = data.tables.main.tableStreamArn
    if (source === undefined) throw new TypeError('The table has no stream')
    const deadLetters = new DeadLetterQueue(this, 'Undelivered', {
      stage,
      name: 'relay',
      userImpact: {
        nl: 'Een telling of toekenning kan uitblijven: de gebeurtenis waarop die volgt, is niet doorgegeven.',
        en: 'A count or an award may not happen: the event that leads to it was not passed on.',
      },
    })
    const log = new LogGroup(this, 'Log', {
      logGroupName: `/aws/vendedlogs/pipes/${nameOf(stage, 'relay')}`,
      retention: stage.configuration.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const statements = [
      new PolicyStatement({
        actions: [
          'dynamodb:DescribeStream',
          'dynamodb:GetRecords',
          'dynamodb:GetShardIterator',
          'dynamodb:ListStreams',
        ],
        resources: [source],
      }),
      new PolicyStatement({
        actions: ['kms:Decrypt'],
        resources: [data.tableKeys.main.keyArn],
        conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${data.region}.amazonaws.com` } },
      }),
      new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [unwrapArn] }),
      new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus.eventBusArn] }),
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
    ]
    const role = new Role(this, 'Role', {
      roleName: nameOf(stage, 'relay'),
      assumedBy: new ServicePrincipal('pipes.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: { declared: new PolicyDocument({ statements, minimize: false }) },
    })
    new CfnPipe(this, 'Pipe', {
      name: nameOf(stage, 'relay'),
      roleArn: role.roleArn,
      source,
      sourceParameters: {
        filterCriteria: { filters: [{ pattern: JSON.stringify(outboxInserts) }] },
        dynamoDbStreamParameters: {
          startingPosition: 'TRIM_HORIZON',
          batchSize: 10,
          onPartialBatchItemFailure: 'AUTOMATIC_BISECT',
          // An undeliverable event must not block the others for a day. It stays in the outbox for seven days.
          maximumRetryAttempts: 30,
          deadLetterConfig: { arn: deadLetters.queueArn },
        },
      },
      // A pipe cannot parse the JSON in a string attribute, and rendering that string as a template strips its quotes
      // (Pipes, "Implicit body data parsing"): so a function unwraps the event.
      enrichment: unwrapArn,
      target: bus.eventBusArn,
      targetParameters: { eventBridgeEventBusParameters: { source: eventSource, detailType } },
      logConfiguration: { cloudwatchLogsLogDestination: { logGroupArn: log.logGroupArn }, level: 'ERROR' },
    })
    this.#watch(stage, data.tables.main.tableName, source)
  }

  /** AWS may disable a pipe that keeps failing, without a message in its queue. Then nothing reads the stream any more. */
  #watch(stage: Stage, tableName: string, streamArn: string): void {
    const period = Duration.minutes(5)
    const pulsePeriod = Duration.minutes(15)
    const ofPipe = (metricName: string) =>
      new Metric({
        namespace: 'AWS/EventBridge/Pipes',
        metricName,
        dimensionsMap: { PipeName: nameOf(stage, 'relay') },
        statistic: 'Sum',
        period,
      })
    new UserImpactAlarm(this, 'FailureAlarm', {
      stage,
      name: 'relay-failures',
      metric: new MathExpression({
        expression: 'failed + timedOut + throttled',
        period,
        usingMetrics: {
          failed: ofPipe('ExecutionFailed'),
          timedOut: ofPipe('ExecutionTimeout'),
          throttled: ofPipe('ExecutionThrottled'),
        },
      }),
      failing: {
        nl: 'Het doorgeven van gebeurtenissen mislukt of wordt afgeremd.',
        en: 'The relay of events fails or is throttled.',
      },
      userImpact: {
        nl: 'Een telling of toekenning kan later komen.',
        en: 'A count or an award may be delayed.',
      },
    })
    // A running pipe polls the stream several times a second, even when it is empty. So within the period of this alarm
    // there is always a read, unless the pipe has stopped.
    new UserImpactAlarm(this, 'PulseAlarm', {
      stage,
      name: 'relay-stopped',
      isPulse: true,
      metric: new MathExpression({
        expression: 'readings',
        period: pulsePeriod,
        usingMetrics: {
          readings: new Metric({
            namespace: 'AWS/DynamoDB',
            metricName: 'SuccessfulRequestLatency',
            dimensionsMap: {
              TableName: tableName,
              Operation: 'GetRecords',
              StreamLabel: Fn.select(3, Fn.split('/', streamArn)),
            },
            statistic: 'SampleCount',
            period: pulsePeriod,
          }),
        },
      }),
      failing: {
        nl: 'Het doorgeven van gebeurtenissen staat stil.',
        en: 'The relay of events has stopped.',
      },
      userImpact: {
        nl: 'Tellingen en toekenningen blijven uit. Na een dag gaan gebeurtenissen verloren.',
        en: 'Counts and awards do not happen. After a day events are lost.',
      },
    })
  }
}
