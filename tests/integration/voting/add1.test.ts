// A poll counted by Equal Shares with Add1, with more money than a ward ever had: announced, voted on, closed and counted.
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as operations from '../../../shared/voting/operations.ts'
import { resident } from '../../support/builders/voting/polls.ts'
import { announce, blind, close, requests, startVoting, type Voting } from '../../support/builders/voting/voting.ts'

let voting: Voting
beforeAll(async () => {
  voting = await startVoting()
})
afterAll(() => voting.stop())

const option = (id: string, costCents: number) => ({ id, title: id, costCents })

it('counts a budget of far more than five million cents: money is raised a million times with only a few runs', async () => {
  const poll = await announce(voting, {
    options: [option('bridge', 400_000_000), option('square', 300_000_000)],
    ballotForm: { kind: 'approval', max: 2 },
    rule: { rule: 'mes_cost', budget: 600_000_000, add1: { step: 100 } },
  })
  for (const [voter, choice] of [['bridge'], ['bridge'], ['square']].entries()) {
    const { blindedMessage, unblind } = await blind(poll)
    const permit = await unblind(await requests(voting).permit(poll, blindedMessage, resident(`add1-${voter}`)))
    expect((await requests(voting).cast(poll, permit, choice)).status).toBe(200)
  }
  expect(await close(voting, poll)).toBe('published')
  const { result } = operations.getPollResult.responses[200].parse((await requests(voting).result(poll)).body)
  // Two of the three voters pay 200 million each for the bridge. One voter supports the square and can pay for it only when all
  // three have 100 million more. Both together would then cost more than the budget.
  expect(result.outcome).toMatchObject({ winners: ['bridge'], cost: 400_000_000 })
  expect(result.outcome.equalShares).toMatchObject({ runs: 1_000_001 })
})
