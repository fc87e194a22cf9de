import { describe, expect, it } from 'vitest'
import { verifyExport } from '../../../cli/verify/verify-export.ts'
import { withdrawalsFinding } from '../../../cli/verify/withdrawals.ts'
import { whileOpen } from '../../support/builders/voting/polls.ts'
import { citySigningKey, exportText, piecesOf, publishedPoll } from '../../support/builders/voting/published-polls.ts'
import { failing } from './cases.ts'

/** The swing has most votes, then the trees. */
const choices = [['swing'], ['swing'], ['swing', 'trees'], ['trees'], ['bench'], []].map((options) => ({ options }))
const withdrawn = [{ option: 'swing', withdrawnAt: whileOpen }]
const passedOver = { withdrawals: 'passed-over', withdrawn } as const
const pinned = { signingKey: citySigningKey }

describe('an option that was withdrawn', () => {
  it('an option that was withdrawn is passed over: the next option gets the money, and the result says so', async () => {
    const { result } = (await publishedPoll(choices, passedOver)).header
    expect(result.outcome.winners).toEqual(['bench', 'trees'])
    expect(result.withdrawn).toEqual(withdrawn)
    expect(result.outcome.options.find(({ option }) => option === 'swing')).toEqual({
      option: 'swing',
      cost: 400_000,
      votes: 3,
      score: 3,
      won: false,
      reason: 'withdrawn',
    })
    expect([result.counts.ballots, result.counts.blanks, result.outcome.ballots, result.outcome.blanks]).toEqual([
      6, 1, 6, 1,
    ])
  })

  it('an option that was withdrawn is passed over by the verifier too, which says when it was withdrawn', async () => {
    const text = await exportText(await publishedPoll(choices, passedOver))
    const { findings } = await verifyExport(piecesOf(text), pinned)
    expect(findings.filter(({ holds }) => !holds)).toEqual([])
    expect(findings.find(({ check }) => check === 'withdrawals')?.says).toContain(`swing since ${whileOpen}`)
  })

  it('an option that was withdrawn still counts in a poll without that promise, and the poll still passes verification', async () => {
    const published = await publishedPoll(choices, { withdrawn })
    const { header } = published
    expect(header.result.outcome.winners).toEqual(['bench', 'swing'])
    expect(header.result.withdrawn).toBeUndefined()
    expect(await failing(await exportText(published), pinned)).toEqual([])
  })

  it('an option that was withdrawn is refused if the poll does not promise it, or if the option does not exist', async () => {
    const { header } = await publishedPoll(choices, passedOver)
    const { withdrawals: _, ...poll } = header.poll
    const unpromised = JSON.stringify({ ...header, poll })
    const unknown = JSON.stringify({
      ...header,
      result: { ...header.result, withdrawn: [{ option: 'lamp', withdrawnAt: whileOpen }] },
    })
    for (const forged of [unpromised, unknown]) {
      expect(withdrawalsFinding(JSON.parse(forged)).holds).toBe(false)
    }
  })
})
