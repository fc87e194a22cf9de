// After the result of an election that is played: answers, credentials, oath or promise.
import type { City } from '../scenario/city.ts'
import type { Of } from './committee.ts'
import { type People, tagOf } from './people.ts'

type SeatOf = Of & { readonly seat: string }

/** What a step on a seat needs: the version that it has now. */
const onSeat = async (city: City, of: SeatOf) => {
  const params = { ...of }
  return { params, ifMatch: tagOf(await city.must('getSeat', { params })) }
}

/** Whoever is asked for the seat answers. */
export const answer = async (city: City, of: SeatOf, token: string, says: 'accept' | 'decline') =>
  (await city.must('answerSeat', { ...(await onSeat(city, of)), token, body: { answer: says } })).body

/** The credentials are examined, and found in order. */
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
