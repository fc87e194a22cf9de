// What may be logged: constants with codes, ids and counts. Never a name, an address, a token or a ballot.
import { Logger } from '@aws-lambda-powertools/logger'
import type { Key } from '../../shared/table/read.ts'
import { onUnreadable } from '../../shared/table/unreadable.ts'

/** The fields that a log line may carry. Other fields are dropped. */
const allowed = [
  'operation',
  'correlationId',
  'code',
  'status',
  'errorName',
  'pollId',
  'electionId',
  'roundId',
  'initiativeId',
  'documentId',
  'wardCode',
  'shard',
  'round',
  'eventId',
  'eventType',
  'count',
  'scheduleName',
  'execution',
  'deniedAction',
  'deniedResource',
  'item',
] as const
export type Facts = { readonly [Field in (typeof allowed)[number]]?: string | number | undefined }

/** Names its service by `POWERTOOLS_SERVICE_NAME`. */
const logger = new Logger()

const permitted = (facts: Facts) =>
  Object.fromEntries(allowed.flatMap((field) => (facts[field] === undefined ? [] : [[field, facts[field]]])))

/** One line, by a constant code in kebab case. */
export const log = {
  info: (code: string, facts: Facts = {}): void => logger.info(code, permitted(facts)),
  warn: (code: string, facts: Facts = {}): void => logger.warn(code, permitted(facts)),
  error: (code: string, facts: Facts = {}): void => logger.error(code, permitted(facts)),
}

// A list continues without an unreadable item. The alarm `items-unreadable` counts this line.
onUnreadable((key) => log.error('item-unreadable', { item: itemName(key) }))

/** The key of an item, without the ids of persons in it. */
export const itemName = ({ pk, sk }: Key): string => `${pk} ${sk}`.replace(/\b(RESIDENT|SUPPORT|VOTER)#[^ #]+/g, '$1#…')

/**
 * The missing right, from the sentence in which AWS reports it (IAM User Guide, "Troubleshoot access denied error
 * messages"). Only an action and an ARN are taken, both by their form; the rest of the sentence is dropped.
 */
const denial =
  /is not authorized to perform: ([a-z][a-z0-9-]{1,40}:[A-Za-z]{1,80})(?: on resource: (arn:aws[a-z-]*:[a-z0-9-]{1,40}:[a-z0-9-]{0,30}:\d{0,12}:[\w/:.*+=@-]{1,300}))?/

const denialFacts = (fault: Error): Facts => {
  const [, deniedAction, deniedResource] = /^AccessDenied/.test(fault.name) ? (denial.exec(fault.message) ?? []) : []
  if (deniedAction !== undefined) return { deniedAction, deniedResource }
  return fault.cause instanceof Error ? denialFacts(fault.cause) : {}
}

/** The name of a fault and its place in our code. The message is left out: it may contain a value of a request. */
export const faultFacts = (fault: unknown): Facts => ({
  errorName: fault instanceof Error ? `${fault.name} ${placeOf(fault)}` : typeof fault,
  ...(fault instanceof Error ? denialFacts(fault) : {}),
})

const placeOf = (fault: Error): string => /\n\s+at ([^\n(]*)/.exec(fault.stack ?? '')?.[1]?.trim() ?? ''
