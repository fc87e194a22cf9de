// Turns a unit's declarations into the statements of its role: exactly those rights, on exactly those resources.
import { Aws } from 'aws-cdk-lib'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { NoticeChannel } from '../../../shared/notices/channel.ts'
import type { DataStack } from '../../stacks/data.ts'
import { isSilent, type KeyAccess, type TableAccess, type Unit } from '../../units/unit.ts'
import type { OneTimeSchedules } from '../events/schedules.ts'

/** The workflows of a context, for its units that start them, answer them or keep schedules for them. */
export type Workflows = {
  readonly arnOf: (workflow: string) => string
  /** Present if any of them is scheduled. */
  readonly schedules: OneTimeSchedules | undefined
}

const tableStatement = (data: DataStack, access: TableAccess): PolicyStatement => {
  const { tableArn } = data.tables[access.table]
  return new PolicyStatement({
    actions: [...access.actions],
    resources: [access.index === undefined ? tableArn : `${tableArn}/index/${access.index}`],
    // ForAllValues also matches a request without any value, so a second condition requires one.
    conditions: {
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': access.leadingKeys.map(({ pattern }) => pattern) },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    },
  })
}

/** A table's key may be used only through the table. */
const tableKeyStatement = (data: DataStack, table: TableAccess['table']): PolicyStatement =>
  new PolicyStatement({
    actions: ['kms:Decrypt'],
    resources: [data.tableKeys[table].keyArn],
    conditions: { StringEquals: { 'kms:ViaService': `dynamodb.${data.region}.amazonaws.com` } },
  })

const keyStatement = (data: DataStack, { key, actions, purpose }: KeyAccess): PolicyStatement =>
  new PolicyStatement({
    actions: [...actions],
    resources: [data.vault[key].keyArn],
    conditions: { StringEquals: { 'kms:EncryptionContext:purpose': purpose } },
  })

/** Signing for the city and reading its public key; or only reading the key. */
const signingStatement = (data: DataStack, right: NonNullable<Unit['signs']>): PolicyStatement =>
  new PolicyStatement({
    actions: right === 'shows' ? ['kms:GetPublicKey'] : ['kms:GetPublicKey', 'kms:Sign'],
    resources: [data.signingKey.keyArn],
  })

/** Objects of the publication bucket that each right reaches. */
export const publishedObjects = 'polls/*'

// Without the right to list, S3 says "forbidden" where an object is merely absent.
const publicationStatements = (data: DataStack, right: NonNullable<Unit['publication']>): PolicyStatement[] => {
  const objects = `${data.publication.arn}/${publishedObjects}`
  const read = [
    new PolicyStatement({ actions: ['s3:GetObject'], resources: [objects] }),
    new PolicyStatement({ actions: ['s3:ListBucket'], resources: [data.publication.arn] }),
  ]
  switch (right) {
    case 'read':
      return read
    case 'write':
      return [new PolicyStatement({ actions: ['s3:PutObject'], resources: [objects] })]
    case 'read-and-write':
      // Multipart upload, aborted if the object exists already.
      return [
        ...read,
        new PolicyStatement({ actions: ['s3:AbortMultipartUpload', 's3:PutObject'], resources: [objects] }),
      ]
    default:
      return right satisfies never
  }
}

/** Documents in the publication bucket. */
export const documentObjects = 'documents/*'

const documentStatements = (data: DataStack, right: NonNullable<Unit['documents']>): PolicyStatement[] => {
  const resources = [`${data.publication.arn}/${documentObjects}`]
  // The second writer reads the file that is stored already.
  const actions = right === 'makes' ? ['s3:GetObject', 's3:PutObject'] : ['s3:GetObject']
  return actions.map((action) => new PolicyStatement({ actions: [action], resources }))
}

/** Pools of lotteries in the publication bucket. */
export const poolObjects = 'lotteries/*'

const poolStatements = (data: DataStack, right: NonNullable<Unit['pools']>): PolicyStatement[] => [
  new PolicyStatement({
    actions: [right === 'publishes' ? 's3:PutObject' : 's3:GetObject'],
    resources: [`${data.publication.arn}/${poolObjects}`],
  }),
]

/** Objects of the register's bucket that each right reaches, by action. */
export const registerObjects = {
  receives: { 's3:PutObject': ['uploads/*'] },
  'looks-up': { 's3:GetObject': ['rolls/*'] },
  draws: { 's3:GetObject': ['rolls/*', 'lotteries/*'], 's3:PutObject': ['lotteries/*'] },
  imports: {
    's3:GetObject': ['uploads/*', 'work/*'],
    's3:PutObject': ['work/*', 'rolls/*'],
    's3:DeleteObject': ['uploads/*', 'work/*'],
  },
} as const satisfies {
  readonly [Right in NonNullable<Unit['register']>]: { readonly [action: string]: readonly string[] }
}

const registerStatements = (data: DataStack, right: NonNullable<Unit['register']>): PolicyStatement[] => [
  ...Object.entries(registerObjects[right]).map(
    ([action, objects]: readonly [string, readonly string[]]) =>
      new PolicyStatement({
        actions: [action],
        resources: objects.map((each) => `${data.register.arn}/${each}`),
      }),
  ),
  // Without the right to list, S3 says "forbidden" where an object is merely absent.
  ...(right === 'receives'
    ? []
    : [new PolicyStatement({ actions: ['s3:ListBucket'], resources: [data.register.arn] })]),
]

/** The one-time schedules of a workflow: their names are known only at run time. */
export const schedulesArn = (region: string, group: string, workflow: string): string =>
  `arn:${Aws.PARTITION}:scheduler:${region}:${Aws.ACCOUNT_ID}:schedule/${group}/${workflow}-*`

const workflowStatements = (
  region: string,
  { starts = [], answers = [], schedules = [] }: Unit,
  { arnOf, schedules: oneTime }: Workflows,
): PolicyStatement[] => [
  ...starts.map((name) => new PolicyStatement({ actions: ['states:StartExecution'], resources: [arnOf(name)] })),
  ...answers.map((name) => new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: [arnOf(name)] })),
  ...(oneTime === undefined ? [] : schedules.flatMap((name) => schedulingStatements(region, name, oneTime))),
]

const schedulingStatements = (region: string, workflow: string, { group, roleArn }: OneTimeSchedules) => [
  new PolicyStatement({
    actions: ['scheduler:CreateSchedule', 'scheduler:DeleteSchedule', 'scheduler:UpdateSchedule'],
    resources: [schedulesArn(region, group, workflow)],
  }),
  new PolicyStatement({
    actions: ['iam:PassRole'],
    resources: [roleArn],
    conditions: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
  }),
]

/** Mail from the sender of the stage only, through its configuration set. */
const mailStatements = (region: string, channel: NoticeChannel): PolicyStatement[] => {
  if (channel.kind === 'none') return []
  const { sender, configurationSet } = channel
  const arn = (resource: string) => `arn:${Aws.PARTITION}:ses:${region}:${Aws.ACCOUNT_ID}:${resource}`
  return [
    new PolicyStatement({
      actions: ['ses:SendEmail'],
      resources: [arn(`identity/${sender.replace(/^.*@/, '')}`), arn(`configuration-set/${configurationSet}`)],
      conditions: { StringEquals: { 'ses:FromAddress': sender } },
    }),
  ]
}

/** Whether the unit is traced. Voting is not: traces would record when permits are taken and ballots cast. */
export const isTraced = (unit: Unit): boolean => unit.context !== 'voting'

const ownStatements = (unit: Unit, logGroupArn: string | undefined): PolicyStatement[] => [
  ...(logGroupArn === undefined || isSilent(unit)
    ? []
    : [new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroupArn] })]),
  ...(isTraced(unit)
    ? [new PolicyStatement({ actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], resources: ['*'] })]
    : []),
]

/** All statements of a unit's role except the one for its dead-letter queue. */
export const statementsOf = (
  unit: Unit,
  data: DataStack,
  workflows: Workflows | undefined,
  logGroupArn: string | undefined,
  channel: NoticeChannel,
): PolicyStatement[] => [
  ...unit.access.map((access) => tableStatement(data, access)),
  ...[...new Set(unit.access.map(({ table }) => table))].map((table) => tableKeyStatement(data, table)),
  ...(unit.keys ?? []).map((access) => keyStatement(data, access)),
  ...(unit.signs ? [signingStatement(data, unit.signs)] : []),
  ...(unit.publication === undefined ? [] : publicationStatements(data, unit.publication)),
  ...(unit.documents === undefined ? [] : documentStatements(data, unit.documents)),
  ...(unit.pools === undefined ? [] : poolStatements(data, unit.pools)),
  ...(unit.register === undefined ? [] : registerStatements(data, unit.register)),
  ...(workflows === undefined ? [] : workflowStatements(data.region, unit, workflows)),
  ...(unit.mails ? mailStatements(data.region, channel) : []),
  ...ownStatements(unit, logGroupArn),
]
