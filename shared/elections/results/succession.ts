// Who is asked for a vacant seat, computed from the stored result (Kieswet W 1, W 2 by analogy).
import { dateInCity, endOfDayInCity, type Instant, type LocalDate, plusDays } from '../../kernel/clock.ts'
import { refuse } from '../../kernel/refusals.ts'
import type { Succession } from '../allocation/personal.ts'
import type { ElectionRules } from '../rules/election-rules.ts'

/**
 * Why a candidate is not asked.
 * - `seated`, `asked`: has a seat, or an open offer.
 * - `declined`: refused or did not answer, for this vacancy only.
 * - `declined-for-term`: for the rest of the term, until it is withdrawn.
 * - `unavailable`: died, moved out of the ward, or holds an incompatible office.
 */
export type Passed = 'seated' | 'asked' | 'declined' | 'declined-for-term' | 'unavailable'

/** `lot-needed`: more equals than places. `exhausted`: nobody is left for `places` of the seats. */
export type NextInLine =
  | { readonly kind: 'lot-needed'; readonly among: readonly string[]; readonly places: number }
  | { readonly kind: 'ask'; readonly candidates: readonly string[]; readonly exhausted: number }

/**
 * Whom to ask for these vacancies at once. Equals are asked together if there is a place for each of them; otherwise a
 * lot decides, and its order applies to later vacancies too (`afterLot`).
 */
export const nextInLine = (
  succession: Succession,
  passed: ReadonlyMap<string, Passed>,
  vacancies: number,
): NextInLine => {
  const asked: string[] = []
  for (const group of succession) {
    const places = vacancies - asked.length
    const free = group.filter((id) => !passed.has(id))
    if (places > 0 && free.length > places) {
      // A group of one needs no lot; a group that was drawn becomes groups of one.
      return { kind: 'lot-needed', among: group.filter((id) => passed.get(id) !== 'unavailable'), places }
    }
    if (places > 0) asked.push(...free)
  }
  return { kind: 'ask', candidates: asked, exhausted: vacancies - asked.length }
}

/** The succession once a group has been drawn: each is alone, in the order drawn. Those not drawn were not available. */
export const afterLot = (succession: Succession, order: readonly string[]) => {
  const drawn = new Set(order)
  const at = succession.findIndex((group) => group.some((id) => drawn.has(id)))
  const group = succession[at] ?? []
  if (order.length < 2 || drawn.size !== order.length || !order.every((id) => group.includes(id)))
    return refuse('lot-does-not-fit', { order: order.join(', ') })
  const absent = group.filter((id) => !drawn.has(id)).map((id) => [id])
  const alone: Succession = [
    ...succession.slice(0, at),
    ...order.map((id) => [id]),
    ...absent,
    ...succession.slice(at + 1),
  ]
  return { refused: false as const, succession: alone }
}

type Terms = ElectionRules['succession']

/** The deadline for making the offer: from the day of the vacancy to the end of the term's last day. */
export const offerDueBefore = (vacantOn: LocalDate, { offerWithinDays }: Terms): Instant =>
  endOfDayInCity(plusDays(vacantOn, offerWithinDays))

/**
 * The deadline for answering an offer: no answer means refusal. `afterElection`: the seat was won in the poll itself,
 * which gives a shorter term.
 */
export const answerDueBefore = (offeredAt: Instant, terms: Terms, afterElection = false): Instant => {
  const days = afterElection ? terms.answerWithinDaysAfterElection : terms.answerWithinDays
  return endOfDayInCity(plusDays(dateInCity(offeredAt), days))
}
