// An initiative in a round, as it stands on the ballot.
import * as z from 'zod'
import { InitiativeId, type WardCode } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { type Refusal, refuse } from '../kernel/refusals.ts'
import { Line } from '../kernel/text.ts'
import { wordsOf } from '../kernel/words.ts'
import { OptionId } from '../voting/poll/ballot-form.ts'
import type { InitiativeRules } from '../wards/rules/initiative-rules.ts'
import { rounds } from './machine.ts'
import { maximumEntries, type Round } from './round.ts'

/** The amounts that the caps of a counting rule may limit. */
export const EntryGroups = z.strictObject({ category: Line(100).optional(), area: Line(100).optional() })

/** `optionId` is the number of the entry in three digits: ballots refer to it. */
export const Entry = z.object({
  optionId: OptionId,
  initiativeId: InitiativeId,
  title: z.string(),
  summary: z.string().optional(),
  amountCents: Cents,
  ...EntryGroups.shape,
})
export type Entry = z.infer<typeof Entry>

/** The facts of an initiative that a round needs. */
type Candidate = {
  readonly id: InitiativeId
  readonly wardCode: WardCode
  readonly title: string
  readonly summary?: string
  readonly amountCents: Cents
  readonly groups: z.infer<typeof EntryGroups>
}

/** The entry of an initiative in this round. Numbers are not reused. */
const entryOf = ({ nextEntry }: Round, { id, title, summary, amountCents, groups }: Candidate): Entry => ({
  optionId: String(nextEntry).padStart(3, '0'),
  initiativeId: id,
  title,
  ...(summary === undefined ? {} : { summary }),
  amountCents,
  ...groups,
})

/** Entries whose titles have the same words, by group. */
export const sameTitles = (entries: readonly Entry[]): readonly (readonly Entry[])[] => {
  const groups = new Map<string, Entry[]>()
  for (const entry of entries) {
    const key = wordsOf(entry.title).join(' ') || entry.title
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  return [...groups.values()].filter(({ length }) => length > 1)
}

/** The entries as they appear on the ballot: equal titles are distinguished by their number. */
export const withDistinctTitles = (entries: readonly Entry[]): readonly Entry[] => {
  const alike = new Set(sameTitles(entries).flat())
  return entries.map((entry) => (alike.has(entry) ? { ...entry, title: `${entry.title} (${entry.optionId})` } : entry))
}

const areRefused = ({ voting }: Pick<InitiativeRules, 'voting'>): boolean =>
  voting.isOn && voting.dearEntries === 'refuse'

/** Why an initiative of this amount cannot enter, if the rules refuse amounts above the whole budget. */
export const objectionToCost = (
  { budgetCents }: Pick<Round, 'budgetCents'>,
  { amountCents }: Pick<Entry, 'amountCents'>,
  rules: Pick<InitiativeRules, 'voting'>,
): Refusal<'entry-above-budget'> | undefined =>
  areRefused(rules) && amountCents > budgetCents
    ? refuse('entry-above-budget', { budgetCents, amountCents })
    : undefined

/** Adds an initiative of the ward to a round in draft. Its admission is checked separately. */
export const enter = (round: Round, candidate: Candidate) => {
  const entry = entryOf(round, candidate)
  const entered = rounds.take(
    'enter',
    round,
    (it) => {
      if (candidate.wardCode !== it.wardCode) return refuse('initiative-of-another-ward')
      if (it.nextEntry > maximumEntries) return refuse('round-full', { maximumEntries })
      return { ...it, nextEntry: it.nextEntry + 1, entries: it.entries + 1 }
    },
    entry,
  )
  return entered.refused ? entered : { refused: false as const, entered, entry }
}

/** Removes an initiative from a round in draft. Its number is not reused. */
export const leave = (round: Round, entry: Entry) =>
  rounds.take('leave', round, (it) => ({ ...it, entries: it.entries - 1 }), entry)
