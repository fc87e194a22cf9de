import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readReceipt } from '../../../cli/receipt/receipt.ts'
import { wijkClient } from '../../../client/client.ts'
import { memoryKeeper } from '../../../client/permit-keeper.ts'
import type { Receipt } from '../../../client/receipt.ts'
import { vote } from '../../../client/vote.ts'
import { digestOf } from '../../../shared/kernel/digest.ts'
import { readAcceptancePrivateKey, signAcceptance } from '../../../shared/voting/box/acceptance.ts'
import { Ballot, ballotHash, examineBallot } from '../../../shared/voting/box/ballot.ts'
import { readPermitPrivateKey, signBlinded } from '../../../shared/voting/secrecy/permit.ts'
import { announcedPoll, secretsNamed } from '../../support/builders/voting/polls.ts'

const directory = mkdtempSync(join(tmpdir(), 'wijk-'))
afterAll(() => rmSync(directory, { recursive: true }))

/** Answers the two requests of a vote with the poll's own keys. `refuses`: the ballot box accepts nothing. */
const boxOf = async (pollId: string, refuses = false) => {
  const { secrets } = await secretsNamed()
  const cast: Ballot[] = []
  const lengths = new Set<number>()
  const answer = (path: string, body: string): unknown => {
    if (path.endsWith('/permits')) {
      const { blindedMessage } = z.object({ blindedMessage: z.string() }).parse(JSON.parse(body))
      const blinded = new Uint8Array(Buffer.from(blindedMessage, 'base64url'))
      const signature = signBlinded(readPermitPrivateKey(secrets.permit), blinded) ?? new Uint8Array()
      return { blindSignature: Buffer.from(signature).toString('base64url') }
    }
    const { padding: _, ...sent } = Object(JSON.parse(body))
    const ballot = Ballot.parse(sent)
    cast.push(ballot)
    lengths.add(body.length)
    const hash = ballotHash(ballot.permit)
    const { number } = ballot
    const signed = number === undefined ? undefined : { number, digest: digestOf(ballot) }
    const acceptance = signAcceptance(readAcceptancePrivateKey(secrets.acceptance), pollId, hash, signed)
    return { pollId, ballotHash: hash, acceptance }
  }
  const client = wijkClient({
    baseUrl: 'http://wijk.test/v1',
    fetch: async (input, init) => {
      const path = String(input)
      if (refuses && path.endsWith('/ballots')) return new Response('{"code":"poll-closed"}', { status: 409 })
      return new Response(JSON.stringify(answer(path, String(init?.body))))
    },
  })
  return { client, cast, lengths }
}

describe('a vote', () => {
  const quick = { pauseBeforeCasting: () => 0 }

  it('a vote gives a receipt for each accepted ballot, with the same permit, in the format that the command line reads', async () => {
    const { frozen } = await announcedPoll()
    const { client, cast } = await boxOf(frozen.pollId)
    const kept: Receipt[] = []
    const options = { ...quick, keeper: memoryKeeper(), keepReceipt: (receipt: Receipt) => void kept.push(receipt) }
    for (const choice of [{ options: ['trees', 'bench'] }, { options: ['swing'] }])
      expect(await vote(client, frozen, choice, 'token', options)).toMatchObject({ ok: true })
    expect(kept).toMatchObject(cast)
    expect(new Set(kept.map(({ ballotHash: hash }) => hash)).size).toBe(1)
    for (const receipt of kept) {
      const { permit, choice, ...signed } = receipt
      const { number, choiceSignature } = Object(signed)
      expect(examineBallot(frozen, { permit, choice, number, choiceSignature })).toMatchObject({ refused: false })
      writeFileSync(join(directory, 'receipt.json'), JSON.stringify(receipt))
      expect(await readReceipt(join(directory, 'receipt.json'))).toEqual(receipt)
    }
  })

  it('a vote is signed with a number that increases by random steps and does not reveal when or how often', async () => {
    const { frozen } = await announcedPoll()
    const starts: number[] = []
    for (let voter = 0; voter < 8; voter++) {
      const { client, cast } = await boxOf(frozen.pollId)
      const options = { ...quick, keeper: memoryKeeper() }
      for (const option of ['bench', 'trees', 'swing'])
        await vote(client, frozen, { options: [option] }, 'token', options)
      const numbers = cast.map(({ number = 0 }) => number)
      const steps = [Number(numbers[1]) - Number(numbers[0]), Number(numbers[2]) - Number(numbers[1])]
      expect(steps.every((step) => step > 0 && step <= 2 ** 32)).toBe(true)
      expect(steps[0]).not.toBe(steps[1])
      expect(cast.every((ballot) => !examineBallot(frozen, ballot).refused)).toBe(true)
      starts.push(Number(numbers[0]))
    }
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(2 ** 48)
    expect(Math.max(...starts) - Math.min(...starts)).toBeGreaterThan(2 ** 40)
  })

  it('a vote has a higher number than an earlier one that was never answered', async () => {
    const { frozen } = await announcedPoll()
    const keeper = memoryKeeper()
    const { client } = await boxOf(frozen.pollId, true)
    await vote(client, frozen, { options: ['bench'] }, 'token', { ...quick, keeper })
    const kept = await keeper.load(frozen.pollId)
    const box = await boxOf(frozen.pollId)
    await vote(box.client, frozen, { options: ['trees'] }, 'token', { ...quick, keeper })
    expect(box.cast[0]?.number).toBeGreaterThan(Number(Object(kept).number))
  })

  it.each([
    [{ kind: 'approval', max: 3 }, [{ options: [] }, { options: ['bench', 'swing', 'trees'] }]],
    [{ kind: 'ranking', weights: [3, 2, 1] }, [{ options: ['trees'] }, { options: ['trees', 'bench', 'swing'] }]],
    [{ kind: 'points', sum: 5, maxPerOption: 4 }, [{ options: [] }, { options: ['trees', 'bench'], points: [1, 4] }]],
  ])('a vote has the same length on the wire whatever was chosen: %j', async (ballotForm, choices) => {
    for (const ballotVersion of [1, 2]) {
      const { frozen } = await announcedPoll({ ballotForm, ballotVersion })
      const { client, cast, lengths } = await boxOf(frozen.pollId)
      const options = { ...quick, keeper: memoryKeeper() }
      for (const choice of choices)
        expect(await vote(client, frozen, choice, 'token', options)).toMatchObject({ ok: true })
      expect(cast.every((ballot) => !examineBallot(frozen, ballot).refused)).toBe(true)
      expect(lengths.size).toBe(1)
    }
  })

  it('a vote in a poll announced before ballots were signed has neither number nor signature', async () => {
    const { frozen } = await announcedPoll({ ballotVersion: undefined })
    const { client, cast } = await boxOf(frozen.pollId)
    const kept: Receipt[] = []
    const options = { ...quick, keepReceipt: (receipt: Receipt) => void kept.push(receipt) }
    expect(await vote(client, frozen, { options: ['bench'] }, 'token', options)).toMatchObject({ ok: true })
    expect(Object.keys(cast[0] ?? {})).toEqual(['permit', 'choice'])
    expect(kept).toMatchObject([{ format: 'wijk-receipt/1' }])
  })

  it('a vote is not treated as accepted if the poll signed for another choice', async () => {
    const { frozen } = await announcedPoll()
    const { secrets } = await secretsNamed()
    const { client } = await boxOf(frozen.pollId)
    const liar = wijkClient({
      baseUrl: 'http://wijk.test/v1',
      fetch: async (input, init) => {
        if (!String(input).endsWith('/ballots')) {
          const { ok, ...answer } = await client.call('issuePermit', {
            params: { pollId: frozen.pollId },
            body: JSON.parse(String(init?.body)),
          })
          return new Response(JSON.stringify(ok && 'body' in answer ? answer.body : {}))
        }
        const { padding: _, ...sent } = Object(JSON.parse(String(init?.body)))
        const ballot = Ballot.parse(sent)
        const hash = ballotHash(ballot.permit)
        const other = { number: Number(ballot.number), digest: digestOf({ ...ballot, choice: { options: ['trees'] } }) }
        const acceptance = signAcceptance(readAcceptancePrivateKey(secrets.acceptance), frozen.pollId, hash, other)
        return new Response(JSON.stringify({ pollId: frozen.pollId, ballotHash: hash, acceptance }))
      },
    })
    await expect(vote(liar, frozen, { options: ['bench'] }, 'token', quick)).rejects.toThrow('not signed by this poll')
  })

  it('a vote gives no receipt for a refused ballot', async () => {
    const { frozen } = await announcedPoll()
    const { client } = await boxOf(frozen.pollId, true)
    const kept: Receipt[] = []
    const options = { ...quick, keepReceipt: (receipt: Receipt) => void kept.push(receipt) }
    const voted = await vote(client, frozen, { options: ['bench'] }, 'token', options)
    expect(voted).toMatchObject({ ok: false, step: 'ballot' })
    expect(kept).toEqual([])
  })
})
