// The alarm of an open poll before its permits exceed the electorate, based on the roll alone.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { sha256 } from '../../../shared/kernel/digest.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { markVoter } from '../../../shared/voting/store.ts'
import { closesAt, opensAt, whileOpen } from '../../support/builders/voting/polls.ts'
import { announce, setClock, startVoting, type Voting } from '../../support/builders/voting/voting.ts'

let voting: Voting
let poll: Poll
beforeAll(async () => {
  voting = await startVoting()
  poll = await announce(voting, {
    electorate: { wardCode: 'oude-noorden', minimumAge: 12, ageOn: '2026-03-09', size: 20 },
  })
})
afterAll(() => voting.stop())

let marked = 0
const mark = async (upTo: number) => {
  for (; marked < upTo; marked++) await markVoter(voting.table, poll, sha256(`voter ${marked}`), 'a'.repeat(64))
}
const watchAt = (at: string) => {
  setClock(at)
  return voting.functions.watchElectorates({}, {})
}

describe('while a poll is open', () => {
  it('while a poll is open an alarm is raised after nine in ten have a permit, and before there are more permits than voters', async () => {
    const lines: string[] = []
    vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => lines.push(String(chunk)) > 0)
    await mark(17)
    expect(await watchAt(whileOpen)).toEqual({ open: 1, nearlyReached: 0 })
    expect(lines).toEqual([])
    await mark(18)
    expect(await watchAt(whileOpen)).toEqual({ open: 1, nearlyReached: 1 })
    vi.restoreAllMocks()
    expect(lines).toHaveLength(1)
    expect(lines[0]).toContain('"electorate-nearly-reached"')
    expect(lines[0]).toContain(poll.frozen.pollId)
  })

  it('while a poll is open polls are not read before they open or after they close', async () => {
    expect(await watchAt(plusMilliseconds(opensAt, -1))).toEqual({ open: 0, nearlyReached: 0 })
    expect(await watchAt(closesAt)).toEqual({ open: 0, nearlyReached: 0 })
  })
})
