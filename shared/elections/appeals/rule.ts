// The ruling on an appeal, registered with its day. A granted appeal annuls the decision: a later session of the ward decides
// again, and until then nothing is built on its list.
import { dateInCity, type Instant, type LocalDate } from '../../kernel/clock.ts'
import type { AppealId } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import type { Contest } from '../contests/contest.ts'
import { reopened } from '../contests/session.ts'
import { contests } from '../machine.ts'
import { reopenedList } from '../nominations/nominate-list.ts'
import type { Appeal } from './appeal.ts'
import { appeals } from './machine.ts'
import { objectionToNames } from './names.ts'
import type { Appealed } from './register.ts'

/** The outcome of the appeal: the ruling of the body that judges it, or its withdrawal. */
export type Ruling =
  | { readonly outcome: 'withdrawn'; readonly ruledOn: LocalDate }
  | { readonly outcome: 'dismissed' | 'inadmissible' | 'granted'; readonly ruledOn: LocalDate; readonly reason: string }

const objectionToDay = (
  { receivedOn }: Appeal,
  on: LocalDate,
  now: Instant,
): Refusal<'ruling-before-receipt' | 'day-in-the-future'> | undefined => {
  if (on < receivedOn) return refuse('ruling-before-receipt', { receivedOn })
  return on > dateInCity(now) ? refuse('day-in-the-future', { on }) : undefined
}

/** The step of an appeal. `afterSession`: of a granted one, the session after which another is to decide. */
const ruled = (appeal: Appeal, ruling: Ruling, afterSession: number | undefined, now: Instant) => {
  const { ruledOn: on } = ruling
  const objection = objectionToDay(appeal, on, now)
  const day = { on, recordedAt: now }
  switch (ruling.outcome) {
    case 'withdrawn':
      return appeals.take('withdraw', appeal, (it) => objection ?? { ...it, withdrawal: day })
    case 'dismissed':
      return appeals.take('dismiss', appeal, (it) => objection ?? { ...it, ruling: { ...day, reason: ruling.reason } })
    case 'inadmissible':
      return appeals.take(
        'find-inadmissible',
        appeal,
        (it) => objection ?? { ...it, ruling: { ...day, reason: ruling.reason } },
      )
    case 'granted':
      return appeals.take(
        'grant',
        appeal,
        (it) =>
          objection ?? {
            ...it,
            ruling: { ...day, reason: ruling.reason },
            ...(afterSession !== undefined && { afterSession }),
          },
      )
    default:
      return ruling satisfies never
  }
}

/** The number of the session after which another decides; undefined where a result stands, or the contest is over. */
const lastSession = (contest: Contest): number | undefined => {
  switch (contest.status) {
    case 'in-session':
      return contest.session.number - 1
    case 'judged':
    case 'overturned':
      return contest.session.number
    case 'listed':
    case 'lot-needed':
    case 'proposed':
      return contest.recount === undefined ? contest.session.number : undefined
    case 'nominating':
    case 'established':
    case 'cancelled':
      return undefined
    default:
      return contest satisfies never
  }
}

/** Whether the online poll of the list has opened: then it stays with the contest. One that has not opened is cancelled. */
type Online = { readonly hasOpened: boolean }

/** What a granted appeal does to the contest: the session that is open, or a later one, decides again. */
const overturned = (contest: Contest, appealId: AppealId, { hasOpened }: Online, now: Instant) => {
  if (contest.status === 'in-session' || contest.status === 'overturned')
    return contests.take('decide-anew', contest, (it) => it, appealId)
  return contests.take(
    'overturn',
    contest,
    (it) => ({
      ...{ electionId: it.electionId, wardCode: it.wardCode, seats: it.seats, session: it.session, list: it.list },
      isDrawn: 'lot' in it,
      ...('online' in it && it.online && hasOpened && { online: it.online }),
      overturned: { appealId, at: now },
    }),
    appealId,
  )
}

/** The annulled decision: whoever was judged is not judged any more. Nothing to annul where somebody moved, died or withdrew. */
const annulled = (appealed: Appealed) => {
  if (appealed.kind === 'list') {
    const { status } = appealed.list
    return status === 'valid' || status === 'invalid' ? { list: reopenedList(appealed.list) } : {}
  }
  const { status } = appealed.nomination
  return status === 'valid' || status === 'invalid' ? { nomination: reopened(appealed.nomination) } : {}
}

/**
 * Registers the ruling. Of a granted appeal also the steps of the contest and of the nomination or list; where the result of the
 * ward stands or its contest is over, the ruling alone.
 */
export const ruleOnAppeal = (
  appeal: Appeal,
  { contest, appealed, hasOpened }: { readonly contest: Contest; readonly appealed: Appealed } & Online,
  ruling: Ruling,
  now: Instant,
) => {
  const named =
    ruling.outcome === 'withdrawn' ? undefined : objectionToNames(appealed, { pointer: '/reason', text: ruling.reason })
  if (named) return named
  const after = lastSession(contest)
  const taken = ruled(appeal, ruling, after, now)
  if (taken.refused) return taken
  if (ruling.outcome !== 'granted' || after === undefined) return { refused: false as const, taken, effect: undefined }
  const contested = overturned(contest, appeal.id, { hasOpened }, now)
  if (contested.refused) throw new Error('A granted appeal finds no session to demand')
  return { refused: false as const, taken, effect: { contest: contested, ...annulled(appealed) } }
}
