import type * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import type { PublishedDraw } from '../voting/lots/published-draw.ts'
import type { BallotLine } from './contests/ballot.ts'
import { type Contest, type FixedList, reviewsNeeded, subjectOfOrder } from './contests/contest.ts'
import type { KeptList } from './contests/kept-list.ts'
import type { PublicCandidateList, PublicContest } from './contests/operations.ts'
import type { CollectiveList } from './nominations/collective-list.ts'
import type { FullCollectiveList } from './nominations/list-operations.ts'
import type { Nomination, NominationIn, PublicDesignation } from './nominations/nomination.ts'
import type { FullNomination } from './nominations/operations.ts'
import type { PublicElection } from './operations.ts'
import { type Election, phaseOf } from './planning/election.ts'
import { presentRecount } from './results/present.ts'
import { needsReview } from './results/result.ts'

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
  adjustments: 'adjustments' in contest && contest.adjustments.length > 0 ? [...contest.adjustments] : undefined,
  recount: 'recount' in contest && contest.recount ? presentRecount(contest.recount) : undefined,
  needed: contest.status === 'lot-needed' ? contest.needed : undefined,
  review:
    contest.status === 'proposed' && needsReview(contest.result)
      ? { reviews: contest.reviewedBy?.length ?? 0, needed: reviewsNeeded }
      : undefined,
  overturnedBy: contest.status === 'overturned' ? contest.overturned.appealId : undefined,
  annulledBy: contest.status === 'cancelled' ? contest.annulledBy : undefined,
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
  nameCorrections: nomination.nameCorrections && [...nomination.nameCorrections],
  refusesTermSince: nomination.refusesTermSince,
  listId: nomination.listId,
})

/** A collective list for whoever handed it in, its candidates and the committee. */
export const presentCollectiveList = (list: CollectiveList): z.input<typeof FullCollectiveList> => ({
  ...{ id: list.id, electionId: list.electionId, wardCode: list.wardCode, status: list.status },
  ...{ designation: list.designation, submittedAt: list.submittedAt },
  candidates: list.candidates.map(({ nominationId, consentedAt }) => ({ nominationId, consentedAt })),
  invalidBecause: list.status === 'invalid' ? list.refusal.reason : undefined,
  note: list.status === 'invalid' ? list.refusal.note : undefined,
  isDesignationProved: list.status === 'valid' ? list.accepted.isDesignationProved : undefined,
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
/** The lists of a session as they stand on the ballot: named by a designation only if it was proved. */
export const keptLists = (standing: readonly BallotLine[], lists: readonly CollectiveList[]) =>
  standing.map(({ id, candidates }) => {
    const list = lists.find((each) => each.id === id)
    const { kind, name } = list?.designation ?? {}
    const isProved = list?.status === 'valid' && list.accepted.isDesignationProved
    return { id, candidates: [...candidates], ...(isProved && kind && name && { designation: { kind, name } }) }
  })

type Candidate = Omit<ReturnType<typeof presentCandidate>, 'designation'> & {
  readonly designation?: { readonly kind: PublicDesignation['kind']; readonly name: string } | undefined
}

type FixedCandidates = {
  readonly session: number
  readonly fixedAt: Instant
  readonly candidates: readonly Candidate[]
  readonly lists?: KeptList['lists']
  readonly lot?: { readonly order: readonly { readonly id: string }[] } | undefined
}

/** The list that a session fixed: in the order drawn, and before the lot in that of the ids. */
export const presentList = (contest: Contest, list: FixedCandidates): z.input<typeof PublicCandidateList> => {
  const placeOf = new Map<string, number>((list.lot?.order ?? []).map(({ id }, index) => [id, index + 1]))
  const lists = (list.lists ?? []).map((each) => ({ ...each, number: placeOf.get(each.id) }))
  const candidates = list.candidates
    .map((candidate) => {
      const on = lists.find((each) => each.candidates.some((id) => id === candidate.id))
      const position = on && { listId: on.id, position: on.candidates.indexOf(candidate.id) + 1 }
      return { ...candidate, place: placeOf.get(on?.id ?? candidate.id), ...position }
    })
    .toSorted((a, b) => (a.place ?? 0) - (b.place ?? 0) || (a.position ?? 0) - (b.position ?? 0))
  return {
    electionId: contest.electionId,
    wardCode: contest.wardCode,
    session: list.session,
    fixedAt: list.fixedAt,
    isCurrent: 'list' in contest && contest.status !== 'overturned' && contest.list.session === list.session,
    isDrawn: list.lot !== undefined,
    candidates,
    ...(lists.length > 0 && { lists: lists.toSorted((a, b) => (a.number ?? 0) - (b.number ?? 0)) }),
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
