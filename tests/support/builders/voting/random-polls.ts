// Small random polls for properties: few options, few voters, many ties.
import fc from 'fast-check'
import type { Option, Profile } from '../../../../shared/voting/rules/rule.ts'
import type { NaiveBallot, NaivePoll } from './naive-count.ts'

export type RandomPoll = NaivePoll & { readonly profile: Profile }

const ids = ['a', 'b', 'c', 'd', 'e', 'f']

const cost = fc.oneof(
  fc.integer({ min: 1, max: 12 }),
  fc.integer({ min: 1, max: 5 }).map((n) => n * 100),
  fc.integer({ min: 1, max: 1_000 }),
)

/** The ballots in the form that the counter reads. */
export const profileOfBallots = (options: readonly Option[], ballots: readonly NaiveBallot[]): Profile => ({
  options,
  ballots: ballots.map((ballot) => ({
    options: Object.keys(ballot),
    points: Object.values(ballot),
    count: 1,
  })),
})

/** `points`: the maximum of points per option; 1 means approvals. */
export const randomPoll = (points = 1): fc.Arbitrary<RandomPoll> =>
  fc
    .record({ size: fc.integer({ min: 1, max: ids.length }), voters: fc.integer({ min: 1, max: 9 }) })
    .chain(({ size, voters }) => {
      const mine = ids.slice(0, size)
      const marks = fc
        .subarray(mine)
        .chain((chosen) =>
          fc
            .array(fc.integer({ min: 1, max: points }), { minLength: chosen.length, maxLength: chosen.length })
            .map((given): NaiveBallot => Object.fromEntries(chosen.map((id, at) => [id, given[at] ?? 1]))),
        )
      return fc.record({
        projects: fc.tuple(...mine.map((id) => cost.map((amount) => ({ id, cost: amount })))),
        ballots: fc.array(marks, { minLength: voters, maxLength: voters }),
        budget: fc.integer({ min: 1, max: 1_500 }),
        lots: fc.shuffledSubarray(mine, { minLength: size, maxLength: size }),
      })
    })
    .map((poll) => ({ ...poll, profile: profileOfBallots(poll.projects, poll.ballots) }))

const many = [...ids, 'g', 'h']

/** Groups of voters and round costs, whose thirds, sevenths and elevenths add up to whole numbers and cause ties. */
export const randomCrowd = (points = 1): fc.Arbitrary<RandomPoll> => {
  const group = fc.subarray(many, { maxLength: 5 }).chain((options) =>
    fc.record({
      options: fc.constant(options),
      points: fc.array(fc.integer({ min: 1, max: points }), { minLength: options.length, maxLength: options.length }),
      count: fc.integer({ min: 1, max: 11 }),
    }),
  )
  const round = fc.oneof(
    fc.integer({ min: 1, max: 12 }).map((n) => n * 100),
    fc.constantFrom(50_000, 99_999, 100_000, 100_001),
  )
  return fc
    .record({
      projects: fc.tuple(...many.map((id) => round.map((amount) => ({ id, cost: amount })))),
      groups: fc.array(group, { minLength: 2, maxLength: 9 }),
      budget: fc.oneof(
        fc.integer({ min: 1, max: 60 }).map((n) => n * 100),
        fc.integer({ min: 1, max: 400_000 }),
      ),
      lots: fc.shuffledSubarray(many, { minLength: many.length, maxLength: many.length }),
    })
    .map(({ groups, ...poll }) => ({
      ...poll,
      ballots: groups.flatMap(({ options, points: given, count }) =>
        Array.from({ length: count }, () => Object.fromEntries(options.map((id, at) => [id, given[at] ?? 1]))),
      ),
      profile: { options: poll.projects, ballots: groups },
    }))
}
