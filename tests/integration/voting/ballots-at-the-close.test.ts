// A ballot counts if the gateway received it before the close and it is stored before the count may begin.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { type Casting, startCasting } from '../../support/builders/voting/casting.ts'
import { instant, whileOpen } from '../../support/builders/voting/polls.ts'
import { announce, codeOf, setClock } from '../../support/builders/voting/voting.ts'

let casting: Casting
beforeAll(async () => {
  casting = await startCasting()
})
afterEach(() => setClock(whileOpen))
afterAll(() => casting.voting.stop())

describe.each([
  ['on an ordinary Sunday', '2026-03-22T20:00:00+01:00'],
  ['as the clocks go forward', '2026-03-29T03:00:00+02:00'],
  ['in the hour that comes twice', '2026-10-25T02:30:00+01:00'],
])('a ballot received a millisecond before a close %s', (_, closing) => {
  const closed = instant(closing)
  const inTime = { at: plusMilliseconds(closed, -1) }
  const written = async (later: number) => {
    const poll = await announce(casting.voting, { closesAt: closed })
    setClock(plusMilliseconds(closed, later))
    const code = codeOf(await casting.cast(poll, casting.permitOf(), ['bench'], inTime))
    return { code, ballots: (await casting.box(poll)).length }
  }

  it('counts, even if it is written later', async () => {
    expect(await written(0)).toEqual({ code: 200, ballots: 1 })
    expect(await written(30_000)).toEqual({ code: 200, ballots: 1 })
    expect(await written(59_999)).toEqual({ code: 200, ballots: 1 })
  })

  it('is refused if it would be written so late that the count may have begun', async () => {
    expect(await written(60_000)).toEqual({ code: 'poll-closed', ballots: 0 })
    expect(await written(75_000)).toEqual({ code: 'poll-closed', ballots: 0 })
    expect(await written(3_600_000)).toEqual({ code: 'poll-closed', ballots: 0 })
  })
})
