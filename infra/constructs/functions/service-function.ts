// The house rules of a function: a role of its own with the declared rights, a log with a retention, an alarm in words.
import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  ApplicationLogLevel,
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { FilterPattern, LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { workflowVariable } from '../../../shared/kernel/environment.ts'
import { acknowledge } from '../../acknowledgements.ts'
import type { DataStack } from '../../stacks/data.ts'
import type { Stage } from '../../stages.ts'
import { isSilent, retriesOf, type Unit } from '../../units/unit.ts'
import { DeadLetterQueue } from '../events/dead-letter-queue.ts'
import { UserImpactAlarm } from '../guards/alarm.ts'
import { nameOf, pascalCase } from '../naming.ts'
import type { Bundles } from './bundles.ts'
import {
  documentObjects,
  isTraced,
  poolObjects,
  publishedObjects,
  registerObjects,
  schedulesArn,
  statementsOf,
  type Workflows,
} from './statements.ts'
import { countUnreadable } from './unreadable-items.ts'

export type Surroundings = {
  readonly stage: Stage
  readonly bundles: Bundles
  readonly data: DataStack
}
type Props = Surroundings & {
  readonly unit: Unit
  /** Present if the unit starts or schedules workflows. */
  readonly workflows?: Workflows
}

/** The ARN of each workflow that a unit starts or schedules, and what schedules need. */
const workflowEnvironment = ({ starts = [], schedules = [] }: Unit, workflows: Workflows | undefined) => ({
  ...Object.fromEntries([...starts, ...schedules].map((name) => [workflowVariable(name), workflows?.arnOf(name)])),
  SCHEDULE_GROUP: schedules.length === 0 ? undefined : workflows?.schedules?.group,
  SCHEDULER_ROLE_ARN: schedules.length === 0 ? undefined : workflows?.schedules?.roleArn,
  SCHEDULE_DLQ_ARN: schedules.length === 0 ? undefined : workflows?.schedules?.deadLettersArn,
})

const environmentOf = ({ unit, stage, data, workflows }: Props): Record<string, string> => {
  const tables = new Set(unit.access.map(({ table }) => table))
  const vault = new Set(unit.keys?.map(({ key }) => key))
  const candidates: Record<string, string | undefined> = {
    POWERTOOLS_SERVICE_NAME: unit.name,
    TABLE_NAME: tables.has('main') ? data.tables.main.tableName : undefined,
    BALLOT_BOX_NAME: tables.has('ballotBox') ? data.tables.ballotBox.tableName : undefined,
    PERMIT_KEY_ID: vault.has('permitKey') ? data.vault.permitKey.keyId : undefined,
    ROLL_KEY_ID: vault.has('rollKey') ? data.vault.rollKey.keyId : undefined,
    ACCEPTANCE_KEY_ID: vault.has('acceptanceKey') ? data.vault.acceptanceKey.keyId : undefined,
    SEAL_KEY_ID: vault.has('sealKey') ? data.vault.sealKey.keyId : undefined,
    SIGNING_KEY_ID: unit.signs ? data.signingKey.keyId : undefined,
    PSEUDONYM_CLAIM: unit.knowsPersons ? stage.configuration.pseudonym.claim : undefined,
    PSEUDONYM_REQUIRED: unit.knowsPersons ? String(stage.configuration.pseudonym.isRequired) : undefined,
    REGISTER_BUCKET: unit.register === undefined ? undefined : data.register.name,
    PUBLICATION_BUCKET: (unit.publication ?? unit.documents ?? unit.pools) && data.publication.name,
    BEACON_NETWORK: unit.beacons === undefined ? undefined : JSON.stringify(stage.configuration.beacons.network),
    BEACON_RELAYS: unit.beacons === 'asks' ? stage.configuration.beacons.relays.join(',') : undefined,
    NOTICE_CHANNEL: unit.mails ? JSON.stringify(stage.configuration.notices) : undefined,
    ...workflowEnvironment(unit, workflows),
  }
  return Object.fromEntries(
    Object.entries(candidates).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

export class ServiceFunction extends Construct {
  readonly lambda: LambdaFunction
  /** Present only if the function is invoked asynchronously. */
  readonly deadLetters: DeadLetterQueue | undefined

  constructor(scope: Construct, props: Props) {
    super(scope, pascalCase(props.unit.name))
    const { unit, stage, bundles } = props
    const bundle = bundles.get(unit.name)
    if (bundle === undefined) throw new Error(`${unit.name} has no bundle`)
    const retries = retriesOf(unit)
    this.deadLetters = retries
      ? new DeadLetterQueue(this, 'Undelivered', { stage, name: unit.name, userImpact: unit.userImpact })
      : undefined
    const logGroup = isSilent(unit) ? undefined : this.logGroupOf(stage, unit)
    const silence = isSilent(unit)
    this.lambda = new LambdaFunction(this, 'Function', {
      functionName: nameOf(stage, unit.name),
      description: `If it fails: ${unit.userImpact.en}`,
      code: Code.fromAsset(bundle),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: unit.memory,
      timeout: Duration.seconds(unit.timeoutSeconds),
      environment: environmentOf(props),
      role: this.roleOf(props, logGroup),
      tracing: isTraced(unit) ? Tracing.ACTIVE : Tracing.DISABLED,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: silence ? ApplicationLogLevel.FATAL : ApplicationLogLevel.INFO,
      // Start and end of an invocation, which the platform would log at level information, reveal times.
      systemLogLevelV2: SystemLogLevel.WARN,
      ...(logGroup === undefined ? {} : { logGroup }),
      ...(unit.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: unit.reservedConcurrency }),
    })
    if (retries === undefined || this.deadLetters === undefined) acknowledge(this.lambda, 'answersItsCaller')
    else {
      acknowledge(this.lambda, 'failuresHaveADestination')
      this.lambda.configureAsyncInvoke({
        retryAttempts: retries.attempts,
        maxEventAge: Duration.minutes(retries.withinMinutes),
        onFailure: new SqsDestination(this.deadLetters),
      })
    }
    if (!isTraced(unit)) acknowledge(this.lambda, 'votingIsNotTraced')
    new UserImpactAlarm(this, 'Alarm', {
      stage,
      name: unit.name,
      // On the casting path nothing is finer than the hour, not even that something went wrong.
      metric: this.lambda.metricErrors({ period: silence ? Duration.hours(1) : Duration.minutes(5) }),
      failing: {
        nl: `De functie ${unit.name} geeft een fout of is niet op tijd klaar.`,
        en: `The function ${unit.name} ends with an error or runs out of time.`,
      },
      userImpact: unit.userImpact,
    })
    if (unit.alarms !== undefined && logGroup !== undefined) this.alarmOn(stage, unit.alarms, logGroup)
  }

  /** An alarm on what the function says: a line in its log is a metric. */
  private alarmOn(stage: Stage, { says, metric, userImpact }: NonNullable<Unit['alarms']>, logGroup: LogGroup) {
    const lines = logGroup.addMetricFilter(metric, {
      filterPattern: FilterPattern.literal(`"${says}"`),
      metricNamespace: `wijk/${stage.name}`,
      metricName: metric,
      metricValue: '1',
      defaultValue: 0,
    })
    new UserImpactAlarm(this, `${metric}Alarm`, {
      stage,
      name: says,
      metric: lines.metric({ statistic: 'Maximum', period: Duration.minutes(15) }),
      failing: { nl: `Een functie meldt "${says}" in haar log.`, en: `A function logs "${says}".` },
      userImpact,
    })
  }

  private logGroupOf(stage: Stage, unit: Unit): LogGroup {
    const log = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${nameOf(stage, unit.name)}`,
      retention: stage.configuration.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    countUnreadable(log, stage)
    return log
  }

  /** A role that is complete when it is made: nothing adds to it afterwards, so that it can be compared. */
  private roleOf({ unit, stage, data, workflows }: Props, logGroup: LogGroup | undefined) {
    const statements = statementsOf(unit, data, workflows, logGroup?.logGroupArn, stage.configuration.notices)
    if (this.deadLetters !== undefined)
      statements.push(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.deadLetters.queueArn] }))
    const role = new Role(this, 'Role', {
      roleName: nameOf(stage, unit.name),
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      ...(statements.length === 0
        ? {}
        : { inlinePolicies: { declared: new PolicyDocument({ statements, minimize: false }) } }),
    })
    if (isTraced(unit)) acknowledge(role, 'tracesHaveNoResource')
    if (unit.publication !== undefined)
      acknowledge(role, 'publishedObjects', `[Resource::${data.publication.arn}/${publishedObjects}]`)
    if (unit.documents !== undefined)
      acknowledge(role, 'documentObjects', `[Resource::${data.publication.arn}/${documentObjects}]`)
    if (unit.pools !== undefined) acknowledge(role, 'poolObjects', `[Resource::${data.publication.arn}/${poolObjects}]`)
    if (unit.register !== undefined)
      for (const objects of new Set<string>(Object.values(registerObjects[unit.register]).flat()))
        acknowledge(role, 'registerObjects', `[Resource::${data.register.arn}/${objects}]`)
    if (workflows?.schedules !== undefined)
      for (const name of unit.schedules ?? []) {
        const objects = schedulesArn(data.region, workflows.schedules.group, name)
        acknowledge(role, 'oneTimeSchedules', `[Resource::${objects}]`)
      }
    return role.withoutPolicyUpdates()
  }
}
