// After the result of a played election: answers, credentials, oath or promise.
import type { City } from '../scenario/city.ts'
import type { Of } from './committee.ts'
import { type People, tagOf } from './people.ts'

type SeatOf = Of & { readonly seat: string }

/** The input of a step on a seat: its present version. */
const onSeat = async (city: City, of: SeatOf) => {
  const params = { ...of }
  return { params, ifMatch: tagOf(await city.must('getSeat', { params })) }
}

/** The person who is offered the seat answers. */
export const answer = async (city: City, of: SeatOf, token: string, says: 'accept' | 'decline') =>
  (await city.must('answerSeat', { ...(await onSeat(city, of)), token, body: { answer: says } })).body

/** The credentials are examined and found in order. */
export const admit = async (city: City, people: People, of: SeatOf) =>
  city.must('examineMember', {
    ...(await onSeat(city, of)),
    token: await people.office(),
    body: { isAdmitted: true },
  })

/** Oath or promise, before the mayor. */
export const swearIn = async (city: City, people: People, of: SeatOf, takenOn: string) =>
  (
    await city.must('takeSeat', {
      ...(await onSeat(city, of)),
      token: await people.office(),
      body: { takenOn },
    })
  ).body
