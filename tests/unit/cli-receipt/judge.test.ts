import { beforeAll, describe, expect, it } from 'vitest'
import { judge } from '../../../cli/receipt/judge.ts'
import type { Receipt } from '../../../cli/receipt/receipt.ts'
import { digestOf } from '../../../shared/kernel/digest.ts'
import { readAcceptancePrivateKey, signAcceptance } from '../../../shared/voting/box/acceptance.ts'
import { type Ballot, ballotHash } from '../../../shared/voting/box/ballot.ts'
import { mintPermit, privateKeyOf, secretsNamed, signedBallot } from '../../support/builders/voting/polls.ts'
import {
  anotherSigningKey,
  checkpointOf,
  citySigningKey,
  type Published,
  publishedFrom,
  publishedPoll,
  signedByCity,
  withResult,
} from '../../support/builders/voting/published-polls.ts'
import { type Answer, clientOf, receiptFor } from './published-api.ts'

const names = ['bench', 'swing', 'trees']
const approved = Array.from({ length: 12 }, (_, voter) => ({ options: names.filter((__, at) => (voter >> at) & 1) }))

let published: Published
let receipts: readonly Receipt[]
beforeAll(async () => {
  published = await publishedPoll(approved)
  receipts = await Promise.all(published.ballots.map((ballot) => receiptFor(published, ballot)))
})
const receiptAt = (place: number): Receipt => {
  const receipt = receipts[place]
  if (receipt === undefined) throw new Error('not so many ballots')
  return receipt
}
/** A receipt of a ballot that is not in the box. */
const lostReceipt = async () => {
  const permit = mintPermit(privateKeyOf(await secretsNamed()))
  return receiptFor(
    published,
    signedBallot(published.header.poll, { permit, choice: { options: ['bench'] }, number: 5 }),
  )
}

describe('a receipt of a published poll', () => {
  it('a receipt of a published poll shows that every ballot was counted as it was cast, and where', async () => {
    for (const [index, receipt] of receipts.entries()) {
      const { verdict, isAccepted, asked, proved } = await judge(clientOf(published).client, receipt, citySigningKey)
      expect({ verdict, isAccepted, index: proved?.index }).toEqual({
        verdict: 'counted-as-cast',
        isAccepted: true,
        index,
      })
      expect(asked).toEqual({ prefix: '', together: 12 })
    }
  })

  it('a receipt of a published poll shows the same if the voter named the options in another order', async () => {
    const several = receipts.find(({ choice }) => choice.options.length > 2) ?? receiptAt(0)
    const choice = { options: several.choice.options.toReversed() }
    expect(choice).not.toEqual(several.choice)
    expect(await judge(clientOf(published).client, { ...several, choice })).toMatchObject({
      verdict: 'counted-as-cast',
    })
  })

  it.each([
    [
      { kind: 'points', sum: 5, maxPerOption: 4 },
      { options: ['trees', 'bench'], points: [1, 4] },
    ],
    [{ kind: 'points', sum: 5, maxPerOption: 4 }, { options: [] }],
    [{ kind: 'ranking', weights: [3, 2, 1] }, { options: ['trees', 'bench'] }],
    [{ kind: 'one-choice' }, { options: ['swing'] }],
    [{ kind: 'approval', max: 2 }, { options: [] }],
  ])('a receipt of a published poll recognizes a published ballot of every form: %j', async (ballotForm, choice) => {
    const poll = await publishedPoll([choice], { ballotForm })
    const [ballot] = poll.ballots
    if (ballot === undefined) throw new Error('no ballot')
    const receipt = await receiptFor(poll, { ...ballot, choice })
    expect(await judge(clientOf(poll).client, receipt)).toMatchObject({ verdict: 'counted-as-cast' })
  })

  it('a receipt of a published poll detects that another choice was counted under the same permit', async () => {
    const blank = receipts.find(({ choice }) => choice.options.length === 0) ?? receiptAt(0)
    const judged = await judge(clientOf(published).client, { ...blank, choice: { options: ['swing', 'trees'] } })
    expect(judged).toMatchObject({ verdict: 'counted-otherwise', isAccepted: false })
    expect(judged.proved).toBeUndefined()
  })

  it('a receipt of a published poll distinguishes a ballot that its voter replaced from one that somebody changed', async () => {
    const mine = { permit: mintPermit(privateKeyOf(await secretsNamed())), choice: { options: ['bench'] } }
    const [key, frozen] = [mine.permit, published.header.poll]
    const at = (number: number, options: string[]) => signedBallot(frozen, { permit: key, choice: { options }, number })
    /** The API of a city that counted this ballot under the permit and signed everything. */
    const cityThatCounted = async (counted: Ballot) =>
      clientOf(await publishedFrom(frozen, [...published.ballots, counted])).client
    const cast = at(50, ['bench'])
    const receipt = await receiptFor(published, cast)
    const judgedBy = async (counted: Ballot) =>
      (await judge(await cityThatCounted(counted), receipt, citySigningKey)).verdict
    expect(await judgedBy(cast)).toBe('counted-as-cast')
    expect(await judgedBy(at(51, ['trees']))).toBe('counted-later')
    expect(await judgedBy(at(49, ['trees']))).toBe('counted-otherwise')
    expect(await judgedBy({ ...cast, number: 51, choice: { options: ['trees'] } })).toBe('counted-otherwise')
  })

  it('a receipt of a published poll distinguishes an accepted ballot that is missing from one that was never accepted', async () => {
    const lost = await lostReceipt()
    expect(await judge(clientOf(published).client, lost)).toMatchObject({ verdict: 'not-counted', isAccepted: true })
    const key = readAcceptancePrivateKey((await secretsNamed('another')).secrets.acceptance)
    const forged = { ...lost, acceptance: signAcceptance(key, lost.pollId, lost.ballotHash) }
    expect(await judge(clientOf(published).client, forged)).toMatchObject({ verdict: 'not-counted', isAccepted: false })
    const borrowed = { ...lost, acceptance: receiptAt(0).acceptance }
    expect(await judge(clientOf(published).client, borrowed)).toMatchObject({ isAccepted: false })
  })

  it.each(['open', 'counting', 'awaiting-lots', 'withheld', 'cancelled'])(
    'a receipt of a published poll waits while the poll is %s',
    async (phase) => {
      const { client, sent } = clientOf(published, { phase })
      expect(await judge(client, receiptAt(3))).toMatchObject({ verdict: 'not-published', phase, isAccepted: true })
      expect(sent.filter((each) => each.includes('inclusion-proofs'))).toEqual([])
    },
  )
})

describe('the published data for a receipt', () => {
  const replaced = (path: string, change: (body: object) => object) => ({
    tamper: (what: string, answer: Answer): Answer =>
      what === path ? { ...answer, body: change(Object(answer.body)) } : answer,
  })
  const judged = async (wishes: Parameters<typeof clientOf>[1], trustedKey?: string) => {
    const { verdict, objection } = await judge(clientOf(published, wishes).client, receiptAt(5), trustedKey)
    return verdict === 'not-to-be-trusted' ? objection : verdict
  }
  const pollPath = () => published.header.poll.pollId

  it('the published data for a receipt must have a poll that the city signed with the key that the voter knows', async () => {
    const question = { nl: 'Iets anders?', en: 'Something else?' }
    expect(await judged(replaced(pollPath(), (body) => ({ ...body, question })))).toContain('not that of this config')
    const unsigned = replaced(pollPath(), ({ ...body }) => ({ ...body, configurationSignature: undefined }))
    expect(await judged(unsigned)).toContain('never signed')
    expect(await judged({}, anotherSigningKey)).toContain('another key than you gave')
    const signature = signedByCity('configuration', 'ab'.repeat(32))
    const elsewhere = { configurationSignature: { signature, signingKey: citySigningKey } }
    expect(await judged(replaced(pollPath(), (body) => ({ ...body, ...elsewhere })))).toContain('does not belong')
    const other = await publishedPoll(approved)
    const { header } = other
    const shown = { ...header.poll, configurationHash: header.configurationHash }
    expect(await judged(replaced(pollPath(), (body) => ({ ...body, ...shown })))).toContain('another poll')
  })

  it('the published data for a receipt must have the same root in the checkpoint, the result and the proofs', async () => {
    const { counted, header } = published
    const checkpoint = checkpointOf({ ...counted, merkleRoot: 'ab'.repeat(32) })
    expect(await judged(replaced('result', (body) => ({ ...body, checkpoint })))).toContain('not that of the result')
    const fewer = checkpointOf({ ...counted, ballots: 11 })
    expect(await judged(replaced('result', (body) => ({ ...body, checkpoint: fewer })))).toContain('not that of the')
    const later = checkpointOf({ ...counted, countedAt: header.poll.closesAt })
    expect(await judged(replaced('inclusion-proofs', (body) => ({ ...body, checkpoint: later })))).toContain(
      'other root',
    )
    expect(await judged(replaced('result', (body) => ({ ...body, checkpoint: 'no note' })))).toContain('the checkpoint')
  })

  it('the published data for a receipt must have a result that the city signed', async () => {
    const { result } = published.header
    const changed = { ...result, counts: { ...result.counts, marks: 500 } }
    expect(await judged(replaced('result', (body) => ({ ...body, result: changed })))).toContain('digest is not')
    const digest = { result: changed, resultDigest: digestOf(changed) }
    expect(await judged(replaced('result', (body) => ({ ...body, ...digest })))).toContain('the result: ')
    const { resultDigest, resultSignature: signature } = withResult(published.header, changed)
    const signed = { result: changed, resultDigest, resultSignature: { signature, signingKey: citySigningKey } }
    expect(await judged(replaced('result', (body) => ({ ...body, ...signed })))).toBe('counted-as-cast')
  })

  it('the published data for a receipt must have a result of this poll and this configuration', async () => {
    const { header, counted } = published
    const foreign = { ...counted, configurationHash: 'ab'.repeat(32) }
    const checkpoint = checkpointOf(foreign)
    expect(await judged(replaced('result', (body) => ({ ...body, checkpoint })))).toContain('not that of the result')
    const { pollId } = (await publishedPoll([])).header.poll
    for (const change of [{ configurationHash: foreign.configurationHash }, { pollId }]) {
      const { result, resultDigest, resultSignature: signature } = withResult(header, { ...header.result, ...change })
      const signed = { result, resultDigest, resultSignature: { signature, signingKey: citySigningKey } }
      expect(await judged(replaced('result', (body) => ({ ...body, ...signed })))).toContain('not that of the result')
    }
  })

  it('the published data for a receipt proves nothing with a proof of another ballot, a longer proof, or none', async () => {
    const mine = receiptAt(5).ballotHash
    const proofOf = (change: (proof: readonly string[]) => readonly string[], index = 5) =>
      replaced('inclusion-proofs', (body) => {
        const items: readonly { ballotHash: string; proof: readonly string[] }[] = Object(body).items
        const changed = items.map((each) =>
          each.ballotHash === mine ? { ...each, index, proof: change(each.proof) } : each,
        )
        return { ...body, items: changed }
      })
    expect(await judged(proofOf((proof) => proof))).toBe('counted-as-cast')
    expect(await judged(proofOf((proof) => proof, 4))).toBe('counted-otherwise')
    expect(await judged(proofOf((proof) => proof, 12))).toBe('counted-otherwise')
    expect(await judged(proofOf((proof) => [...proof, ...proof.slice(0, 1)]))).toBe('counted-otherwise')
    expect(await judged(proofOf((proof) => proof.slice(1)))).toBe('counted-otherwise')
    expect(await judged(proofOf(() => []))).toBe('counted-otherwise')
    expect(ballotHash(receiptAt(5).permit)).toBe(mine)
  })
})

describe('a check of a receipt', () => {
  it('a check of a receipt sends only the poll and a prefix of the hash, without a token', async () => {
    const receipt = receiptAt(7)
    const { client, sent } = clientOf(published)
    await judge(client, receipt)
    const { pollId, permit, ballotHash: hash, acceptance } = receipt
    expect(sent.map((each) => Object(JSON.parse(each))[0])).toEqual([
      `http://wijk.test/v1/polls/${pollId}`,
      `http://wijk.test/v1/polls/${pollId}/result`,
      `http://wijk.test/v1/polls/${pollId}/inclusion-proofs?prefix=`,
    ])
    for (const each of sent) {
      for (const secret of [permit.message, permit.signature, acceptance, hash.slice(0, 6)])
        expect(each).not.toContain(secret)
      expect(each).not.toMatch(/authorization|"body"/i)
    }
  })
})
