// The sessions of the electoral committee: nominations judged, list fixed, order drawn. A session that has ended does not
// change; corrections are made in a later one, in the wards concerned, whose order is drawn again.
import { dateInCity, type Instant, type LocalDate } from '../../kernel/clock.ts'
import { byCodeUnits, digestOf } from '../../kernel/digest.ts'
import type { WardCode } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import { lotsDrawn, type SessionEvidence } from '../../voting/lots/lots.ts'
import { contests } from '../machine.ts'
import type { CollectiveList } from '../nominations/collective-list.ts'
import { nominations } from '../nominations/machine.ts'
import { isOnList, maximumNameCorrections, type Nomination } from '../nominations/nomination.ts'
import type { Election } from '../planning/election.ts'
import { idsToDraw, standingLists } from './ballot.ts'
import { type Contest, maximumCandidates, subjectOfOrder } from './contest.ts'
import { supplyOf } from './seats.ts'

const nextSession = (contest: Contest): number => ('session' in contest ? contest.session.number + 1 : 1)

/** Begins a session: the first once nominations have closed; a later one with a reason, before polling opens. */
export const openSession = (
  contest: Contest,
  { status, calendar }: Election,
  reason: string | undefined,
  now: Instant,
) =>
  contests.take('open-session', contest, (it) => {
    if (status === 'cancelled') return refuse('election-cancelled')
    if (now < calendar.nominationClosesAt)
      return refuse('nominations-still-open', { nominationClosesAt: calendar.nominationClosesAt })
    if (calendar.pollingOpensAt <= now) return refuse('polling-opened', { pollingOpensAt: calendar.pollingOpensAt })
    const number = nextSession(it)
    if (number > 1 && reason === undefined) return refuse('correction-without-reason', { session: number })
    const { electionId, wardCode, seats } = it
    return { electionId, wardCode, seats, session: { number, openedAt: now, ...(reason && { reason }) } }
  })

/** Checks with each decision that the session is in progress, so that nobody fixes a list while somebody judges. */
export const continued = (contest: Contest) => contests.take('judge', contest, (it) => it)

export type Verdict =
  | { readonly outcome: 'valid'; readonly isDesignationProved?: boolean | undefined }
  | {
      readonly outcome: 'invalid'
      readonly reason: Extract<Nomination, { status: 'invalid' }>['refusal']['reason']
      readonly note: string
    }

const judged = (nomination: Nomination, verdict: Verdict, session: number, at: Instant) => {
  if (verdict.outcome === 'invalid') {
    const { reason, note } = verdict
    return nominations.take('refuse', nomination, (it) => ({ ...baseOf(it), refusal: { session, at, reason, note } }))
  }
  return nominations.take('accept', nomination, (it) => {
    if (it.content.designation !== undefined && verdict.isDesignationProved === undefined)
      return refuse('designation-not-judged', { designation: it.content.designation.kind })
    return { ...baseOf(it), accepted: { session, at, isDesignationProved: verdict.isDesignationProved ?? false } }
  })
}

const baseOf = ({
  id,
  electionId,
  wardCode,
  residentId,
  content,
  submittedAt,
  requestDigest,
  ...rest
}: Nomination) => ({
  ...{ id, electionId, wardCode, residentId, content, submittedAt, requestDigest },
  ...(rest.listId && { listId: rest.listId }),
  ...(rest.nameCorrections && { nameCorrections: rest.nameCorrections }),
})

/** The committee decides about a nomination in the session of its ward. */
export const judgeNomination = (nomination: Nomination, contest: Contest, verdict: Verdict, now: Instant) => {
  const session = continued(contest)
  if (session.refused) return session
  const taken = judged(nomination, verdict, session.after.session.number, now)
  return taken.refused ? taken : { refused: false as const, taken, session }
}

/** The name on the ballot, corrected by the committee. The lists of earlier sessions keep the name that they had. */
export const correctBallotName = (
  nomination: Nomination,
  contest: Contest,
  { ballotName, reason }: { readonly ballotName: string; readonly reason: string },
  now: Instant,
) => {
  const session = continued(contest)
  if (session.refused) return session
  const taken = nominations.take('correct-name', nomination, (it) => {
    const earlier = it.nameCorrections ?? []
    if (it.content.ballotName === ballotName) return refuse('ballot-name-already-so')
    if (earlier.length === maximumNameCorrections)
      return refuse('too-many-name-corrections', { maximumNameCorrections })
    const correction = { was: it.content.ballotName, because: reason, session: session.after.session.number, at: now }
    return { ...it, content: { ...it.content, ballotName }, nameCorrections: [...earlier, correction] }
  })
  return taken.refused ? taken : { refused: false as const, taken, session }
}

/** A nomination whose decision a granted appeal annulled: the next session decides about it again. */
export const reopened = (nomination: Nomination) => nominations.take('reopen', nomination, (it) => baseOf(it))

/**
 * A nomination that belongs to another ward: removed here, to be judged there. Both wards are in session.
 * `there`: what it left behind in the other ward, if it came from there.
 */
export const moveNomination = (
  nomination: Nomination,
  from: Contest,
  to: Contest,
  there: Nomination | undefined,
  now: Instant,
) => {
  if (from.wardCode === to.wardCode) return refuse('already-in-this-ward')
  const [left, joined] = [continued(from), continued(to)]
  if (left.refused) return left
  if (joined.refused) return refuse('other-ward-not-in-session', { wardCode: to.wardCode })
  const movedTo: WardCode = to.wardCode
  const moved = nominations.take('move', nomination, (it) => ({ ...baseOf(it), movedTo, movedAt: now }))
  if (moved.refused) return moved
  // A list is of one ward: whoever stood on one here stands alone there.
  const { listId: _, ...alone } = baseOf(nomination)
  const arriving = { ...alone, wardCode: movedTo }
  const arrived =
    there === undefined ? nominations.begin('arrive', arriving) : nominations.take('come-back', there, () => arriving)
  if (arrived.refused) return arrived
  return { refused: false as const, moved, arrived, left, joined }
}

type Nominated = { readonly nominations: readonly Nomination[]; readonly lists: readonly CollectiveList[] }

/** Fixes the list of a ward: all nominations judged, and the pool of the lot posted before its randomness exists. */
export const closeSession = (
  contest: Contest,
  { nominations: all, lists: submitted }: Nominated,
  { rules }: Election,
  now: Instant,
) =>
  contests.take('close-session', contest, (it) => {
    const open = all.filter(({ status }) => status === 'submitted').length
    if (open > 0) return refuse('nominations-not-judged', { open })
    const candidates = all
      .filter(isOnList)
      .map(({ id }) => id)
      .sort(byCodeUnits)
    if (candidates.length > maximumCandidates) return refuse('too-many-candidates', { maximumCandidates })
    const openLists = submitted.filter(({ status }) => status === 'submitted').length
    if (openLists > 0) return refuse('lists-not-judged', { open: openLists })
    const lists = standingLists(submitted, all)
    const supply = supplyOf(it.seats, candidates.length, rules.seats)
    return {
      ...it,
      list: {
        session: it.session.number,
        fixedAt: now,
        candidates,
        ...(lists.length > 0 && { lists }),
        poolDigest: digestOf({
          subject: subjectOfOrder(it, it.session.number),
          candidates: idsToDraw({ candidates, lists }),
        }),
        supply: { kind: supply.kind, seats: supply.seats, places: 'places' in supply ? supply.places : 0 },
      },
    }
  })

const objectionToEvidence = (
  { when }: SessionEvidence,
  fixedAt: Instant,
  lotOn: LocalDate,
  now: Instant,
): Refusal<'session-at-another-time' | 'lot-too-early'> | undefined => {
  if (when < fixedAt || when > now) return refuse('session-at-another-time', { from: fixedAt, to: now })
  return dateInCity(when) < lotOn ? refuse('lot-too-early', { ballotLotOn: lotOn }) : undefined
}

/** The order on the ballot, by the lot thrown in public session after the list was fixed. */
export const drawBallotOrder = (contest: Contest, { calendar }: Election, evidence: SessionEvidence, now: Instant) =>
  contests.take('draw', contest, (it) => {
    const { list } = it
    const objection = objectionToEvidence(evidence, list.fixedAt, calendar.ballotLotOn, now)
    if (objection) return objection
    // A ward without candidates goes on with an empty order: its seats are for the lottery.
    const pool = idsToDraw(list)
    const drawn = lotsDrawn({ subject: subjectOfOrder(it, list.session), root: list.poolDigest, evidence }, pool)
    const idOf = new Map(pool.map((id) => [String(id), id]))
    const order = drawn.flatMap(({ id, ticket }) => {
      const candidate = idOf.get(id)
      return candidate === undefined ? [] : [{ id: candidate, ticket }]
    })
    return { ...it, lot: { evidence, order }, ties: [], voidedTies: [], adjustments: [] }
  })

/** A candidate on the list who died, withdrew or moved away: the name stays on the ballot, and the votes in the total. */
export const dropCandidate = (
  nomination: Nomination,
  drop: Extract<Nomination, { status: 'dropped' }>['drop'],
  today: LocalDate,
) =>
  nominations.take('drop', nomination, (it) =>
    drop.on > today ? refuse('day-in-the-future', { on: drop.on }) : { ...it, drop },
  )
