import type * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import type { PublishedDraw } from '../voting/lots/published-draw.ts'
import type { PublicCandidateList, PublicContest } from './contest-operations.ts'
import { type Contest, type FixedList, subjectOfOrder } from './contests/contest.ts'
import type { FullNomination } from './nomination-operations.ts'
import type { Nomination, NominationIn, PublicDesignation } from './nominations/nomination.ts'
import type { PublicElection } from './operations.ts'
import { type Election, phaseOf } from './planning/election.ts'

/** The public view of an election at a moment. */
export const presentElection = (election: Election, now: Instant): z.input<typeof PublicElection> => ({
  id: election.id,
  name: election.name,
  phase: phaseOf(election, now),
  calendar: election.calendar,
  rules: election.rules,
  reason: election.status === 'cancelled' ? election.reason : undefined,
  createdAt: election.createdAt,
})

const listFacts = ({ candidates, supply, poolDigest }: FixedList) => ({
  candidates: candidates.length,
  supply: supply.kind,
  seatsToFill: supply.seats,
  poolDigest,
})

/** The public view of the contest of a ward. */
export const presentContest = (contest: Contest): z.input<typeof PublicContest> => ({
  electionId: contest.electionId,
  wardCode: contest.wardCode,
  status: contest.status,
  seats: contest.seats,
  session: 'session' in contest ? contest.session.number : undefined,
  ...('list' in contest ? listFacts(contest.list) : {}),
  onlinePoll: 'online' in contest ? contest.online : undefined,
  needed: contest.status === 'lot-needed' ? contest.needed : undefined,
  reason: contest.status === 'cancelled' ? contest.reason : 'session' in contest ? contest.session.reason : undefined,
})

/** A nomination for its candidate and for the committee. */
export const presentNomination = (nomination: Nomination): z.input<typeof FullNomination> => ({
  id: nomination.id,
  electionId: nomination.electionId,
  wardCode: nomination.wardCode,
  status: nomination.status,
  ...nomination.content,
  submittedAt: nomination.submittedAt,
  invalidBecause: nomination.status === 'invalid' ? nomination.refusal.reason : undefined,
  note: nomination.status === 'invalid' ? nomination.refusal.note : undefined,
  isDesignationProved: 'accepted' in nomination ? nomination.accepted.isDesignationProved : undefined,
  movedTo: nomination.status === 'moved' ? nomination.movedTo : undefined,
  refusesTermSince: nomination.refusesTermSince,
})

/** A candidate as on the ballot and the list: with a designation only if it was proved. */
export const presentCandidate = ({ id, content, accepted }: NominationIn<'valid' | 'dropped'>) => ({
  id,
  ballotName: content.ballotName,
  text: content.text,
  ...(content.designation !== undefined && accepted.isDesignationProved
    ? { designation: { kind: content.designation.kind, name: content.designation.name } }
    : {}),
})
type Candidate = Omit<ReturnType<typeof presentCandidate>, 'designation'> & {
  readonly designation?: { readonly kind: PublicDesignation['kind']; readonly name: string } | undefined
}

type FixedCandidates = {
  readonly session: number
  readonly fixedAt: Instant
  readonly candidates: readonly Candidate[]
  readonly lot?: { readonly order: readonly { readonly id: string }[] } | undefined
}

/** The list that a session fixed: in the order drawn, and before the lot in that of the ids. */
export const presentList = (contest: Contest, list: FixedCandidates): z.input<typeof PublicCandidateList> => {
  const placeOf = new Map<string, number>((list.lot?.order ?? []).map(({ id }, index) => [id, index + 1]))
  const candidates = list.candidates
    .map((candidate) => ({ ...candidate, place: placeOf.get(candidate.id) }))
    .toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0))
  return {
    electionId: contest.electionId,
    wardCode: contest.wardCode,
    session: list.session,
    fixedAt: list.fixedAt,
    isCurrent: 'list' in contest && contest.list.session === list.session,
    isDrawn: list.lot !== undefined,
    candidates,
  }
}

/** The lot for the order of a ward, which anyone can repeat; undefined before it was drawn, or if nobody stands. */
export const presentDraw = (contest: Contest): z.input<typeof PublishedDraw> | undefined =>
  contest.status === 'listed' && contest.lot.order.length > 0
    ? {
        format: 'wijk-lots/1',
        subject: subjectOfOrder(contest, contest.list.session),
        root: contest.list.poolDigest,
        evidence: contest.lot.evidence,
        order: contest.lot.order.map(({ id, ticket }) => ({ id, ticket })),
      }
    : undefined
