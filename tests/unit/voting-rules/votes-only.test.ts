import { describe, expect, it } from 'vitest'
import { configurationProblems, decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'

const rule = RuleConfiguration.parse({ rule: 'votes_only' })
const options = ['a', 'b', 'c'].map((id) => ({ id, cost: 0 }))
const ballots = [
  { options: ['b'], count: 7 },
  { options: ['a'], count: 7 },
  { options: [], count: 2 },
]

describe('votes that are counted together with others', () => {
  it('votes that are counted together with others are reported for each option, and do not make anybody win, even if all others have fewer', () => {
    const outcome = decide(rule, { options, ballots: [...ballots, { options: ['b'], count: 90 }] }, ['c', 'b', 'a'])
    expect(outcome).toMatchObject({ winners: [], order: [], tiesBroken: [], ballots: 106, blanks: 2 })
    expect(outcome.options.map(({ option, votes, won, reason }) => [option, votes, won, reason])).toEqual([
      ['a', 7, false, 'counted-elsewhere'],
      ['b', 97, false, 'counted-elsewhere'],
      ['c', 0, false, 'counted-elsewhere'],
    ])
  })

  it('votes that are counted together with others break no tie, and need options', () => {
    expect(decide(rule, { options, ballots }, ['c', 'b', 'a']).tiesBroken).toEqual([])
    expect(configurationProblems(rule, options)).toEqual([])
    expect(configurationProblems(rule, []).map(({ code }) => code)).toEqual(['no-options'])
  })

  it('votes that are counted together with others follow a quorum like any other', () => {
    const quorum = { percent: 50, otherwise: 'void' }
    const asked = RuleConfiguration.parse({ rule: 'votes_only', quorum })
    expect(decide(asked, { options, ballots, electorate: 100 }, []).options[0]).toMatchObject({ reason: 'void' })
    expect(decide(asked, { options, ballots, electorate: 32 }, []).quorum).toMatchObject({ met: true })
  })
})
