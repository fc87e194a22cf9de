// The seats of a ward after a recount: whoever wins by both results keeps the seat, new winners are asked, an offer to somebody
// who no longer wins is withdrawn, and a seat they accepted or took is reviewed by an officer.
import { dateInCity, type Instant } from '../../kernel/clock.ts'
import type { NominationId } from '../../kernel/ids.ts'
import type { Taken } from '../../kernel/machine.ts'
import { isSameGroup } from '../allocation/ties.ts'
import type { EstablishedContest } from '../contests/contest.ts'
import type { Nomination } from '../nominations/nomination.ts'
import { electedIn, type Result } from '../results/result.ts'
import { answerDueBefore } from '../results/succession.ts'
import type { ElectionRules } from '../rules/election-rules.ts'
import { vacated } from './fill.ts'
import { gone, seatedIn, standingsOf } from './line.ts'
import { seats } from './machine.ts'
import { baseOf, holderOf, isOpen, type Seat, type SeatIn } from './seat.ts'

type Rules = Pick<ElectionRules, 'succession' | 'recount'>
type Of = { readonly nominations: readonly Nomination[]; readonly seats: readonly Seat[] }
/** The old result and the new one. */
type Results = { readonly before: Result; readonly after: Result }

/** Everybody on a list, or of the ward, in groups: the elected one by one, then the succession. */
const groupsIn = (result: Result, listId: string | undefined): readonly (readonly string[])[] => {
  const of = standingsOf(result, listId)
  return of === undefined ? [] : [...of.elected.map((id) => [id]), ...of.succession]
}

const places = (groups: readonly (readonly string[])[]): ReadonlyMap<string, number> =>
  new Map(groups.flatMap((group, place) => group.map((id) => [id, place] as const)))

/** The list of a candidate; undefined where persons are elected by their own votes. */
const listOf = ({ outcome }: Result, id: string): string | undefined =>
  outcome.method === 'personal'
    ? undefined
    : outcome.lists.find((list) => list.elected.includes(id) || list.succession.some((group) => group.includes(id)))?.id

const seatsFor = ({ outcome }: Result, listId: string | undefined, all: readonly Seat[]): number =>
  outcome.method === 'personal' ? all.length : (outcome.lists.find(({ id }) => id === listId)?.seats ?? 0)

/**
 * Whether the holder of a seat would hold one by the new result, too. Who stood before them in the old result and holds no seat has
 * declined or left: only seated persons and those who overtook or caught up with them come first.
 */
const stillWins = (
  seat: Seat,
  holder: string,
  { before, after }: Results,
  { nominations, seats: all }: Of,
): boolean => {
  const listId = listOf(after, holder) ?? seat.listId
  const [old, now] = [places(groupsIn(before, listId)), places(groupsIn(after, listId))]
  const place = now.get(holder)
  // Somebody who was drawn by lottery stands on no list: no result gives or takes their seat.
  if (place === undefined) return !old.has(holder)
  const [seated, absent] = [seatedIn(all), gone({ nominations, seats: all })]
  const ahead = [...now].filter(
    ([id, at]) =>
      id !== holder &&
      at <= place &&
      !absent.has(id) &&
      (seated.has(id) || (old.get(id) ?? Number.POSITIVE_INFINITY) > (old.get(holder) ?? -1)),
  )
  return ahead.length < seatsFor(after, listId, all)
}

/** The new winners who are to be asked, in the order of the result. */
const winnersToAsk = (contest: EstablishedContest, before: Result, of: Of): readonly NominationId[] => {
  const [seated, absent] = [seatedIn(of.seats), gone(of)]
  const won = new Set(electedIn(before))
  const declined = new Set(
    of.seats.flatMap((seat) => ('passedOver' in seat ? seat.passedOver.filter((id) => won.has(id)) : [])),
  )
  return contest.added.filter((id) => !seated.has(id) && !absent.has(id) && !declined.has(id))
}

/** Whether these persons are in the same group of equals in both results. */
const areStillEquals = ([first]: readonly string[], { before, after }: Results): boolean => {
  const groupIn = (result: Result) =>
    groupsIn(result, listOf(result, first ?? '')).find((group) => first !== undefined && group.includes(first)) ?? []
  return isSameGroup(groupIn(before), groupIn(after))
}

/** The list and the lots of a seat by the new result. Lots between former equals are void. */
const renewedBy = (seat: Seat, listId: string | undefined, results: Results) => {
  const [lots, voided] = [true, false].map((isKept) =>
    seat.lots.filter(({ among }) => areStillEquals(among, results) === isKept),
  )
  return { lots: lots ?? [], voidedLots: [...seat.voidedLots, ...(voided ?? [])], listId }
}
type Renewed = ReturnType<typeof renewedBy>

const offerTo = (
  seat: Seat,
  winner: NominationId,
  renewed: Renewed,
  of: Of,
  terms: Rules['succession'],
  now: Instant,
) =>
  seats.take('offer-to-winner', seat, (it) => {
    const nomination = of.nominations.find(({ id }) => id === winner)
    if (nomination === undefined) throw new Error('An elected person has no nomination')
    const { vacantOn, passedOver } = it
    return {
      ...baseOf(it),
      ...renewed,
      vacantOn,
      nominationId: nomination.id,
      residentId: nomination.residentId,
      offeredAt: now,
      // They won the seat in the poll itself.
      answerBefore: answerDueBefore(now, terms, true),
      passedOver: passedOver.filter((id) => id !== winner),
    }
  })

const withdrawn = (seat: Seat, renewed: Renewed, terms: Rules['succession'], now: Instant) =>
  seats.take('withdraw-offer', seat, (it) => {
    const { vacantOn, passedOver } = it
    return {
      ...vacated(it, { vacantOn, because: 'result-superseded', from: dateInCity(now), passedOver }, terms),
      ...renewed,
    }
  })

const inReview = (seat: SeatIn<'accepted' | 'admitted' | 'taken'>, renewed: Renewed, now: Instant) =>
  seats.take('put-in-review', seat, (it) => ({
    ...baseOf(it),
    ...renewed,
    nominationId: it.nominationId,
    residentId: it.residentId,
    reviewedFrom: now,
    was: standingOf(it),
  }))

const standingOf = (it: SeatIn<'accepted' | 'admitted' | 'taken'>): SeatIn<'in-review'>['was'] => {
  switch (it.status) {
    case 'accepted':
      return { status: it.status, acceptedAt: it.acceptedAt, vacantOn: it.vacantOn, passedOver: it.passedOver }
    case 'admitted':
      return { status: it.status, admittedAt: it.admittedAt }
    case 'taken':
      return { status: it.status, takenOn: it.takenOn }
    default:
      return it satisfies never
  }
}

/** The lists that have seats left once those who stay and the new winners have theirs. */
const listsLeft = ({ outcome }: Result, filled: readonly (string | undefined)[]): string[] => {
  if (outcome.method === 'personal') return []
  return outcome.lists.flatMap(({ id, seats: number }) => {
    const rest = number - filled.filter((listId) => listId === id).length
    return Array.from({ length: Math.max(0, rest) }, () => id)
  })
}

/** Which of the free seats each new winner is asked for: one of their own list, where there is one. */
const seatsOfWinners = (free: readonly Seat[], winners: readonly NominationId[], result: Result) => {
  const rest = [...free]
  const pairs = new Map<Seat, NominationId>()
  for (const winner of winners) {
    const own = rest.findIndex(({ listId }) => listId === listOf(result, winner))
    const [seat] = rest.splice(Math.max(0, own), 1)
    if (seat !== undefined) pairs.set(seat, winner)
  }
  return pairs
}

/** The step of a seat that its holder does not win and nobody else is asked for yet. */
const loses = (seat: Seat, renewed: Renewed, results: Results, terms: Rules['succession'], now: Instant) => {
  switch (seat.status) {
    case 'offered':
      return withdrawn(seat, renewed, terms, now)
    case 'accepted':
    case 'admitted':
    case 'taken':
      return inReview(seat, renewed, now)
    case 'lot-needed':
      return areStillEquals(seat.needed.among, results)
        ? undefined
        : seats.take('void-needed-lot', seat, ({ needed: _, ...it }) => ({ ...it, ...renewed }))
    case 'vacant':
    case 'exhausted':
    case 'asked':
    case 'in-review':
    case 'ended':
      return undefined
    default:
      return seat satisfies never
  }
}

/** The steps by which the seats of a ward follow the new result of a recount; none if the same persons are in the same order. */
export const reseat = (
  contest: EstablishedContest,
  before: Result,
  of: Of,
  { succession: terms, recount }: Rules,
  now: Instant,
) => {
  const results = { before, after: contest.result }
  const all = of.seats.filter(({ status }) => status !== 'ended')
  const staysHeld = (seat: Seat) => {
    const holder = holderOf(seat)
    if (holder === undefined) return false
    const keeps = seat.status === 'taken' && recount?.takenSeats === 'kept'
    return keeps || stillWins(seat, holder, results, { ...of, seats: all })
  }
  const kept = new Set(all.filter(staysHeld))
  const free = all.filter((seat) => !kept.has(seat) && (seat.status === 'offered' || isOpen(seat)))
  const winnerOf = seatsOfWinners(free, winnersToAsk(contest, before, of), contest.result)
  const filled = all.map((seat) => (kept.has(seat) ? seat.listId : listOf(contest.result, winnerOf.get(seat) ?? '')))
  const left = listsLeft(contest.result, filled)
  /** A list that has seats left: the seat's own, or another that gained one. */
  const nextList = ({ listId }: Seat) => {
    const own = left.indexOf(listId ?? '')
    return left.splice(Math.max(0, own), 1)[0]
  }
  return all.flatMap((seat, place): readonly Taken<Seat>[] => {
    const winner = winnerOf.get(seat)
    const isFilled = kept.has(seat) || winner !== undefined
    const renewed = renewedBy(seat, isFilled ? filled[place] : nextList(seat), results)
    const step =
      winner !== undefined
        ? offerTo(seat, winner, renewed, of, terms, now)
        : kept.has(seat)
          ? undefined
          : loses(seat, renewed, results, terms, now)
    const isUnchanged = renewed.lots.length === seat.lots.length && renewed.listId === seat.listId
    const taken = step ?? (isUnchanged ? undefined : seats.take('void-lots', seat, (it) => ({ ...it, ...renewed })))
    if (taken?.refused) throw new Error('A seat cannot take the step that the new result asks for')
    return taken === undefined ? [] : [taken]
  })
}
