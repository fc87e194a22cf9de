// What a deploy unit is: one Lambda function, declared with everything it may do and what people lose when it breaks.
import type { EventDefinition } from '../../events/envelope.ts'
import type { Operation } from '../../shared/api/operation.ts'
import type { Bilingual } from '../../shared/kernel/refusals.ts'
import type { SecretPurpose } from '../../shared/voting/secrecy/poll-secrets.ts'

/** What makes the function run; it also decides in which stack the function lies. */
type Trigger =
  /** Requests. `isOpenToAnyOrigin`: any page may read the answers (the OpenAPI document, by the API design rules). */
  | { readonly kind: 'http'; readonly operations: readonly Operation[]; readonly isOpenToAnyOrigin?: true }
  /** Events of these kinds on the bus. */
  | { readonly kind: 'events'; readonly events: readonly EventDefinition[] }
  /** A step of the state machine `close-poll`, under the name it has there. */
  | { readonly kind: 'closing-step'; readonly step: ClosingStep }
  /** The clock. */
  | { readonly kind: 'every'; readonly minutes: number }
  /** The relay from the outbox to the bus. */
  | { readonly kind: 'relay' }
  /** The user pool, when it makes a token. */
  | { readonly kind: 'sign-in' }
  /** An operator or a deployment. */
  | { readonly kind: 'operator' }

export type ClosingStep = 'SealPoll' | 'CountMarks' | 'CountShard' | 'BuildTree' | 'PublishResult'

type TableAction = 'BatchGetItem' | 'ConditionCheckItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem'

/** Actions on the items of one table whose partition keys match; on an index where one is named, and then only there. */
export type TableAccess = {
  readonly table: 'main' | 'ballotBox'
  readonly index?: 'gsi1' | 'gsi2'
  readonly actions: readonly `dynamodb:${TableAction}`[]
  /** Patterns as IAM's StringLike knows them: `*` for any text, `?` for one character. */
  readonly leadingKeys: readonly string[]
}

/** Use of a key of the vault, only with this purpose in the encryption context. */
export type KeyAccess = {
  readonly key: 'permitKey' | 'rollKey' | 'acceptanceKey' | 'sealKey'
  readonly actions: readonly ('kms:Decrypt' | 'kms:Encrypt')[]
  readonly purpose: SecretPurpose
}

export type Unit = {
  /** Kebab case; the function is named `wijk-<stage>-<name>`. */
  readonly name: string
  readonly context: 'wards' | 'residents' | 'initiatives' | 'rounds' | 'voting' | 'elections' | 'openapi' | 'outbox'
  /** File whose export `handler` runs. */
  readonly entry: `functions/${string}.ts`
  readonly trigger: Trigger
  readonly access: readonly TableAccess[]
  readonly keys?: readonly KeyAccess[]
  /** Signs for the city; `shows`: only shows the public key. */
  readonly signs?: true | 'shows'
  /** The bucket of what is published. */
  readonly publication?: 'read' | 'write' | 'read-and-write'
  /** Knows the network of beacons that lots are drawn from; `asks`: reaches its relays. */
  readonly beacons?: 'knows' | 'asks'
  /** Tells persons apart by the claim of the stage. */
  readonly knowsPersons?: true
  readonly startsClosing?: true
  /** Keeps the schedules of polls. */
  readonly schedulesClosing?: true
  /** A line in its log that is an alarm of its own: `says` is its code. What people lose when nobody hears it. */
  readonly alarms?: { readonly says: string; readonly metric: string; readonly userImpact: Bilingual }
  readonly reservedConcurrency?: number
  readonly memory: 256 | 512 | 1024 | 1769
  readonly timeoutSeconds: number
  /** What people lose while it is broken: the text of its alarm. */
  readonly userImpact: Bilingual
}

/** The operations a unit serves. */
export const operationsOf = (unit: Unit): readonly Operation[] =>
  unit.trigger.kind === 'http' ? unit.trigger.operations : []

/** Whether the unit lies on the casting path: no log, no trace, nothing finer than the hour. */
export const isSilent = (unit: Unit): boolean => operationsOf(unit).some((operation) => operation.isSilent === true)

/** The API gives a synchronous answer within 30 seconds; a function gets less, so that its own answer arrives. */
export const gatewayTimeoutSeconds = 30

/** Leading keys, from the keys that the stores build. A UUID is 36 characters: so the roll is not taken for the poll. */
const uuid = '?'.repeat(36)
export const keys = {
  wards: 'WARD',
  ofWard: 'WARD#*',
  resident: 'RESIDENT#*',
  initiative: `INITIATIVE#${uuid}`,
  initiativesOfWard: 'WARD#*#INITIATIVE',
  round: 'ROUND#*',
  roundsOfWard: 'WARD#*#ROUND',
  elections: 'ELECTION',
  election: `ELECTION#${uuid}`,
  poll: `POLL#${uuid}`,
  roll: `POLL#${uuid}#ROLL#*`,
  box: `POLL#${uuid}#BOX#*`,
  permitSecret: `POLLKEYS#${uuid}#PERMIT`,
  rollSecret: `POLLKEYS#${uuid}#ROLL`,
  acceptanceSecret: `POLLKEYS#${uuid}#ACCEPTANCE`,
  sealSecret: `POLLKEYS#${uuid}#SEAL`,
  /** Of every purpose: to put them, or to destroy them. */
  pollSecrets: `POLLKEYS#${uuid}#*`,
  pollsOfWard: 'WARD#*#POLL',
  outbox: 'OUTBOX#*',
} as const
