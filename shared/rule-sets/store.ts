// Storage of dated rule sets, of every kind: by their first day, in the partition of a ward or of the city.
import type { Instant, LocalDate } from '../kernel/clock.ts'
import type { WardCode } from '../kernel/ids.ts'
import type { Taken } from '../kernel/machine.ts'
import { type Refusal, refuse } from '../kernel/refusals.ts'
import { getItem, type Key, queryPage, readAll } from '../table/read.ts'
import { change, changeOf, type Kept, type Saved, save } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent } from '../table/write.ts'
import {
  type Dated,
  newestOn,
  publishRules,
  type RuleKind,
  type RuleSet,
  type RulesOf,
  type Scope,
  withdrawRules,
} from './rule-set.ts'

const partitionOf = <Rules extends Dated>(kind: RuleKind<Rules>, scope: Scope) => kind.partitionOf(scope ?? 'city')
const setKey = <Rules extends Dated>(kind: RuleKind<Rules>, scope: Scope, validFrom: string): Key => ({
  pk: partitionOf(kind, scope),
  sk: `${kind.sort}#${validFrom}`,
})
/** Marks the request of a set that was withdrawn: the same request, sent again, does not bring it back. */
const withdrawnKey = <Rules extends Dated>(
  kind: RuleKind<Rules>,
  { wardCode, createdId }: Pick<RuleSet, 'wardCode' | 'createdId'>,
): Key => ({ pk: partitionOf(kind, wardCode), sk: `WITHDRAWN-${kind.sort}#${createdId}` })

const keptOf = <Rules extends Dated>(kind: RuleKind<Rules>): Kept<RuleSet> => ({
  schema: kind.schema,
  key: ({ wardCode, rules }) => setKey(kind, wardCode, rules.validFrom),
  index: () => ({}),
})

/** The set of a ward, or of the city, that begins on this day. Table, strong, 1 RCU. */
export const getRuleSet = <Rules extends Dated>(
  table: Table,
  kind: RuleKind<Rules>,
  scope: Scope,
  validFrom: LocalDate,
): Promise<RuleSet<Rules> | undefined> => getItem(table, setKey(kind, scope, validFrom), kind.schema)

const newestStored = async <Rules extends Dated>(table: Table, kind: RuleKind<Rules>, scope: Scope, on: LocalDate) => {
  const { pk, sk: skUpTo } = setKey(kind, scope, on)
  const range = { pk, skFrom: `${kind.sort}#`, skUpTo, order: 'descending' } as const
  const { items } = await queryPage(table, range, kind.schema, 1)
  return items[0]?.rules
}

/**
 * The set that holds in a ward on a day: the newest of the ward itself that is not after it, or else the city's. Table, strong,
 * one or two queries of one item, 1 RCU each.
 */
export const ruleSetOn = async <Rules extends Dated>(
  table: Table,
  kind: RuleKind<Rules>,
  wardCode: WardCode,
  on: LocalDate,
): Promise<RulesOf<Rules> | undefined> => {
  const own = await newestStored(table, kind, wardCode, on)
  if (own !== undefined) return { wardCode, rules: own }
  const planned = kind.isPlannedForCity ? await newestStored(table, kind, null, on) : undefined
  const rules = newestOn(planned === undefined ? kind.given : [...kind.given, planned], on)
  return rules === undefined ? undefined : { wardCode: null, rules }
}

const storedOf = async <Rules extends Dated>(table: Table, kind: RuleKind<Rules>, scope: Scope) => {
  const sets = await readAll(table, { pk: partitionOf(kind, scope), skPrefix: `${kind.sort}#` }, kind.schema)
  return sets.map(({ wardCode, rules }) => ({ wardCode, rules }))
}

/**
 * Every set of the city and of a ward, if one is named, in the order of their first days: those that held, the one that holds and
 * those that are planned. A handful. Table, strong, 1 RCU per 4 KB.
 */
export const listRuleSets = async <Rules extends Dated>(
  table: Table,
  kind: RuleKind<Rules>,
  wardCode: WardCode | undefined,
): Promise<readonly RulesOf<Rules>[]> => {
  const [city, own] = await Promise.all([
    kind.isPlannedForCity ? storedOf(table, kind, null) : [],
    wardCode === undefined ? [] : storedOf(table, kind, wardCode),
  ])
  const given = kind.given.map((rules) => ({ wardCode: null, rules }))
  return [...given, ...city, ...own].sort((a, b) => (a.rules.validFrom < b.rules.validFrom ? -1 : 1))
}

type Unsaved = 'rules-withdrawn' | 'rules-already-published'

/**
 * Stores a set, once for a day: put if absent, with a check that this request was not withdrawn. A repeated request finds the
 * set that it made. Transaction of 2 items and the outbox, about 8 WCU.
 */
export const saveRuleSet = async <Rules extends Dated>(
  table: Table,
  kind: RuleKind<Rules>,
  taken: Taken<RuleSet>,
  now: Instant,
): Promise<{ readonly refused: false } | Refusal<Unsaved | 'idempotency-key-reused'>> => {
  const { wardCode, rules, createdId, requestDigest } = taken.after
  const saved: Saved<Unsaved> = await save<Unsaved>(
    table,
    now,
    change([{ check: withdrawnKey(kind, taken.after), ...absent }], [], 'rules-withdrawn'),
    { ...changeOf(keptOf(kind), taken), otherwise: 'rules-already-published' },
  )
  if (!saved.refused) return saved
  if (saved.code === 'rules-withdrawn') return refuse(saved.code)
  const standing = await getRuleSet(table, kind, wardCode, rules.validFrom)
  if (standing?.createdId !== createdId) return refuse('rules-already-published', { validFrom: rules.validFrom })
  return standing.requestDigest === requestDigest ? { refused: false } : refuse('idempotency-key-reused')
}

type Planned<Rules extends Dated> = Omit<RuleSet<Rules>, 'status' | 'version'>

/** Plans a set for a ward, which the caller has found, or for the city. Transaction of 2 items and the outbox. */
export const planRuleSet = async <Rules extends Dated>(
  table: Table,
  kind: RuleKind<Rules>,
  set: Planned<Rules>,
  now: Instant,
) => {
  const published = publishRules(kind, set, now)
  return published.refused ? published : saveRuleSet(table, kind, published, now)
}

/** Withdraws a set before its first day, and its request for good. Transaction of 2 items and the outbox. */
export const withdrawRuleSet = async <Rules extends Dated>(
  table: Table,
  kind: RuleKind<Rules>,
  scope: Scope,
  validFrom: LocalDate,
  now: Instant,
) => {
  const standing = await getRuleSet(table, kind, scope, validFrom)
  if (standing === undefined) return refuse('rules-not-published')
  const withdrawn = withdrawRules(kind, standing, now)
  if (withdrawn.refused) return withdrawn
  const mark = change([{ put: { ...withdrawnKey(kind, standing), validFrom }, ...absent }], [], 'changed-meanwhile')
  return save(table, now, changeOf(keptOf(kind), withdrawn), mark)
}
