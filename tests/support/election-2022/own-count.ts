// The expected result of a ward, calculated without code of the product.
import { expect } from 'vitest'
import * as z from 'zod'
import { objectionsToDraw, PublishedDraw } from '../../../shared/voting/lots/published-draw.ts'
import { tied, votesOf, type WardSupply } from './supply.ts'

const Result = z.looseObject({
  seats: z.int(),
  outcome: z.looseObject({ elected: z.array(z.string()), succession: z.array(z.array(z.string())) }),
  total: z.record(z.string(), z.int()).optional(),
  termStartsOn: z.string(),
})
type Result = z.infer<typeof Result>

/** Adds up the stations and sorts. The result of the system must be equal. */
export const checkResult = (each: WardSupply, order: readonly string[], body: unknown): Result => {
  const result = Result.parse(body)
  const { seats, outcome, total } = result
  if (each.candidates <= each.seats) {
    expect([seats, outcome.elected.toSorted()]).toEqual([each.candidates, order.toSorted()])
    return result
  }
  const stations = votesOf(each)
  const votes = new Map(
    order.map((id, place) => [id, stations.reduce((sum, station) => sum + (station[place] ?? 0), 0)]),
  )
  for (const [id, number] of votes) expect(total?.[`votes:${id}`]).toBe(number)
  const ranked = order.toSorted((a, b) => (votes.get(b) ?? 0) - (votes.get(a) ?? 0))
  if (each.ward !== tied) {
    expect(outcome.elected).toEqual(ranked.slice(0, each.seats))
    expect(outcome.succession).toEqual(ranked.slice(each.seats).map((id) => [id]))
    return result
  }
  const edge = votes.get(ranked[each.seats - 1] ?? '')
  const equals = order.filter((id) => votes.get(id) === edge)
  const { ties } = z.object({ ties: z.tuple([PublishedDraw]) }).parse(body)
  expect(objectionsToDraw(ties[0])).toEqual([])
  const lot = ties[0].order.map(({ id }) => id)
  expect(lot.toSorted()).toEqual(equals.toSorted())
  expect(lot).toHaveLength(3)
  expect(outcome.elected).toEqual([...ranked.slice(0, each.seats - 2), ...lot.slice(0, 2)])
  expect(outcome.succession[0]).toEqual([lot[2]])
  return result
}
