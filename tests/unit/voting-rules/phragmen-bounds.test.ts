import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { marksOf } from '../../../shared/voting/rules/marks.ts'
import { matrixOf } from '../../../shared/voting/rules/matrix.ts'
import { voterLoads } from '../../../shared/voting/rules/phragmen/phragmen-loads.ts'
import { raceView } from '../../../shared/voting/rules/phragmen/phragmen-sufficed.ts'
import { tieBreak } from '../../../shared/voting/rules/ties.ts'
import { anyCrowd, supportedOf } from '../../support/services/machines.ts'
import { runs } from '../../support/sizes.ts'

describe('what would have sufficed at a purchase of Phragmén’s rule', () => {
  it('what would have sufficed at a purchase of Phragmén’s rule has a bound that, when rounded, is wrong by a tie at most', () => {
    fc.assert(
      fc.property(anyCrowd, fc.nat(), (poll, left) => {
        const options = supportedOf(poll)
        const ties = tieBreak([], poll.lots, poll.profile.options)
        const at = voterLoads(matrixOf(marksOf(poll.profile), options), options)
        for (const [next, rival] of options.entries()) {
          const load = at.loadExactly(next)
          const view = raceView(options, { left: left % (2 * poll.budget), rival, load }, at, ties)
          for (const index of options.keys()) {
            if (index === next) continue
            const [bounds, exact] = [view.boundsOf(index, 0), view.exactlyFor(index)]
            const least = Math.ceil(bounds.supporters)
            if (bounds.supporters !== Number.POSITIVE_INFINITY)
              expect([least, least + 1, least + 2]).toContain(exact.supporters())
            const most = Math.floor(bounds.cost)
            expect([most, most - 1, most - 2]).toContain(Math.max(0, exact.cost(most)))
          }
          at.buy(next)
        }
      }),
      { numRuns: runs(2_000) },
    )
  })
})
