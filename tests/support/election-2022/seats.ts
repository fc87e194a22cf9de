// From a result of 2022 to the councils installed on 20 April, and two seats that became vacant later.
import { expect } from 'vitest'
import * as z from 'zod'
import { at, type Scene, well } from './scene.ts'

const Seat = z.looseObject({ number: z.int(), status: z.string(), nominationId: z.string().optional() })
const Seats = z.object({ items: z.array(Seat) })

export const seatsOf = async (system: Scene, ward: string) => {
  const params = { electionId: system.electionId(), wardCode: ward }
  return Seats.parse((await system.ask('listSeats', { params })).body).items
}

/** Everybody elected in a ward accepts, and has the credentials examined. */
export const acceptAll = async (system: Scene, ward: string): Promise<void> => {
  for (const { number, nominationId = '' } of await seatsOf(system, ward)) {
    const by = system.accountOf(nominationId)
    well(await system.onSeat('answerSeat', ward, number, at.accepted, { answer: 'accept' }, by))
    well(await system.onSeat('examineMember', ward, number, at.examined, { isAdmitted: true }))
  }
}

/** Everybody takes the oath or makes the promise, on the first day of the term. */
export const swearInAll = async (system: Scene, ward: string): Promise<number> => {
  const seats = await seatsOf(system, ward)
  for (const { number } of seats)
    expect(
      well(await system.onSeat('takeSeat', ward, number, at.installed, { takenOn: '2022-04-20' })).body,
    ).toMatchObject({ status: 'taken', takenOn: '2022-04-20' })
  return seats.length
}
