// Rounds as plain values, for tests of the rules alone: a plan, a draft with initiatives, an announced round.
import { Instant } from '../../../../shared/kernel/clock.ts'
import { InitiativeId, RoundId, WardCode } from '../../../../shared/kernel/ids.ts'
import { Cents } from '../../../../shared/kernel/money.ts'
import { pollIdOf } from '../../../../shared/rounds/announcement.ts'
import { type Entry, enter } from '../../../../shared/rounds/entry.ts'
import { createRound } from '../../../../shared/rounds/prepare.ts'
import type { AnnouncedRound, Round } from '../../../../shared/rounds/round.ts'
import { RegisterFigure } from '../../../../shared/wards/register/register-figure.ts'
import { InitiativeRules } from '../../../../shared/wards/rules/initiative-rules.ts'
import { regimesOfRotterdam } from '../../../../shared/wards/rules/regimes-of-rotterdam.ts'

export const now = Instant.parse('2026-03-01T12:00:00.000Z')
export const ward = WardCode.parse('oude-noorden')
const [voting, , council] = regimesOfRotterdam.map((rules) => InitiativeRules.parse(rules))
if (voting === undefined || council === undefined) throw new Error('The three regimes are missing')
export const votingRules = voting
export const councilRules = council

export const plan = (changes: object = {}) => ({
  title: { nl: 'Buurtbudget 2026', en: 'Neighbourhood budget 2026' },
  budgetCents: Cents.parse(1_000_000),
  opensAt: Instant.parse('2026-03-10T07:00:00.000Z'),
  closesAt: Instant.parse('2026-03-24T21:00:00.000Z'),
  electorateSize: 8_000,
  ...changes,
})
export const of = {
  id: RoundId.parse('7b4c9a52-3a53-8f0e-9d0b-0c5a7e1f2a3b'),
  wardCode: ward,
  requestDigest: 'a'.repeat(64),
}
export const figure = RegisterFigure.parse({
  wardCode: ward,
  date: '2026-01-01',
  residents: 12_000,
  source: 'Basisregistratie personen',
  version: 1,
})
export const basis = { rules: votingRules, figure }
export const create = (changes: object = {}, rules = votingRules) =>
  createRound(of, plan(changes), { rules, figure }, now)

export const draft = (changes: object = {}): Round => {
  const decision = create(changes)
  if (decision.refused) throw new Error(decision.code)
  return decision.after
}
export const candidate = (n: number, amount = 250_000, groups = {}) => ({
  groups,
  id: InitiativeId.parse(`00000000-0000-8000-8000-00000000000${n}`),
  wardCode: ward,
  title: `Initiatief ${n}`,
  amountCents: Cents.parse(amount),
})
export const withEntries = (round: Round, amounts: readonly number[], groups = {}) => {
  const start: { round: Round; entries: readonly Entry[] } = { round, entries: [] }
  return amounts.reduce(({ round: before, entries }, amount, index) => {
    const entered = enter(before, candidate(index + 1, amount, groups))
    if (entered.refused) throw new Error(entered.code)
    return { round: entered.entered.after, entries: [...entries, entered.entry] }
  }, start)
}

export const announcedRound = (changes: object = {}): AnnouncedRound => ({
  ...draft(),
  status: 'announced',
  pollId: pollIdOf(draft()),
  configurationHash: '0'.repeat(64),
  reservation: { year: 2026, amountCents: Cents.parse(1_000_000) },
  ...changes,
})
