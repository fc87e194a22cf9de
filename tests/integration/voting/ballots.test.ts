// Casting a ballot: what is accepted, what is stored, what is answered.
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { digestOf } from '../../../shared/kernel/digest.ts'
import { isAcceptance } from '../../../shared/voting/box/acceptance.ts'
import { ballotHash } from '../../../shared/voting/box/ballot.ts'
import { allChoices, type Casting, startCasting } from '../../support/builders/voting/casting.ts'
import { resident, whileOpen } from '../../support/builders/voting/polls.ts'
import { announce, ballotOf, blind, codeOf, setClock } from '../../support/builders/voting/voting.ts'

let casting: Casting
beforeAll(async () => {
  casting = await startCasting()
})
afterEach(() => setClock(whileOpen))
afterAll(() => casting.voting.stop())

describe('casting a ballot', () => {
  it('casting a ballot accepts only the choice that was signed, whoever has the permit', async () => {
    const poll = await announce(casting.voting)
    const seen = ballotOf(poll, casting.permitOf(), { options: ['bench'] })
    const { number = 0 } = seen
    for (const forged of [{ choice: { options: ['trees'] } }, { choice: { options: [] } }, { number: number + 1 }]) {
      const answer = await casting.castBody(poll, { ...seen, ...forged })
      expect(codeOf(answer)).toBe('choice-not-signed')
    }
    expect(await casting.box(poll)).toEqual([])
  })

  it('casting a ballot does not accept a ballot of another poll, even if both have the same keys', async () => {
    const [here, there] = [await announce(casting.voting), await announce(casting.voting)]
    const ballot = ballotOf(here, casting.permitOf(), { options: ['bench'] })
    expect(codeOf(await casting.castBody(there, ballot))).toBe('choice-not-signed')
    expect(codeOf(await casting.castBody(here, ballot))).toBe(200)
    expect(await casting.box(there)).toEqual([])
  })

  it('casting a ballot accepts requests with and without padding, which may contain only spaces', async () => {
    const poll = await announce(casting.voting)
    const ballot = ballotOf(poll, casting.permitOf(), { options: ['bench'] })
    for (const padding of ['', ' '.repeat(1_000)])
      expect(codeOf(await casting.castBody(poll, { ...ballot, padding }))).toBe(200)
    expect(codeOf(await casting.castBody(poll, { ...ballot, padding: 'anna' }))).toBe('invalid-request')
  })

  it('casting a ballot accepts the permit that a voter unblinded from the answer to the first request', async () => {
    const poll = await announce(casting.voting)
    const { blindedMessage, unblind } = await blind(poll)
    const permit = await unblind(await casting.permit(poll, blindedMessage, resident('anna')))
    expect(codeOf(await casting.cast(poll, permit, ['trees']))).toBe(200)
    expect(await casting.choicesIn(poll)).toEqual([['trees']])
  })

  it('casting a ballot answers the same request with the same bytes, without time or place', async () => {
    const poll = await announce(casting.voting)
    const permit = casting.permitOf()
    const ballot = ballotOf(poll, permit, { options: ['bench'] })
    const first = await casting.castBody(poll, ballot)
    setClock(plusMilliseconds(whileOpen, 3_600_000))
    const again = await casting.castBody(poll, ballot, { at: plusMilliseconds(whileOpen, 3_600_000) })
    expect(JSON.stringify(again)).toBe(JSON.stringify(first))
    const { pollId, acceptanceKey } = poll.frozen
    expect(first.body).toMatchObject({ pollId, ballotHash: ballotHash(permit) })
    const { acceptance } = z.object({ acceptance: z.string() }).parse(first.body)
    const signed = { number: Number(ballot.number), digest: digestOf(ballot) }
    const isFor = (hash: string, what?: typeof signed) => isAcceptance(acceptanceKey, pollId, hash, acceptance, what)
    expect(isFor(ballotHash(permit), signed)).toBe(true)
    expect(isFor(ballotHash(casting.permitOf()), signed)).toBe(false)
    expect(isFor(ballotHash(permit), { ...signed, number: signed.number + 1 })).toBe(false)
    const other = { ...ballot, choice: { options: ['trees'] } }
    expect(isFor(ballotHash(permit), { ...signed, digest: digestOf(other) })).toBe(false)
    expect(isFor(ballotHash(permit))).toBe(false)
    expect(Object.keys(first.headers).filter((name) => /date|request|trace|correlation/i.test(name))).toEqual([])
  })

  it('casting a ballot gives every ballot of a poll the same attributes and the same size, whatever was chosen', async () => {
    const poll = await announce(casting.voting, { shards: 1 })
    for (const choice of allChoices) await casting.cast(poll, casting.permitOf(), choice)
    const items = await casting.box(poll)
    expect(items).toHaveLength(8)
    expect(
      new Set(
        items.map((item) =>
          JSON.stringify(
            Object.entries(item)
              .map(([name, value]) => [name, value instanceof Uint8Array ? value.length : String(value).length])
              .sort(),
          ),
        ),
      ).size,
    ).toBe(1)
    expect(Object.keys(items[0] ?? {}).sort()).toEqual(['digest', 'number', 'pk', 'sealed', 'sk'])
  })
})
