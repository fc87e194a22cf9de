// What residents do with a collective list while the window is open, by the clock; and what the committee decides about it.
import type { Instant } from '../../kernel/clock.ts'
import type { NominationId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import type { Contest } from '../contests/contest.ts'
import { continued, type Verdict } from '../contests/session.ts'
import type { Election } from '../planning/election.ts'
import type { CollectiveList } from './collective-list.ts'
import { collectiveLists } from './list-machine.ts'
import { nominations } from './machine.ts'
import { objectionToWindow } from './nominate.ts'
import type { Nomination } from './nomination.ts'

type Around = { readonly election: Election; readonly contest: Contest }
type Content = {
  readonly designation: CollectiveList['designation']
  readonly candidates: readonly NominationId[]
}

const objectionTo = ({ election, contest }: Around, now: Instant) =>
  election.rules.lists
    ? objectionToWindow(election, contest, now)
    : refuse('lists-not-in-rules', { rules: election.rules.name })

/** Only nominations of this ward that stand can be put on a list. */
const objectionToCandidates = (
  candidates: readonly NominationId[],
  all: readonly Nomination[],
): Refusal<'candidates-not-nominated'> | undefined => {
  const standing = new Set(all.filter(({ status }) => status === 'submitted').map(({ id }) => id))
  const unknown = candidates.filter((id) => !standing.has(id))
  return unknown.length > 0 ? refuse('candidates-not-nominated', { candidates: unknown.join(', ') }) : undefined
}

type Origin = { readonly id: NominationId; readonly requestDigest: string }
type Submitter = { readonly id: ResidentId; readonly wardCode: WardCode }

/** A resident nominates a list in their own ward. Nobody stands on it before they consent. */
export const nominateList = (
  of: Origin,
  around: Around,
  submitter: Submitter,
  { designation, candidates }: Content,
  all: readonly Nomination[],
  now: Instant,
) => {
  const { electionId, wardCode } = around.contest
  const objection = objectionTo(around, now)
  if (objection) return objection
  if (submitter.wardCode !== wardCode)
    return refuse('nomination-in-another-ward', { yourWard: submitter.wardCode, wardCode })
  return (
    objectionToCandidates(candidates, all) ??
    collectiveLists.begin('submit', {
      ...of,
      ...{ electionId, wardCode, designation },
      submittedBy: submitter.id,
      candidates: candidates.map((nominationId) => ({ nominationId })),
      submittedAt: now,
    })
  )
}

type Amendment = { readonly [Key in keyof Content]?: Content[Key] | undefined }

/** Another designation or order. Consent was given to a name: where that changes, everybody is asked again. */
export const amendList = (
  list: CollectiveList,
  around: Around,
  change: Amendment,
  all: readonly Nomination[],
  now: Instant,
) =>
  collectiveLists.take('amend', list, (it) => {
    const objection = objectionTo(around, now)
    if (objection) return objection
    const designation = change.designation ?? it.designation
    const isRenamed = designation.name !== it.designation.name || designation.kind !== it.designation.kind
    const before = new Map(it.candidates.map((each) => [each.nominationId, each]))
    const candidates = (change.candidates ?? it.candidates.map(({ nominationId }) => nominationId)).map(
      (nominationId) => (isRenamed ? undefined : before.get(nominationId)) ?? { nominationId },
    )
    const added = candidates.map(({ nominationId }) => nominationId).filter((id) => !before.has(id))
    return objectionToCandidates(added, all) ?? { ...it, designation, candidates }
  })

/** The person who handed the list in withdraws it. Its candidates then stand alone, unless they withdraw too. */
export const withdrawList = (list: CollectiveList, around: Around, now: Instant) =>
  collectiveLists.take('withdraw', list, (it) => objectionTo(around, now) ?? { ...it, withdrawnAt: now })

const withConsent = (it: CollectiveList, nominationId: NominationId, consentedAt?: Instant) =>
  it.candidates.map((each) =>
    each.nominationId === nominationId ? { nominationId, ...(consentedAt && { consentedAt }) } : each,
  )

/** A list is shown to whoever handed it in and to those that it names. */
export const objectionToReader = (
  list: CollectiveList,
  caller: ResidentId,
  nomination: Nomination | undefined,
): Refusal<'not-on-this-list'> | undefined =>
  list.submittedBy === caller || list.candidates.some(({ nominationId }) => nominationId === nomination?.id)
    ? undefined
    : refuse('not-on-this-list')

/**
 * A candidate consents to stand on a list, in the place that it names them for. `other`: the list that their nomination was on
 * before; while that stands, they leave it first.
 */
export const consentToList = (
  list: CollectiveList,
  nomination: Nomination | undefined,
  other: CollectiveList | undefined,
  around: Around,
  now: Instant,
) => {
  if (nomination === undefined || !list.candidates.some(({ nominationId }) => nominationId === nomination.id))
    return refuse('not-on-this-list')
  if (other !== undefined && other.id !== list.id && other.status === 'submitted')
    return refuse('on-another-list', { list: other.designation.name })
  const consented = collectiveLists.take(
    'consent',
    list,
    (it) => objectionTo(around, now) ?? { ...it, candidates: withConsent(it, nomination.id, now) },
  )
  if (consented.refused) return consented
  const joined = nominations.take('amend', nomination, (it) => ({ ...it, listId: list.id }))
  return joined.refused ? joined : { refused: false as const, taken: consented, joined }
}

/** A candidate withdraws their consent, and stands alone. */
export const withdrawConsent = (
  list: CollectiveList,
  nomination: Nomination | undefined,
  around: Around,
  now: Instant,
) => {
  if (nomination === undefined || nomination.listId !== list.id) return refuse('not-on-this-list')
  const left = collectiveLists.take(
    'withdraw-consent',
    list,
    (it) => objectionTo(around, now) ?? { ...it, candidates: withConsent(it, nomination.id) },
  )
  if (left.refused) return left
  const alone = nominations.take('amend', nomination, ({ listId: _, ...it }) => it)
  return alone.refused ? alone : { refused: false as const, taken: left, joined: alone }
}

/** The committee decides about a list in the session of its ward. The candidates of an invalid list stand alone. */
export const judgeList = (list: CollectiveList, contest: Contest, verdict: Verdict, now: Instant) => {
  const session = continued(contest)
  if (session.refused) return session
  const decided = { session: session.after.session.number, at: now }
  const taken =
    verdict.outcome === 'invalid'
      ? collectiveLists.take('refuse', list, (it) => ({
          ...withoutVerdict(it),
          refusal: { ...decided, reason: verdict.reason, note: verdict.note },
        }))
      : collectiveLists.take('accept', list, (it) =>
          verdict.isDesignationProved === undefined
            ? refuse('designation-not-judged', { designation: it.designation.kind })
            : { ...withoutVerdict(it), accepted: { ...decided, isDesignationProved: verdict.isDesignationProved } },
        )
  return taken.refused ? taken : { refused: false as const, taken, session }
}

/** A list whose decision a granted appeal annulled: the next session decides about it again. */
export const reopenedList = (list: CollectiveList) => collectiveLists.take('reopen', list, withoutVerdict)

const withoutVerdict = (it: CollectiveList) => ({
  ...{ id: it.id, electionId: it.electionId, wardCode: it.wardCode, submittedBy: it.submittedBy },
  ...{ designation: it.designation, candidates: it.candidates, submittedAt: it.submittedAt },
  requestDigest: it.requestDigest,
})
