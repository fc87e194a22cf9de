// A deploy unit: one Lambda function, declared with all its rights and with what people cannot do when it fails.
import type { EventDefinition } from '../../events/envelope.ts'
import type { Operation } from '../../shared/api/operation.ts'
import type { Bilingual } from '../../shared/kernel/refusals.ts'
import { tableKeys } from '../../shared/table/definition.ts'
import type { SecretPurpose } from '../../shared/voting/secrecy/poll-secrets.ts'

/** Retries of a failed run: after one minute, then after two more. Lambda allows at most two. */
export type Retries = { readonly attempts: 0 | 1 | 2; readonly withinMinutes: number }

/** What starts the function; it also decides in which stack the function is. */
type Trigger =
  /** Requests. `isOpenToAnyOrigin`: any page may read the answers (the OpenAPI document, by the API design rules). */
  | { readonly kind: 'http'; readonly operations: readonly Operation[]; readonly isOpenToAnyOrigin?: true }
  /** Events of these kinds on the bus. */
  | { readonly kind: 'events'; readonly events: readonly EventDefinition[]; readonly retries: Retries }
  /** A workflow: the function is one of its steps. */
  | { readonly kind: 'step' }
  /** A fixed schedule. */
  | { readonly kind: 'every'; readonly minutes: number }
  /** The relay from the outbox to the bus. */
  | { readonly kind: 'relay' }
  /** The user pool, when it issues a token. */
  | { readonly kind: 'sign-in' }
  /** An operator or a deployment. */
  | { readonly kind: 'operator' }

type TableAction = 'BatchGetItem' | 'ConditionCheckItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem'

/** Actions on the items of one table whose partition keys match; on an index if one is named, and then only there. */
export type TableAccess = {
  readonly table: 'main' | 'ballotBox'
  readonly index?: 'gsi1' | 'gsi2'
  readonly actions: readonly `dynamodb:${TableAction}`[]
  /** Partitions, as the context's `keys.ts` declares them. */
  readonly leadingKeys: readonly { readonly pattern: string }[]
}

/** Use of a KMS key, only with this purpose in the encryption context. */
export type KeyAccess = {
  readonly key: 'permitKey' | 'rollKey' | 'acceptanceKey' | 'sealKey'
  readonly actions: readonly ('kms:Decrypt' | 'kms:Encrypt')[]
  readonly purpose: SecretPurpose
}

export type Unit = {
  /** Kebab case; the function is named `wijk-<stage>-<name>`. */
  readonly name: string
  readonly context:
    | 'wards'
    | 'residents'
    | 'initiatives'
    | 'rounds'
    | 'voting'
    | 'elections'
    | 'roll'
    | 'councils'
    | 'agreements'
    | 'documents'
    | 'notices'
    | 'openapi'
    | 'outbox'
  /** The file whose export `start` makes the handler. */
  readonly entry: `functions/${string}.ts`
  readonly trigger: Trigger
  readonly access: readonly TableAccess[]
  readonly keys?: readonly KeyAccess[]
  /** Signs for the city; `shows`: only reads the public key. */
  readonly signs?: true | 'shows'
  /**
   * The bucket of the register and of rolls. `receives`: creates upload addresses; `looks-up`: reads frozen entries; `imports`:
   * makes a roll from a file; `draws`: makes the pool of a lottery from a roll.
   */
  readonly register?: 'receives' | 'looks-up' | 'imports' | 'draws'
  /** Access to the publication bucket. */
  readonly publication?: 'read' | 'write' | 'read-and-write'
  /** The documents in the publication bucket. `makes`: writes their files, each once. */
  readonly documents?: 'reads' | 'makes'
  /** The pools of lotteries in the publication bucket. `publishes`: writes them, each once. */
  readonly pools?: 'reads' | 'publishes'
  /** The network of beacons for lots. `knows`: its configuration; `asks`: requests to its relays. */
  readonly beacons?: 'knows' | 'asks'
  /** Mails notices through the channel of the stage, from its sender. */
  readonly mails?: true
  /** Identifies persons by the claim of the stage. */
  readonly knowsPersons?: true
  /** Names of the workflows that it starts. */
  readonly starts?: readonly string[]
  /** Names of the workflows whose waiting steps it continues. */
  readonly answers?: readonly string[]
  /** Names of the workflows for which it keeps one-time schedules. */
  readonly schedules?: readonly string[]
  /** An alarm on a line in its log: `says` is the code of that line. */
  readonly alarms?: { readonly says: string; readonly metric: string; readonly userImpact: Bilingual }
  readonly reservedConcurrency?: number
  readonly memory: 256 | 512 | 1024 | 1769
  readonly timeoutSeconds: number
  /** What people cannot do while it fails: part of its alarm's text. */
  readonly userImpact: Bilingual
}

/** The operations a unit serves. */
export const operationsOf = (unit: Unit): readonly Operation[] =>
  unit.trigger.kind === 'http' ? unit.trigger.operations : []

/** Whether the unit is on the casting path: no log, no trace, metrics by the hour only. */
export const isSilent = (unit: Unit): boolean => operationsOf(unit).some((operation) => operation.isSilent === true)

/** The retries of a unit that nobody waits for. A scheduled run is not retried once the next one is due. */
export const retriesOf = ({ trigger }: Unit): Retries | undefined => {
  switch (trigger.kind) {
    case 'events':
      return trigger.retries
    case 'every':
      return { attempts: 2, withinMinutes: trigger.minutes }
    default:
      return undefined
  }
}

/** The API returns a synchronous answer within 30 seconds; a function gets less, so that its own answer arrives. */
export const gatewayTimeoutSeconds = 30

/** The right to store events in the outbox, in the transaction of the change. */
export const putEvents: TableAccess = {
  table: 'main',
  actions: ['dynamodb:PutItem'],
  leadingKeys: [tableKeys.outbox],
}
