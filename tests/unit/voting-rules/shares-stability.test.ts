import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { profileOf } from '../../../shared/voting/pabulib/election.ts'
import { countProfile } from '../../../shared/voting/rules/counts.ts'
import { runWithAdd1, type SharesResult } from '../../../shared/voting/rules/equal-shares/shares-add1.ts'
import {
  type SharesMachine,
  sharesMachine,
  type Utility,
} from '../../../shared/voting/rules/equal-shares/shares-run.ts'
import { sharesStability } from '../../../shared/voting/rules/equal-shares/shares-stability.ts'
import { matrixOf } from '../../../shared/voting/rules/matrix.ts'
import { codePointOrder, tieBreak } from '../../../shared/voting/rules/ties.ts'
import { readElection } from '../../support/builders/voting/pb-files.ts'
import { anyCrowd, anyUtility, machineOf } from '../../support/services/machines.ts'
import { runs } from '../../support/sizes.ts'

const noLimit = Number.MAX_SAFE_INTEGER

/** What a run bought, with how many supporters who could and could not pay in full, and where lots decided. */
const boughtAt = (machine: SharesMachine, endowment: bigint) => {
  const { ties } = machine.run(endowment, noLimit)
  const purchases = machine.state.purchases.map(({ option, weight, paidInFull, paidLess }) => ({
    ...{ option, weight, paidInFull, paidLess },
  }))
  return { purchases, ties }
}

describe('a raise of the endowment that leaves a run as it is', () => {
  it('a raise of the endowment that leaves a run as it is never goes too far', () => {
    let raised = 0
    fc.assert(
      fc.property(anyCrowd, anyUtility, fc.integer({ min: 1, max: 300 }), (poll, utility, percent) => {
        const machine = machineOf(poll, utility)
        const endowment = BigInt(Math.ceil((poll.budget * percent) / 100))
        const stability = sharesStability(machine, 0)
        machine.run(endowment, noLimit, stability.watch)
        const most = Math.min(stability.least(), 1e12)
        const before = boughtAt(machine, endowment)
        for (const part of [0.001, 0.5, 1]) {
          const raise = Math.floor(most * part)
          if (raise > 0) raised += 1
          expect(boughtAt(machine, endowment + BigInt(raise))).toEqual(before)
        }
      }),
      { numRuns: runs(3_000) },
    )
    expect(raised).toBeGreaterThan(runs(3_000))
  })

  it('a raise of the endowment that leaves a run as it is ends where a supporter who was short can pay', () => {
    // Two voters with 100 each. Times two voters, a costs 80: both pay 40.
    const profile = {
      options: [
        { id: 'a', cost: 40 },
        { id: 'b', cost: 50 },
      ],
      ballots: [
        { options: ['a'], count: 1 },
        { options: ['a', 'b'], count: 1 },
      ],
    }
    const { options, marks } = countProfile(profile)
    const machine = sharesMachine(
      options,
      2,
      matrixOf(marks, options),
      2,
      'unit',
      tieBreak([], ['a', 'b'], profile.options),
    )
    const stability = sharesStability(machine, 0)
    machine.run(100n, noLimit, stability.watch)
    expect(machine.state.purchases.map(({ option }) => option)).toEqual([0])
    // Times two voters, b costs 100, and its only supporter has 60 left: 40 are missing.
    expect(stability.least()).toBeCloseTo(40, 9)
    expect(stability.least()).toBeLessThanOrEqual(40)
  })
})

/** The same machine, which tells of each run. */
const telling = (machine: SharesMachine, tell: () => void): SharesMachine => ({
  ...machine,
  run: (...given) => {
    tell()
    return machine.run(...given)
  },
})

/** By definition: every raise is run. */
const everyRun = (machine: SharesMachine, most: number, budget: number, raise: bigint): SharesResult | undefined => {
  let kept: SharesResult = {
    ...{ run: { bought: [], cost: 0, ties: [], isOver: false }, endowment: BigInt(budget), runs: 0, droppedTies: [] },
  }
  for (let made = 1, endowment = BigInt(budget); made <= most; made += 1, endowment += raise) {
    const run = machine.run(endowment, budget)
    if (run.isOver) return { ...kept, runs: made, droppedTies: run.ties }
    kept = { run, endowment, runs: made, droppedTies: [] }
    if (run.bought.length === machine.options.length) return kept
  }
  return undefined
}

describe('raises of Add1 that change nothing', () => {
  it('raises of Add1 that change nothing are skipped without a difference in the result', () => {
    let [made, counted] = [0, 0]
    fc.assert(
      fc.property(anyCrowd, anyUtility, fc.integer({ min: 1, max: 40 }), (poll, utility, step) => {
        const machine = machineOf(poll, utility)
        const voters = poll.ballots.length
        const expected = everyRun(machine, 2_000, poll.budget, BigInt(step * voters))
        fc.pre(expected !== undefined)
        const counting = telling(machine, () => {
          made += 1
        })
        const found = runWithAdd1(counting, machine.options, voters, {
          budget: poll.budget,
          add1: { step, earlyStop: false, start: 'exact' },
        })
        counted += found.runs
        expect(found).toEqual(expected)
      }),
      { numRuns: runs(1_000) },
    )
    expect(made).toBeLessThan(counted / 2)
  })

  const machineOfFile = async (name: string, utility: Utility) => {
    const election = await readElection(name)
    const profile = profileOf(election)
    const { options, ballots, marks } = countProfile(profile)
    const supported = options.filter(({ votes }) => votes > 0)
    const ties = tieBreak([], codePointOrder(profile.options.map(({ id }) => id)), profile.options)
    const machine = sharesMachine(supported, supported.length, matrixOf(marks, supported), ballots, utility, ties)
    return { machine, supported, ballots, budget: election.budget }
  }

  it.each<[string, Utility, number, number]>([
    ['Netherlands_Assen_2024', 'cost', 845, 200],
    ['Netherlands_Assen_2024', 'unit', 1_207, 200],
    ['US_Stanford_Dataset_PB_Chicago_35th_Ward_2021_vote_rankings', 'cost', 2_330, 40],
  ])(
    'raises of Add1 that change nothing leave, in %s by %s, of %i runs at most %i',
    async (name, utility, all, most) => {
      const { machine, supported, ballots, budget } = await machineOfFile(name, utility)
      let made = 0
      const counting = telling(machine, () => {
        made += 1
      })
      const { runs: counted } = runWithAdd1(counting, supported, ballots, {
        budget,
        add1: { step: 100, earlyStop: false, start: 'exact' },
      })
      expect(counted).toBe(all)
      expect(made).toBeLessThanOrEqual(most)
    },
  )
})
