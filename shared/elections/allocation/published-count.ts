// A count as a file, from which anyone can allocate the seats again: votes, seats, the rule set, and the lots drawn.
import * as z from 'zod'
import { ListRules, PersonalRules } from '../rules/election-rules.ts'
import { electPersons } from './personal.ts'
import { electFromLists } from './persons.ts'
import { DrawnLot } from './ties.ts'

const Id = z.string().min(1).max(200)
const Candidate = z.strictObject({
  id: Id,
  votes: z.int().min(0).max(100_000_000),
  /** Died or withdrew after the list was fixed: the votes stay, the person is skipped. */
  isOut: z.boolean().default(false),
})
const List = z.strictObject({ id: Id, candidates: z.array(Candidate).min(1).max(200) })

/** Lists in the order of the ballot; a candidate without a list is a list of one. Each id occurs once. */
export const PublishedCount = z
  .strictObject({
    format: z.literal('wijk-count/1'),
    seats: z.int().min(1).max(200),
    rules: z.discriminatedUnion('method', [PersonalRules, ListRules]),
    lists: z.array(List).min(1).max(200),
    lots: z.array(DrawnLot).max(50).default([]),
  })
  .refine(
    ({ lists }) => {
      const ids = [
        ...lists.map(({ id }) => `list ${id}`),
        ...lists.flatMap((list) => list.candidates.map(({ id }) => id)),
      ]
      return new Set(ids).size === ids.length
    },
    { path: ['lists'], error: 'an id stands there twice' },
  )
export type PublishedCount = z.infer<typeof PublishedCount>

/** The persons elected by this count: by personal votes, or by lists and then by persons. */
export const resultOf = ({ seats, rules, lists, lots }: PublishedCount) =>
  rules.method === 'personal'
    ? electPersons(
        lists.flatMap(({ candidates }) => candidates),
        seats,
        rules,
        lots,
      )
    : electFromLists(lists, seats, rules, lots)
