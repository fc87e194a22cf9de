// Small files, each with something that a reader or a rule once got wrong.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'

const main = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url))
const file = (name: string) => fileURLToPath(new URL(`../../data/cases/${name}.pb`, import.meta.url))
const wijk = (...args: readonly string[]) => spawnSync(process.execPath, [main, 'tally', ...args], { encoding: 'utf8' })
const Counted = z.object({
  winners: z.array(z.string()),
  tiesBroken: z.array(z.array(z.string())),
  sufficed: z.record(z.string(), z.object({ moreSupporters: z.int().nullable(), cost: z.string().nullable() })),
})
const counted = (name: string, rule: string, ...more: readonly string[]) =>
  Counted.parse(JSON.parse(wijk(file(name), '--rule', rule, '--json', ...more).stdout))

describe('wijk tally', () => {
  it('wijk tally counts a project once if a ballot names it twice, and warns', () => {
    const { stdout } = wijk(file('named-twice'), '--rule', 'greedy_score')
    expect(stdout).toContain('Warning: line 20, column vote: a project is named twice on this ballot; it counts once')
    expect(stdout).toMatch(/1\. q Boom \(50, 2 votes\)/)
    expect(stdout).toMatch(/p Bank \(60, 1 votes\)/)
  })

  it('wijk tally ignores padding that a spreadsheet added to rows', () => {
    expect(counted('padded-by-spreadsheet', 'greedy_score')).toMatchObject({ winners: ['p'], tiesBroken: [['p', 'q']] })
  })

  it('wijk tally refuses a scoring function other than Borda, with line and column', () => {
    const { status, stderr } = wijk(file('scoring-fn'), '--rule', 'greedy_score')
    expect([status, stderr]).toEqual([1, expect.stringMatching(/line 15, column scoring_fn: Plurality is not known/)])
  })

  it('wijk tally does not end the count of Phragmén at an option that costs more than the whole budget', () => {
    expect(counted('dearer-than-budget-phragmen', 'phragmen').winners).toEqual(['q'])
  })

  it('wijk tally shows the tie that decided in the completion', () => {
    expect(counted('tie-in-completion', 'mes_cost_u').tiesBroken).toEqual([['p', 'q']])
  })

  it('wijk tally shows the tie of the discarded run', () => {
    expect(counted('tie-in-dropped-run', 'mes_unit_add1')).toMatchObject({ winners: [], tiesBroken: [['p', 'q']] })
  })

  it('wijk tally states no sufficient cost above the budget, or one that a recount does not confirm', () => {
    expect(counted('sufficed-above-budget', 'mes_cost_add1full').sufficed).toEqual({
      p: { moreSupporters: null, cost: null },
      q: { moreSupporters: null, cost: null },
    })
  })

  it('wijk tally counts few ballots with a budget above five million', () => {
    expect(counted('budget-above-five-million', 'mes_cost_add1').winners).toEqual(['p', 'q'])
    expect(counted('budget-above-five-million', 'mes_cost_add1', '--leastPerMille', '10').winners).toEqual(['p', 'q'])
  })
})
