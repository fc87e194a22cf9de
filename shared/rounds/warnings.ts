// Warnings to a ward manager before residents are asked: they do not block the round.
import type { Window } from '../kernel/clock.ts'
import type { Warning } from '../kernel/refusals.ts'
import type { InitiativeRules } from '../wards/rules/initiative-rules.ts'
import { type Entry, sameTitles } from './entry.ts'
import { hoursOf } from './plan.ts'
import type { Round } from './round.ts'

const aDay = 24

/** A vote of less than a day, if the rules of the ward have no minimum of their own. */
export const windowWarnings = (window: Window, { voting }: Pick<InitiativeRules, 'voting'>): readonly Warning[] =>
  hoursOf(window) >= aDay || (voting.isOn && voting.shortestWindowHours !== undefined)
    ? []
    : [
        {
          code: 'window-short',
          words: {
            nl: 'De stemming duurt minder dan een dag. Veel bewoners zien haar dan niet.',
            en: 'The vote takes less than a day. Many residents will not see it.',
          },
          pointer: '/closesAt',
        },
      ]

const named = (entries: readonly Entry[]) => entries.map(({ initiativeId: id, title }) => ({ id, title }))
const titlesOf = (entries: readonly Entry[]) => entries.map(({ title }) => `‘${title}’`).join(', ')

/** Entries that cannot win, because they ask more than the whole budget. */
export const dearWarnings = (
  entries: readonly Entry[],
  { budgetCents }: Pick<Round, 'budgetCents'>,
): readonly Warning[] => {
  const dear = entries.filter(({ amountCents }) => amountCents > budgetCents)
  if (dear.length === 0) return []
  return [
    {
      code: 'entry-above-budget',
      words: {
        nl: `Vraagt meer dan het hele budget van de ronde en kan dus niet winnen: ${titlesOf(dear)}.`,
        en: `Asks more than the whole budget of the round, so it cannot win: ${titlesOf(dear)}.`,
      },
      about: named(dear),
    },
  ]
}

/** Entries with the same title: on the ballot their numbers distinguish them. */
export const titleWarnings = (entries: readonly Entry[]): readonly Warning[] =>
  sameTitles(entries).map((alike) => ({
    code: 'titles-alike',
    words: {
      nl: `Deze initiatieven heten hetzelfde. Op het stembiljet staat hun nummer erbij: ${titlesOf(alike)}.`,
      en: `These initiatives have the same title. On the ballot their numbers are added: ${titlesOf(alike)}.`,
    },
    about: named(alike),
  }))

/** All warnings about a round with these initiatives. */
export const roundWarnings = (
  round: Round,
  entries: readonly Entry[],
  rules: Pick<InitiativeRules, 'voting'>,
): readonly Warning[] => [...windowWarnings(round, rules), ...dearWarnings(entries, round), ...titleWarnings(entries)]
