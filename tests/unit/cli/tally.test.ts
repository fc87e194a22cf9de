import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { TallyRefusal, tally, tallyJson } from '../../../cli/tally.ts'
import { tallyReport } from '../../../cli/tally-report.ts'
import { readElection } from '../../support/builders/voting/pb-files.ts'

const main = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url))
const data = fileURLToPath(new URL('../../data', import.meta.url))
const wijk = (...args: string[]) =>
  spawnSync(process.execPath, [main, ...args], {
    encoding: 'utf8',
    env: { ...process.env, WIJK_CWD: data, NO_COLOR: '1' },
  })

describe('wijk tally', () => {
  it('wijk tally refuses an unknown rule, and lists the known ones', () => {
    const { status, stderr, stdout } = wijk('tally', 'pb/Netherlands_Assen_2024.pb', '--rule', 'best')
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
    expect(stderr).toContain('No rule best')
    expect(stderr).toContain('mes_cost_add1full_u')
  })

  it('wijk tally refuses a missing file, and a malformed .pb file with the line', () => {
    expect(wijk('tally', 'pb/none.pb', '--rule', 'phragmen')).toMatchObject({ status: 1, stdout: '' })
    const { status, stderr } = wijk('tally', 'pb/README.md', '--rule', 'phragmen')
    expect({ status, stderr }).toEqual({
      status: 1,
      stderr: 'pb/README.md: line 1: the file does not start with META\n',
    })
  })

  it('wijk tally requires a rule', () => {
    expect(wijk('tally', 'pb/Netherlands_Assen_2024.pb').status).toBe(1)
  })

  it('wijk tally refuses a step that is not an amount', () => {
    expect(wijk('tally', 'pb/Netherlands_Assen_2024.pb', '--rule', 'mes_cost_add1', '--step', '0')).toMatchObject({
      status: 1,
    })
  })

  it('wijk tally refuses to count points by a rule for approvals', async () => {
    const election = await readElection('Switzerland_Zurich_S5R')
    expect(() => tally(election, 'phragmen')).toThrow(TallyRefusal)
  })

  it('wijk tally prints one line of JSON', () => {
    const { status, stdout } = wijk('tally', 'pb/Netherlands_Assen_2024.pb', '--rule', 'mes_cost_add1', '--json')
    const { seconds, reasoningSeconds, tiesBroken, sufficed, ...rest } = JSON.parse(stdout)
    expect(tiesBroken).toBeInstanceOf(Array)
    expect(Object.keys(sufficed)).not.toContain('3')
    expect(status).toBe(0)
    expect([seconds, reasoningSeconds].map((each) => typeof each)).toEqual(['number', 'number'])
    expect(rest).toEqual({
      rule: 'mes_cost_add1',
      winners: ['11', '12', '13', '14', '2', '3', '5', '6', '9'],
      order: ['3', '9', '11', '2', '13', '14', '5', '6', '12'],
      cost: '76700',
    })
  })

  it('wijk tally keeps the decimals of a cost', async () => {
    const election = await readElection('Poland_Krakow_2025_Biezanow-Prokocim')
    expect(JSON.parse(tallyJson('greedy_score', tally(election, 'greedy_score')))).toMatchObject({ cost: '2532437' })
  })

  it('wijk tally adds a thousand forint per step', async () => {
    const election = await readElection('Hungary_Budapest_2023_VIII_Jozsefvaros')
    expect(tally(election, 'mes_unit_add1').outcome.equalShares).toMatchObject({ runs: 85 })
  })

  it('wijk tally prints in words who won and what the others lacked', async () => {
    const election = await readElection('Netherlands_Assen_2024')
    const lines = tallyReport(election, 'mes_cost_add1', tally(election, 'mes_cost_add1').outcome)
    expect(lines).toContain('Rule mes_cost_add1, budget 100000 EUR, 84 ballots (0 blank)')
    expect(lines).toContain('Each voter had 2033.47 (845 runs)')
    expect(lines).toContain(
      '6. 14 In gesprek (5000 EUR, 14 votes) chosen by the rule: 13 paid 363.32, 1 paid all they had left; effective votes 13.76',
    )
    expect(lines).toContain(
      '-  7 RuBox (12000 EUR, 10 votes) its supporters had not enough money left; would have sufficed: 1 more supporter, or a cost of 11680.09',
    )
    expect(lines).toContain('Equal, decided by the order of ids: 11, 2')
  })

  it('wijk tally counts a file whose budget is too small for any project: nobody wins', async () => {
    const election = await readElection('Netherlands_Assen_2024')
    expect(tally({ ...election, budget: 1 }, 'greedy_score').outcome.winners).toEqual([])
  })
})
