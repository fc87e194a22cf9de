// Which ballot of a permit counts: the one with the highest number, in whatever order the requests arrive.
import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { isAcceptance } from '../../../shared/voting/box/acceptance.ts'
import { ballotHash } from '../../../shared/voting/box/ballot.ts'
import { allChoices, type Casting, startCasting } from '../../support/builders/voting/casting.ts'
import { closesAt, whileOpen } from '../../support/builders/voting/polls.ts'
import { announce, ballotOf, codeOf, setClock, untilAnswered } from '../../support/builders/voting/voting.ts'
import { sizeOf } from '../../support/sizes.ts'

let casting: Casting
beforeAll(async () => {
  casting = await startCasting()
})
afterEach(() => setClock(whileOpen))
afterAll(() => casting.voting.stop())

describe('casting again with the same permit', () => {
  it('casting again with the same permit stores one ballot, however many are cast in parallel with one permit and different choices', async () => {
    const many = sizeOf('requestsAtOnce')
    const poll = await announce(casting.voting)
    const permit = casting.permitOf()
    const answers = await Promise.all(
      Array.from({ length: many }, (_, index) =>
        // After a `busy` answer the same ballot is sent again with the same number, as a client does.
        untilAnswered(() => casting.cast(poll, permit, allChoices[index % 8] ?? [], { number: index + 1 })),
      ),
    )
    expect(new Set(answers.map(codeOf)).difference(new Set([200, 'ballot-overtaken']))).toEqual(new Set())
    // The ballot with the highest number counts, in whatever order they arrived.
    expect(codeOf(answers.at(-1) ?? { status: 0, headers: {}, body: undefined })).toBe(200)
    expect(await casting.choicesIn(poll)).toEqual([allChoices[(many - 1) % 8]])
  })

  it('casting again with the same permit does not let a delayed older request replace a later ballot: its put is refused and changes nothing', async () => {
    const poll = await announce(casting.voting)
    const permit = casting.permitOf()
    expect(codeOf(await casting.cast(poll, permit, ['trees'], { number: 2_000 }))).toBe(200)
    const before = await casting.box(poll)
    for (const number of [1, 999, 1_999])
      expect(await casting.cast(poll, permit, ['bench'], { number })).toMatchObject({
        status: 409,
        body: { code: 'ballot-overtaken' },
      })
    expect(await casting.box(poll)).toEqual(before)
    expect(codeOf(await casting.cast(poll, permit, ['swing'], { number: 10_000 }))).toBe(200)
    expect(codeOf(await casting.cast(poll, permit, ['bench'], { number: 9_999 }))).toBe('ballot-overtaken')
    expect(await casting.choicesIn(poll)).toEqual([['swing']])
  })

  it('casting again with the same permit accepts the same number again only for the same ballot', async () => {
    const poll = await announce(casting.voting)
    const permit = casting.permitOf()
    const ballot = ballotOf(poll, permit, { options: ['bench'] }, 5_000)
    const first = await casting.castBody(poll, ballot)
    expect(codeOf(first)).toBe(200)
    expect(await casting.castBody(poll, ballot)).toEqual(first)
    expect(codeOf(await casting.cast(poll, permit, ['trees'], { number: 5_000 }))).toBe('ballot-overtaken')
    expect(codeOf(await casting.cast(poll, permit, ['bench'], { number: 5_000 }))).toBe('ballot-overtaken')
    expect(await casting.choicesIn(poll)).toEqual([['bench']])
  })

  it('casting again with the same permit accepts the highest possible number, and refuses higher ones', async () => {
    const poll = await announce(casting.voting)
    const permit = casting.permitOf()
    expect(codeOf(await casting.cast(poll, permit, ['bench'], { number: Number.MAX_SAFE_INTEGER }))).toBe(200)
    const ballot = ballotOf(poll, permit, { options: ['trees'] }, 2 ** 53)
    expect(codeOf(await casting.castBody(poll, ballot))).toBe('invalid-request')
    expect(await casting.choicesIn(poll)).toEqual([['bench']])
  })

  it('casting again with the same permit replaces the ballot until the close: the last one counts', async () => {
    const poll = await announce(casting.voting)
    const permit = casting.permitOf()
    for (const choice of [['bench'], ['trees', 'swing'], []]) await casting.cast(poll, permit, choice)
    expect(await casting.choicesIn(poll)).toEqual([[]])
    await casting.cast(poll, permit, ['swing'], { at: plusMilliseconds(closesAt, -1) })
    expect(codeOf(await casting.cast(poll, permit, ['bench'], { at: closesAt }))).toBe('poll-closed')
    expect(await casting.choicesIn(poll)).toEqual([['swing']])
  })

  it('casting again with the same permit accepts ballots without signatures in a poll announced before signatures existed, and the last one counts', async () => {
    const poll = await announce(casting.voting, { ballotVersion: undefined })
    const permit = casting.permitOf(randomBytes(64))
    for (const options of [['bench'], ['trees']]) {
      const answer = await casting.cast(poll, permit, options)
      const { acceptance } = z.object({ acceptance: z.string() }).parse(answer.body)
      const { pollId: id, acceptanceKey } = poll.frozen
      expect(isAcceptance(acceptanceKey, id, ballotHash(permit), acceptance)).toBe(true)
    }
    expect(await casting.choicesIn(poll)).toEqual([['trees']])
    expect(Object.keys((await casting.box(poll))[0] ?? {}).sort()).toEqual(['pk', 'sealed', 'sk'])
  })
})
