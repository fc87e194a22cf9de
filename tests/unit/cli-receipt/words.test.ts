import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Judgement } from '../../../cli/receipt/judge.ts'
import { type Receipt, readReceipt } from '../../../cli/receipt/receipt.ts'
import { receiptReport } from '../../../cli/receipt/words.ts'
import { publishedPoll } from '../../support/builders/voting/published-polls.ts'
import { receiptFor } from './published-api.ts'

const directory = mkdtempSync(join(tmpdir(), 'wijk-'))
afterAll(() => rmSync(directory, { recursive: true }))

let receipt: Receipt
beforeAll(async () => {
  const published = await publishedPoll([{ options: ['bench'] }])
  const [ballot] = published.ballots
  if (ballot === undefined) throw new Error('no ballot')
  receipt = await receiptFor(published, ballot)
})

describe('a verdict on a receipt in words', () => {
  const verdicts: readonly Judgement[] = [
    { verdict: 'counted-as-cast', phase: 'published', isAccepted: true },
    { verdict: 'counted-otherwise', phase: 'published', isAccepted: true },
    { verdict: 'counted-otherwise', phase: 'published', isAccepted: false },
    { verdict: 'counted-later', phase: 'published', isAccepted: true },
    { verdict: 'not-counted', phase: 'published', isAccepted: true },
    { verdict: 'not-counted', phase: 'published', isAccepted: false },
    { verdict: 'not-published', phase: 'awaiting-lots', isAccepted: true },
    { verdict: 'not-published', phase: 'withheld', isAccepted: true },
    { verdict: 'not-published', phase: 'cancelled', isAccepted: true },
    { verdict: 'not-to-be-trusted', phase: 'published', isAccepted: true, objection: 'another root' },
  ]
  const said = (language: 'nl' | 'en') =>
    verdicts.map((judgement) => receiptReport(judgement, receipt, { language, isPinned: true }).join('\n'))

  it('a verdict on a receipt in words differs for each verdict, in both languages', () => {
    expect(new Set([...said('nl'), ...said('en')]).size).toBe(verdicts.length * 2)
  })

  it('a verdict on a receipt in words never shows the permit, the choice, or anything else that would reveal a vote', () => {
    for (const text of [...said('nl'), ...said('en')])
      for (const secret of [receipt.permit.message, receipt.permit.signature, 'bench'])
        expect(text).not.toContain(secret)
  })

  it('a verdict on a receipt in words calls a missing ballot evidence only if the poll signed for it', () => {
    const [, changed, unproved, , accepted, unaccepted] = said('en')
    expect(changed).toContain(`acceptance ${receipt.acceptance}`)
    expect(unproved).toContain('this receipt proves nothing')
    expect(accepted).toContain(`acceptance ${receipt.acceptance}`)
    expect(unaccepted).toContain('this receipt proves nothing')
    expect(unaccepted).not.toContain(receipt.acceptance)
  })
})

describe('an invalid receipt', () => {
  const reading = (text: string) => {
    const file = join(directory, 'receipt.json')
    writeFileSync(file, text)
    return readReceipt(file)
  }

  it('an invalid receipt is refused: not JSON, another format, missing or extra fields, or a hash of another permit', async () => {
    expect(await reading(JSON.stringify(receipt))).toEqual(receipt)
    await expect(reading('a receipt')).rejects.toThrow('not JSON')
    await expect(reading('[]')).rejects.toThrow('not a receipt: /: ')
    await expect(reading(JSON.stringify({ ...receipt, format: 'wijk-receipt/3' }))).rejects.toThrow('/format')
    await expect(reading(JSON.stringify({ ...receipt, number: 1.5 }))).rejects.toThrow('/number')
    await expect(reading(JSON.stringify({ ...receipt, name: 'Anna' }))).rejects.toThrow('not a receipt')
    await expect(reading(JSON.stringify({ ...receipt, choice: undefined }))).rejects.toThrow('/choice')
    const other = { ...receipt, ballotHash: 'ab'.repeat(32) }
    await expect(reading(JSON.stringify(other))).rejects.toThrow('not that of its permit')
  })
})
