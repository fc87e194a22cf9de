// From the counts of a ward to its established result: proposed by one officer, established by another. A tie at the edge waits
// for a lot; an established result is never overwritten.
import { dateInCity, type Instant } from '../../kernel/clock.ts'
import { digestOf } from '../../kernel/digest.ts'
import { NominationId, type ResidentId } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { lotsDrawn, type SessionEvidence } from '../../voting/lots/lots.ts'
import { electPersons, type PersonalResult } from '../allocation/personal.ts'
import { electFromLists, type ListResult } from '../allocation/persons.ts'
import type { LotNeeded } from '../allocation/ties.ts'
import { ballotLines, candidatesOnBallot, hasLists } from '../contests/ballot.ts'
import { type Contest, reviewsNeeded } from '../contests/contest.ts'
import { type Cells, type CountForm, numberIn } from '../count/cells.ts'
import type { OnlineCount, onlineVotesOf } from '../count/online-station.ts'
import type { StationCount } from '../count/station-count.ts'
import { checkTotal, totalOf, turnoutOf } from '../count/totals.ts'
import { contests } from '../machine.ts'
import { isOnList, type Nomination } from '../nominations/nomination.ts'
import { termStartsAfter } from '../planning/calendar.ts'
import type { Election } from '../planning/election.ts'
import type { KeptResult } from './kept-result.ts'
import { allottedWith } from './lots-of-result.ts'
import { type Recount, recountBefore, resultNumberOf } from './recount.ts'
import { electedIn, needsReview, type Result, TieLot, type VoidedLot } from './result.ts'

/** The form of a ward: its candidates in the order of the ballot, and the lists where some take part. */
export const formOf = (contest: Contest): CountForm =>
  hasLists(contest)
    ? { kind: 'lists', lists: ballotLines(contest) }
    : { kind: 'persons', candidates: candidatesOnBallot(contest) }

/** `online`: the votes of the online poll where the contest has one, or why they are not there. */
type Counted = {
  readonly counts: readonly StationCount[]
  readonly electorate: number
  readonly online?: ReturnType<typeof onlineVotesOf> | undefined
  /** The last session of counting. */
  readonly session?: number | undefined
}

/** Ballots and the permits behind them. A permit that was not used is not a mistake; a ballot without a permit is. */
const onlineBallots = ({ permits, cells }: OnlineCount) => {
  const ballots = numberIn(cells, 'cast')
  return { ballots, marks: Math.min(permits, ballots) }
}

/** The total of a ward whose stations are all definitive and add up. */
const total = (contest: Contest, { counts, electorate, online: votes }: Counted) => {
  const open = counts.filter(({ status }) => status !== 'definitive').map(({ station }) => station)
  if (counts.length === 0) return refuse('no-stations')
  if (open.length > 0) return refuse('stations-not-definitive', { stations: open.slice(0, 20).join(', ') })
  if (votes?.refused) return votes
  const online = votes?.count
  const cells = counts.flatMap((count) => (count.status === 'definitive' ? [count.first.cells] : []))
  const sum = totalOf([...cells, ...(online ? [online.cells] : [])], formOf(contest), electorate)
  const found = checkTotal(sum, formOf(contest), online && onlineBallots(online))
  if (found.length > 0) return refuse('total-does-not-add-up', { codes: found.map(({ code }) => code).join(', ') })
  return numberIn(sum, 'admitted') > electorate
    ? refuse('more-voters-than-electorate', { admitted: numberIn(sum, 'admitted'), electorate })
    : { refused: false as const, cells: sum, online }
}

/** The lines of the ballot with the votes of their candidates. */
const counted = (contest: Contest, nominations: readonly Nomination[], cells: Cells) => {
  const out = new Set(nominations.filter(({ status }) => status === 'dropped').map(({ id }) => id))
  return ballotLines(contest).map((line) => ({
    id: line.id,
    candidates: line.candidates.map((id) => ({ id, votes: numberIn(cells, `votes:${id}`), isOut: out.has(id) })),
  }))
}

const ofPersons = ({ reason, elected, succession, vacantSeats }: PersonalResult) => ({
  outcome: { method: 'personal' as const, reason, elected, succession },
  vacantSeats,
})
const ofLists = ({ quota, steps, lists, needsReview, unassigned }: ListResult) => ({
  outcome: { method: 'lists' as const, quota, steps, lists, needsReview },
  vacantSeats: unassigned,
})

type Lots = { readonly ties: readonly TieLot[]; readonly voidedTies: readonly VoidedLot[] }

/** The lots that the result needs, and those that no tie asks for any more, each with its record. */
const lotsAfter = ({ ties, voidedTies }: Lots, used: readonly TieLot[], now: Instant): Lots => ({
  ties: used.map((lot) => TieLot.strip().parse(lot)),
  voidedTies: [
    ...voidedTies.filter((lot) => !used.includes(lot)),
    ...ties.filter((lot) => !used.includes(lot)).map((lot) => ({ ...lot, voidedAt: now })),
  ],
})

const awaitLot = (contest: Contest, { stage, among, places }: LotNeeded, now: Instant) =>
  contests.take('await-lot', contest, (it) => {
    const number = it.ties.length + it.voidedTies.length + 1
    const subject = `elections/${it.electionId}/contests/${it.wardCode}/ties/${number}`
    const poolDigest = digestOf({ subject, stage, among, places })
    return { ...it, needed: { subject, stage, among, places, poolDigest, postedAt: now } }
  })

/** Voters are counted as the frozen roll counts them. `onRoll`: undefined if the election has no roll for this ward. */
export const objectionToElectorate = (onRoll: number | undefined, electorate: number) =>
  onRoll === undefined || onRoll === electorate
    ? undefined
    : refuse('electorate-not-as-roll', { roll: onRoll, electorate })

type Basis = { readonly election: Election; readonly nominations: readonly Nomination[] }

/**
 * The result that follows from the definitive counts, proposed by an officer; or, if a tie matters, the state that awaits a
 * lot. With no more candidates than seats nothing is counted.
 */
export const proposeResult = (
  contest: Contest,
  { election, nominations }: Basis,
  input: Counted,
  officer: ResidentId,
  now: Instant,
) => {
  const objection = contests.objectionTo('propose', contest.status)
  if (objection || contest.status !== 'listed')
    return objection ?? refuse('result-not-possible', { status: contest.status })
  if (now < election.calendar.pollingClosesAt)
    return refuse('polling-not-closed', { pollingClosesAt: election.calendar.pollingClosesAt })
  if (election.status === 'cancelled') return refuse('election-cancelled')
  const { supply } = contest.list
  const isContested = supply.kind === 'poll'
  const { recount, ties, voidedTies } = contest
  if (recount !== undefined && (input.session ?? 0) <= recount.countSession)
    return refuse('nothing-recounted', { session: recount.countSession })
  const sum = isContested ? total(contest, input) : undefined
  if (sum?.refused) return sum
  const lines = counted(contest, nominations.filter(isOnList), sum?.cells ?? {})
  const { allocation } = election.rules
  const { allotted, used } = allottedWith([...ties, ...voidedTies], (lots) =>
    allocation.method === 'lists' && isContested
      ? electFromLists(lines, supply.seats, allocation, lots)
      : electPersons(
          lines.flatMap(({ candidates }) => candidates),
          supply.seats,
          { method: 'personal', allAtZero: allAtZero(election) },
          lots,
        ),
  )
  if ('refused' in allotted) return allotted
  if (allotted.kind === 'lot-needed') return awaitLot(contest, allotted, now)
  const turnout = sum && turnoutOf(sum.cells)
  const result: Result = {
    seats: supply.seats,
    ...(sum && { total: sum.cells }),
    ...(sum?.online && { online: sum.online }),
    ...(turnout !== undefined && { turnout }),
    ...('steps' in allotted ? ofLists(allotted) : ofPersons(allotted)),
  }
  return contests.take('propose', contest, (it) => ({
    ...it,
    ...lotsAfter(it, used, now),
    result,
    proposedBy: officer,
    ...(isContested && input.session !== undefined && { countSession: input.session }),
  }))
}

const allAtZero = ({ rules: { allocation } }: Election) =>
  allocation.method === 'personal' ? allocation.allAtZero : 'electable'

/** The lot between equals, thrown in public session after its pool was posted. */
export const drawTie = (contest: Contest, evidence: SessionEvidence, now: Instant) =>
  contests.take('draw-tie', contest, ({ needed, ...it }) => {
    if (evidence.when < needed.postedAt || evidence.when > now)
      return refuse('session-at-another-time', { from: needed.postedAt, to: now })
    const drawn = lotsDrawn({ subject: needed.subject, root: needed.poolDigest, evidence }, needed.among)
    return {
      ...it,
      ties: [...it.ties, { ...needed, evidence, order: drawn.map(({ id, ticket }) => ({ id, ticket })) }],
    }
  })

/** The second officer does not agree: the result is proposed again. Lots that were drawn stay. */
export const returnResult = (contest: Contest) =>
  contests.take(
    'return-result',
    contest,
    ({ result: _, proposedBy: __, countSession: ___, reviewedBy: ____, ...it }) => it,
  )

/**
 * An officer has checked every step of a result in which majority rule and exhausted lists both moved a seat: the official programs
 * differ there. Two do so, neither of them the one who proposed it.
 */
export const reviewResult = (contest: Contest, officer: ResidentId) =>
  contests.take('review', contest, (it) => {
    const { reviewedBy = [] } = it
    if (!needsReview(it.result)) return refuse('review-not-needed')
    if (it.proposedBy === officer) return refuse('same-officer')
    if (reviewedBy.includes(officer)) return refuse('reviewed-already')
    if (reviewedBy.length >= reviewsNeeded) return refuse('review-not-needed')
    return { ...it, reviewedBy: [...reviewedBy, officer] }
  })

/**
 * Establishes a proposed result: another officer than the one who proposed it. The term follows from the day of the first
 * result. `before`: the result that it supersedes after a recount.
 */
export const establishResult = (
  contest: Contest,
  { rules }: Election,
  officer: ResidentId,
  now: Instant,
  before?: KeptResult,
) =>
  contests.take('establish', contest, (it) => {
    if (it.proposedBy === officer) return refuse('same-officer')
    const reviews = it.reviewedBy?.length ?? 0
    if (needsReview(it.result) && reviews < reviewsNeeded)
      return refuse('result-needs-review', { reviews, needed: reviewsNeeded })
    const termStartsOn = it.recount?.termStartsOn ?? termStartsAfter(dateInCity(now), rules.calendar.term)
    const added = before === undefined ? [] : addedBy(it.result, before)
    return { ...it, establishedBy: officer, establishedAt: now, termStartsOn, added }
  })

/** Who wins by this result and did not win before, or was added by an earlier recount. */
const addedBy = (result: Result, { result: old, added }: KeptResult): readonly NominationId[] => {
  const won = new Set(electedIn(old))
  return electedIn(result)
    .map((id) => NominationId.parse(id))
    .filter((id) => !won.has(id) || added.includes(id))
}

/**
 * Orders that the votes are counted again. The established result stands meanwhile; sessions of counting can correct its
 * stations, and its lots are kept for the same ties.
 */
export const orderRecount = (
  contest: Contest,
  { rules }: Election,
  { orderedBy, reason }: Pick<Recount, 'orderedBy' | 'reason'>,
  now: Instant,
) => {
  if (contest.status !== 'established')
    return contests.objectionTo('order-recount', contest.status) ?? refuse('recount-not-possible')
  const { countSession, establishedAt, termStartsOn } = contest
  if (countSession === undefined) return refuse('nothing-was-counted')
  if (rules.recount === undefined || !rules.recount.orderedBy.includes(orderedBy))
    return refuse('recount-not-in-rules', { rules: rules.name, orderedBy })
  const before = recountBefore(establishedAt, rules.recount)
  if (before <= now) return refuse('recount-too-late', { before })
  const number = resultNumberOf(contest)
  const recount: Recount = { number, orderedBy, orderedAt: now, reason, countSession, termStartsOn }
  return contests.take(
    'order-recount',
    contest,
    ({ electionId, wardCode, seats, session, list, lot, ties, voidedTies, adjustments, online }) => ({
      ...{ electionId, wardCode, seats, session, list, lot, ties, voidedTies, adjustments, recount },
      ...(online && { online }),
    }),
    recount,
  )
}
