// What residents do in a lottery: they see their own turn, answer, and keep themselves out of it. With the office's search for
// who is to be asked, the only functions that connect a person with an entry of a pool.
import { openDoNotDraw } from '../../../shared/elections/lottery/do-not-draw-store.ts'
import type { Lottery } from '../../../shared/elections/lottery/lottery.ts'
import { subjectOfLottery } from '../../../shared/elections/lottery/lottery.ts'
import { personLotteryOperations as operations } from '../../../shared/elections/lottery/person-operations.ts'
import { entryFrom, entryOpening } from '../../../shared/elections/lottery/pool.ts'
import { getLotteries, getLottery, keptLotteries } from '../../../shared/elections/lottery/store.ts'
import * as byLottery from '../../../shared/elections/seating/by-lottery.ts'
import { presentSeat } from '../../../shared/elections/seating/present.ts'
import { getSeat, keptSeats, seated } from '../../../shared/elections/seating/store.ts'
import { keptNominations, stands } from '../../../shared/elections/store.ts'
import { digestOf } from '../../../shared/kernel/digest.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { NominationId } from '../../../shared/kernel/ids.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import { refuse } from '../../../shared/kernel/refusals.ts'
import { openVault } from '../../../shared/platform/vault.ts'
import { digestOfPerson } from '../../../shared/roll/frozen/person-digest.ts'
import { openRollKeys } from '../../../shared/roll/lookup-store.ts'
import { getRoll, type RollVault } from '../../../shared/roll/store.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { implement, reply, serve } from '../../runtime/http.ts'
import { type Persons, personsOf, pseudonymOf } from '../../runtime/person.ts'

/** The text about somebody who wrote none about themselves. */
const textOfDrawn = 'Geloot onder de inwoners van de wijk (Lotingsregeling wijkraden).'

type Services = { readonly table: Table; readonly vault: RollVault; readonly persons: Persons }

/** Entries of persons in lotteries, by the key of the roll. */
const entries = ({ table, vault }: Services) => {
  const keyOf = openRollKeys({ table, vault })
  return async (lottery: Lottery) => {
    const roll = await getRoll(table, lottery.electionId)
    if (roll?.status !== 'frozen') return refuse('lottery-needs-roll')
    const key = await keyOf(lottery.electionId)
    const of = (person: string) => {
      const digest = digestOfPerson(key, person).toString('hex')
      const opening = entryOpening(key, subjectOfLottery(lottery), digest)
      return { opening: opening.toString('hex'), entry: entryFrom(opening, digest) }
    }
    return { refused: false as const, of }
  }
}

const turns = (services: Services) => {
  const { table, persons } = services
  const entriesIn = entries(services)
  return {
    getMyTurn: implement(operations.getMyTurn, async ({ params, caller }) => {
      const lottery = await getLottery(table, params.electionId, params.wardCode, Number(params.lottery))
      if (lottery === undefined) return refuse('lottery-not-found')
      const person = pseudonymOf(persons, caller)
      if (person === undefined) return refuse('login-without-person')
      const found = await entriesIn(lottery)
      if (found.refused) return found
      const mine = found.of(person)
      const turn = lottery.status === 'drawn' ? lottery.turns.find(({ entry }) => entry === mine.entry) : undefined
      if (turn === undefined) return reply(200, mine)
      const { place, outcome, seat: number } = turn
      const seat =
        outcome === 'asked' && number !== undefined
          ? await getSeat(table, params.electionId, params.wardCode, number)
          : undefined
      const asked =
        seat?.status === 'asked' && seat.turn.entry === mine.entry
          ? { answerBefore: seat.answerBefore, seatVersion: seat.version }
          : {}
      return reply(200, { ...mine, turn: { place, outcome, seat: number, ...asked } })
    }),

    answerDraw: implement(operations.answerDraw, async ({ params, body, caller, ifMatch, now }) => {
      const { electionId, wardCode } = params
      const [seat, all] = await Promise.all([
        getSeat(table, electionId, wardCode, Number(params.seat)),
        getLotteries(table, electionId, wardCode),
      ])
      if (seat === undefined) return refuse('seat-not-found')
      const person = pseudonymOf(persons, caller)
      if (person === undefined) return refuse('login-without-person')
      const drawn = byLottery.lotteryAsking(seat, all)
      if (drawn.refused) return drawn
      const found = await entriesIn(drawn.lottery)
      if (found.refused) return found
      const turn = byLottery.turnOf(seat, found.of(person).entry)
      if (turn.refused) return turn
      if (seat.version !== ifMatch) return refuse('changed-meanwhile')
      if (body.answer === 'decline') {
        const declined = byLottery.declineDraw(seat, drawn.lottery, now)
        if (declined.refused) return declined
        const changes = [changeOf(keptSeats, declined.seat), changeOf(keptLotteries, declined.lottery)]
        const saved = await save(table, now, ...changes)
        const { after } = declined.seat
        return saved.refused ? saved : reply(200, presentSeat(after, now), { version: after.version })
      }
      const content = { ballotName: body.name, text: body.text ?? textOfDrawn }
      const id = NominationId.parse(derivedId(subjectOfLottery(drawn.lottery), String(turn.place)))
      const accepting = {
        id,
        residentId: caller.id,
        livesIn: caller.wardCode,
        requestDigest: digestOf(content),
        content,
      }
      const accepted = byLottery.acceptDraw(seat, drawn.lottery, accepting, now)
      if (accepted.refused) return accepted
      const { after } = accepted.seat
      const saved = await save(
        table,
        now,
        changeOf(keptSeats, accepted.seat),
        changeOf(keptLotteries, accepted.lottery),
        changeOf(keptNominations, accepted.nomination),
        stands(accepted.nomination.after),
        seated(after),
      )
      return saved.refused ? saved : reply(200, presentSeat(after, now), { version: after.version })
    }),

    recogniseDrawn: implement(operations.recogniseDrawn, async ({ params, body }) => {
      const lottery = await getLottery(table, params.electionId, params.wardCode, Number(params.lottery))
      if (lottery === undefined) return refuse('lottery-not-found')
      if (lottery.status !== 'drawn') return refuse('lottery-not-drawn', { status: lottery.status })
      const found = await entriesIn(lottery)
      if (found.refused) return found
      const asked = new Map(
        lottery.turns.flatMap(({ outcome, entry, place, seat }) =>
          outcome === 'asked' && seat !== undefined ? [[entry, { place, seat }] as const] : [],
        ),
      )
      const items = body.persons.flatMap((person, index) => {
        const turn = asked.get(found.of(person).entry)
        return turn === undefined ? [] : [{ index, ...turn }]
      })
      return reply(200, { items })
    }),
  }
}

const register = ({ table, vault, persons }: Services) => {
  const doNotDraw = openDoNotDraw({ table, vault })
  return {
    getDoNotDraw: implement(operations.getDoNotDraw, async ({ caller }) => {
      const person = pseudonymOf(persons, caller)
      if (person === undefined) return refuse('login-without-person')
      const since = await doNotDraw.since(person)
      return reply(200, { isOnRegister: since !== undefined, since })
    }),

    joinDoNotDraw: implement(operations.joinDoNotDraw, async ({ caller, now }) => {
      const person = pseudonymOf(persons, caller)
      if (person === undefined) return refuse('login-without-person')
      await doNotDraw.put(person, now)
      return reply(204, undefined)
    }),

    leaveDoNotDraw: implement(operations.leaveDoNotDraw, async ({ caller }) => {
      const person = pseudonymOf(persons, caller)
      if (person === undefined) return refuse('login-without-person')
      await doNotDraw.remove(person)
      return reply(204, undefined)
    }),
  }
}

export const start = (environment: Environment) => {
  const services = {
    table: openTable(environment),
    vault: openVault<'roll'>(environment),
    persons: personsOf(environment),
  }
  return serve(operations, { ...turns(services), ...register(services) })
}
