// Storage of wards and their rule sets.
import * as z from 'zod'
import type { DomainEvent } from '../../events/envelope.ts'
import type { Area } from '../kernel/area.ts'
import { epochMilliseconds, type Instant, type LocalDate } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import type { WardCode } from '../kernel/ids.ts'
import { rememberFor } from '../kernel/memory.ts'
import { type Refusal, refuse } from '../kernel/refusals.ts'
import { existingKeys, getItem, type Key, keyText, queryListed, queryPage } from '../table/read.ts'
import { type Change, change, save } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import { absent } from '../table/write.ts'
import { InitiativeRules } from './initiative-rules.ts'
import { wardKeys } from './keys.ts'
import { Ward } from './ward.ts'

const wardKey = (code: WardCode): Key => ({ pk: wardKeys.wards(), sk: `WARD#${code}` })
const rulesSort = (validFrom: string) => `RULES#initiatives#${validFrom}`
const rulesKey = (code: WardCode, validFrom: LocalDate): Key => ({
  pk: wardKeys.ofWard(code),
  sk: rulesSort(validFrom),
})

// Attributes are wrapped, so that the strict schemas read back exactly what was written.
const WardItem = z.object({ ward: Ward }).transform(({ ward }) => ward)
const RulesItem = z.object({ rules: InitiativeRules }).transform(({ rules }) => rules)
const PublishedRules = z.object({ rules: InitiativeRules, createdId: z.string(), requestDigest: Sha256 })

/** Checks that the ward exists, for the transaction that creates something in it. 1 check. */
export const wardExists = (code: WardCode): Change<'residence-not-verified'> =>
  change([{ check: wardKey(code), condition: 'attribute_exists(pk)' }], [], 'residence-not-verified')

/** All wards. Table, strong, one query: 39 items, about 3 RCU. */
export const listWards = (table: Table): Promise<readonly Ward[]> =>
  queryListed(table, { pk: wardKeys.wards(), attributes: ['ward'] }, WardItem, 100)

export type WardFilter = { readonly wardCode?: WardCode | undefined; readonly area?: Area | undefined }

/**
 * The codes of the wards of a list: one, those of an area, or all of the city. All wards are read at most once a
 * minute, one query; for one ward nothing is read.
 */
export const wardFinder = (table: Table) => {
  const all = rememberFor(60_000, 1, (_: 'all') => listWards(table))
  return async ({ wardCode, area }: WardFilter, now: Instant): Promise<readonly WardCode[]> => {
    if (wardCode !== undefined && area === undefined) return [wardCode]
    return (await all('all', epochMilliseconds(now)))
      .filter(
        (ward) => (area === undefined || ward.area === area) && (wardCode === undefined || ward.code === wardCode),
      )
      .map(({ code }) => code)
  }
}

/** One ward. Table, strong, 1 RCU. */
export const getWard = (table: Table, code: WardCode): Promise<Ward | undefined> =>
  getItem(table, wardKey(code), WardItem)

/** The rules of a ward that apply on a day: the newest not after it. Table, strong, one item, 1 RCU. */
export const getRulesOn = async (table: Table, code: WardCode, on: LocalDate): Promise<InitiativeRules | undefined> => {
  const range = {
    pk: wardKeys.ofWard(code),
    skFrom: rulesSort(''),
    skUpTo: rulesSort(on),
    order: 'descending',
  } as const
  const { items } = await queryPage(table, range, RulesItem, 1)
  return items[0]
}

const withdrawnKey = (code: WardCode, createdId: string): Key => ({
  pk: wardKeys.ofWard(code),
  sk: `WITHDRAWN-RULES#initiatives#${createdId}`,
})

type Publication = { readonly wardCode: WardCode; readonly createdId: string; readonly requestDigest: string }

type Unsaved = 'ward-not-found' | 'rules-already-published'

/**
 * A rule set, once per ward and date: put if absent, with a check that the ward exists and that this publication was
 * not withdrawn. Transaction of 3 items and the outbox, about 10 WCU. A repeated request finds the existing one.
 */
export const saveRules = async (
  table: Table,
  rules: InitiativeRules,
  { wardCode, createdId, requestDigest }: Publication,
  events: readonly DomainEvent[],
  now: Instant,
): Promise<InitiativeRules | Refusal<'rules-withdrawn' | Unsaved | 'idempotency-key-reused'>> => {
  const put = { ...rulesKey(wardCode, rules.validFrom), rules, createdId, requestDigest }
  const saved = await save<'rules-withdrawn' | Unsaved>(
    table,
    now,
    change([{ check: withdrawnKey(wardCode, createdId), ...absent }], [], 'rules-withdrawn'),
    change([{ check: wardKey(wardCode), condition: 'attribute_exists(pk)' }], [], 'ward-not-found'),
    change([{ put, ...absent }], events, 'rules-already-published'),
  )
  if (!saved.refused) return rules
  if (saved.code !== 'rules-already-published') return refuse(saved.code)
  const standing = PublishedRules.parse(saved.standing)
  if (standing.createdId !== createdId) return refuse('rules-already-published', { validFrom: rules.validFrom })
  return standing.requestDigest === requestDigest ? standing.rules : refuse('idempotency-key-reused')
}

/** The rule set of a ward that begins on this day. Table, strong, 1 RCU. */
export const getRulesFrom = (
  table: Table,
  code: WardCode,
  validFrom: LocalDate,
): Promise<z.infer<typeof PublishedRules> | undefined> => getItem(table, rulesKey(code, validFrom), PublishedRules)

/** Withdraws a rule set, if it is still the one read; its publication cannot be repeated. 2 items of a transaction. */
export const rulesWithdrawn = (
  wardCode: WardCode,
  { rules: { validFrom }, createdId }: z.infer<typeof PublishedRules>,
  events: readonly DomainEvent[],
): Change<'changed-meanwhile'> =>
  change(
    [
      { delete: rulesKey(wardCode, validFrom), condition: 'createdId = :id', values: { ':id': createdId } },
      { put: { ...withdrawnKey(wardCode, createdId), validFrom }, ...absent },
    ],
    events,
    'changed-meanwhile',
  )

/** Creates a ward. Transaction of 1 item and the outbox; does nothing if it exists. */
export const establishWard = async (
  table: Table,
  ward: Ward,
  events: readonly DomainEvent[],
  now: Instant,
): Promise<void> => {
  await save(table, now, change([{ put: { ...wardKey(ward.code), ward }, ...absent }], events, 'established-already'))
}

/** Which of a ward and these rule sets are in the table. BatchGet, strong, 1 RCU each; for seeding. */
export const knownOf = async (
  table: Table,
  code: WardCode,
  regimes: readonly InitiativeRules[],
): Promise<{ readonly ward: boolean; readonly rules: ReadonlySet<LocalDate> }> => {
  const dates = regimes.map(({ validFrom }) => validFrom)
  const found = await existingKeys(table, [wardKey(code), ...dates.map((date) => rulesKey(code, date))])
  return {
    ward: found.has(keyText(wardKey(code))),
    rules: new Set(dates.filter((date) => found.has(keyText(rulesKey(code, date))))),
  }
}
