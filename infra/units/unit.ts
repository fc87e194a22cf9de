// What a deploy unit is: one Lambda function, declared with everything it may do and what people lose when it breaks.
import type { EventDefinition } from '../../events/envelope.ts'
import type { Operation } from '../../shared/api/operation.ts'
import type { Bilingual } from '../../shared/kernel/refusals.ts'
import { tableKeys } from '../../shared/table/definition.ts'
import type { SecretPurpose } from '../../shared/voting/secrecy/poll-secrets.ts'

/** A run that fails is tried again: after one minute, then after two more. Lambda allows no more than two. */
export type Retries = { readonly attempts: 0 | 1 | 2; readonly withinMinutes: number }

/** What makes the function run; it also decides in which stack the function lies. */
type Trigger =
  /** Requests. `isOpenToAnyOrigin`: any page may read the answers (the OpenAPI document, by the API design rules). */
  | { readonly kind: 'http'; readonly operations: readonly Operation[]; readonly isOpenToAnyOrigin?: true }
  /** Events of these kinds on the bus. */
  | { readonly kind: 'events'; readonly events: readonly EventDefinition[]; readonly retries: Retries }
  /** A workflow, as one of its steps. */
  | { readonly kind: 'step' }
  /** The clock. */
  | { readonly kind: 'every'; readonly minutes: number }
  /** The relay from the outbox to the bus. */
  | { readonly kind: 'relay' }
  /** The user pool, when it makes a token. */
  | { readonly kind: 'sign-in' }
  /** An operator or a deployment. */
  | { readonly kind: 'operator' }

type TableAction = 'BatchGetItem' | 'ConditionCheckItem' | 'DeleteItem' | 'GetItem' | 'PutItem' | 'Query' | 'UpdateItem'

/** Actions on the items of one table whose partition keys match; on an index where one is named, and then only there. */
export type TableAccess = {
  readonly table: 'main' | 'ballotBox'
  readonly index?: 'gsi1' | 'gsi2'
  readonly actions: readonly `dynamodb:${TableAction}`[]
  /** Partitions, as the context's `keys.ts` declares them. */
  readonly leadingKeys: readonly { readonly pattern: string }[]
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
    | 'openapi'
    | 'outbox'
  /** File whose export `handler` runs. */
  readonly entry: `functions/${string}.ts`
  readonly trigger: Trigger
  readonly access: readonly TableAccess[]
  readonly keys?: readonly KeyAccess[]
  /** Signs for the city; `shows`: only shows the public key. */
  readonly signs?: true | 'shows'
  /**
   * The bucket of the register and of rolls. `receives`: gives addresses to send a file to; `looks-up`: reads frozen entries;
   * `imports`: makes a roll of a file.
   */
  readonly register?: 'receives' | 'looks-up' | 'imports'
  /** The bucket of what is published. */
  readonly publication?: 'read' | 'write' | 'read-and-write'
  /** The documents in the bucket of what is published. `makes`: writes their files, each once. */
  readonly documents?: 'reads' | 'makes'
  /** Knows the network of beacons that lots are drawn from; `asks`: reaches its relays. */
  readonly beacons?: 'knows' | 'asks'
  /** Tells persons apart by the claim of the stage. */
  readonly knowsPersons?: true
  /** Workflows of which it starts executions, by name. */
  readonly starts?: readonly string[]
  /** Workflows whose waiting steps it answers, by name. */
  readonly answers?: readonly string[]
  /** Workflows for which it keeps one-time schedules, by name. */
  readonly schedules?: readonly string[]
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

/** The retries of a unit for which nobody waits. What the clock starts is not tried again once the next run is due. */
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

/** The API gives a synchronous answer within 30 seconds; a function gets less, so that its own answer arrives. */
export const gatewayTimeoutSeconds = 30

/** Wraps the secrets of a poll that is announced, each with the key for its purpose. */
export const wrapPollSecrets: readonly KeyAccess[] = [
  { key: 'permitKey', actions: ['kms:Encrypt'], purpose: 'permit' },
  { key: 'rollKey', actions: ['kms:Encrypt'], purpose: 'roll' },
  { key: 'acceptanceKey', actions: ['kms:Encrypt'], purpose: 'acceptance' },
  { key: 'sealKey', actions: ['kms:Encrypt'], purpose: 'seal' },
]

/** The right to tell events: they lie in the outbox beside the change. */
export const tellEvents: TableAccess = {
  table: 'main',
  actions: ['dynamodb:PutItem'],
  leadingKeys: [tableKeys.outbox],
}
