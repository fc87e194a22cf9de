// A ward whose candidates are named by letters: its nominations, and the result of its contest.
import { Contest, type EstablishedContest } from '../../../../shared/elections/contests/contest.ts'
import type { Nomination } from '../../../../shared/elections/nominations/nomination.ts'
import { rulesOfRotterdam } from '../../../../shared/elections/rules/rules-of-rotterdam.ts'
import { Instant, LocalDate } from '../../../../shared/kernel/clock.ts'
import { ElectionId, NominationId, ResidentId, WardCode } from '../../../../shared/kernel/ids.ts'

const electionId = ElectionId.parse('0193c3c6-7a00-7000-8000-0000000000dd')
const wardCode = WardCode.parse('heijplaat')
const [first] = rulesOfRotterdam
if (first === undefined) throw new Error('No rules')
export const rules = first
export const terms = rules.succession
export const at = (text: string) => Instant.parse(`${text}T10:00:00.000Z`)
export const day = (text: string) => LocalDate.parse(text)
export const idOf = (letter: string) =>
  NominationId.parse(`0193c3c6-7a00-7000-8000-0000000000${letter.charCodeAt(0).toString(16)}`)
export const letterOf = (id: string | undefined) =>
  id === undefined ? '-' : String.fromCharCode(Number.parseInt(id.slice(-2), 16))

export const nominationOf = (letter: string): Nomination => ({
  id: idOf(letter),
  electionId,
  wardCode,
  residentId: ResidentId.parse(`account-${letter}`),
  content: { ballotName: `${letter}. de Vries`, text: 'Meer groen in de wijk.' },
  submittedAt: at('2026-01-10'),
  requestDigest: 'a'.repeat(64),
  version: 1,
  status: 'valid',
  accepted: { session: 1, at: at('2026-01-23'), isDesignationProved: false },
})

type More = { readonly vacantSeats?: number; readonly added?: string }

const established = (outcome: object, seats: number, { vacantSeats = 0, added = '' }: More): EstablishedContest => {
  const contest = Contest.parse({
    electionId,
    wardCode,
    seats: 7,
    version: 9,
    status: 'established',
    session: { number: 1, openedAt: at('2026-01-23') },
    list: {
      session: 1,
      fixedAt: at('2026-01-23'),
      candidates: [],
      poolDigest: 'a'.repeat(64),
      supply: { kind: 'poll', seats, places: 0 },
    },
    lot: { evidence: { source: 'public-session', who: 'x', when: at('2026-01-30'), seed: '1' }, order: [] },
    ties: [],
    result: { seats: seats + vacantSeats, outcome, vacantSeats },
    proposedBy: 'anna',
    establishedBy: 'bram',
    establishedAt: at('2026-03-25'),
    termStartsOn: '2026-04-22',
    added: [...added].map(idOf),
  })
  if (contest.status !== 'established') throw new Error('Not established')
  return contest
}

const idsOf = (groups: readonly string[]) => groups.map((group) => [...group].map(idOf))

/** A result: the elected candidates, and the succession in groups of equals. */
export const contestOf = (elected: string, succession: readonly string[], more: More = {}): EstablishedContest =>
  established(
    { method: 'personal', reason: 'votes', elected: [...elected].map(idOf), succession: idsOf(succession) },
    elected.length,
    more,
  )

/** A result by lists: for each the elected and the succession after them. A list has as many seats as elected candidates. */
export type Lists = { readonly [list: string]: readonly [elected: string, succession: readonly string[]] }

export const contestOfLists = (lists: Lists, more: More = {}): EstablishedContest => {
  const all = Object.entries(lists).map(([id, [elected, succession]]) => ({
    id,
    seats: elected.length,
    elected: [...elected].map(idOf),
    succession: idsOf(succession),
  }))
  const seats = all.reduce((sum, list) => sum + list.seats, 0)
  return established({ method: 'lists', quota: '1', steps: [], lists: all, needsReview: false }, seats, more)
}
