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
import { readAcceptancePrivateKey, signAcceptance } from '../../../shared/voting/box/acceptance.ts'
import { Ballot, ballotHash, examineBallot } from '../../../shared/voting/box/ballot.ts'
import { readPermitPrivateKey, signBlinded } from '../../../shared/voting/secrecy/permit.ts'
import { announcedPoll, secretsNamed } from '../../support/builders/polls.ts'

const directory = mkdtempSync(join(tmpdir(), 'wijk-'))
afterAll(() => rmSync(directory, { recursive: true }))

/** The two requests of a vote, answered with the poll's own keys. `refuses`: the ballot box takes nothing. */
const boxOf = async (pollId: string, refuses = false) => {
  const { secrets } = await secretsNamed()
  const cast: Ballot[] = []
  const answer = (path: string, body: string): unknown => {
    if (path.endsWith('/permits')) {
      const { blindedMessage } = z.object({ blindedMessage: z.string() }).parse(JSON.parse(body))
      const blinded = new Uint8Array(Buffer.from(blindedMessage, 'base64url'))
      const signature = signBlinded(readPermitPrivateKey(secrets.permit), blinded) ?? new Uint8Array()
      return { blindSignature: Buffer.from(signature).toString('base64url') }
    }
    const ballot = Ballot.parse(JSON.parse(body))
    cast.push(ballot)
    const hash = ballotHash(ballot.permit)
    const acceptance = signAcceptance(readAcceptancePrivateKey(secrets.acceptance), pollId, hash)
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
  return { client, cast }
}

describe('a vote', () => {
  const quick = { pauseBeforeCasting: () => 0 }

  it('hands over a receipt of each ballot accepted, with the same permit, as the command line reads it', async () => {
    const { frozen } = await announcedPoll()
    const { client, cast } = await boxOf(frozen.pollId)
    const kept: Receipt[] = []
    const options = { ...quick, keeper: memoryKeeper(), keepReceipt: (receipt: Receipt) => void kept.push(receipt) }
    for (const choice of [{ options: ['trees', 'bench'] }, { options: ['swing'] }])
      expect(await vote(client, frozen, choice, 'token', options)).toMatchObject({ ok: true })
    expect(kept.map(({ permit, choice }) => ({ permit, choice }))).toEqual(cast)
    expect(new Set(kept.map(({ ballotHash: hash }) => hash)).size).toBe(1)
    for (const receipt of kept) {
      expect(examineBallot(frozen, receipt)).toMatchObject({ refused: false })
      writeFileSync(join(directory, 'receipt.json'), JSON.stringify(receipt))
      expect(await readReceipt(join(directory, 'receipt.json'))).toEqual(receipt)
    }
  })

  it('hands over none of a ballot that was refused', async () => {
    const { frozen } = await announcedPoll()
    const { client } = await boxOf(frozen.pollId, true)
    const kept: Receipt[] = []
    const options = { ...quick, keepReceipt: (receipt: Receipt) => void kept.push(receipt) }
    const voted = await vote(client, frozen, { options: ['bench'] }, 'token', options)
    expect(voted).toMatchObject({ ok: false, step: 'ballot' })
    expect(kept).toEqual([])
  })
})
