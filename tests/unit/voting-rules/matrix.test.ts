import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countProfile } from '../../../shared/voting/rules/counts.ts'
import { matrixOf } from '../../../shared/voting/rules/matrix.ts'
import { randomCrowd } from '../../support/builders/voting/random-polls.ts'
import { runs } from '../../support/sizes.ts'

describe('ballots as columns of numbers', () => {
  it('ballots as columns of numbers hold every mark once, for each option by the points given', () => {
    fc.assert(
      fc.property(randomCrowd(5), ({ profile }) => {
        const { options, marks } = countProfile(profile)
        const { start, group, count, points, weight } = matrixOf(marks, options)
        options.forEach(({ option, score }, index) => {
          const entries = Array.from({ length: (start[index + 1] ?? 0) - (start[index] ?? 0) }, (_, at) => {
            const entry = (start[index] ?? 0) + at
            return { points: points[entry], group: group[entry], count: count[entry] }
          })
          const expected = profile.ballots
            .map((ballot, number) => ({ ballot, number, place: ballot.options.indexOf(option.id) }))
            .filter(({ place }) => place >= 0)
            .map(({ ballot, number, place }) => ({
              ...{ points: ballot.points?.[place] ?? 1, group: number, count: ballot.count },
            }))
            .sort((a, b) => a.points - b.points || a.group - b.group)
          expect(entries).toEqual(expected)
          expect(weight[index]).toBe(score)
        })
      }),
      { numRuns: runs(1_000) },
    )
  })
})
