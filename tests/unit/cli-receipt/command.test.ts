import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonical } from '../../../cli/verify/canonical.ts'
import { readCheckpoint } from '../../../cli/verify/checkpoint.ts'
import { leafOf, rootByProof } from '../../../cli/verify/tree.ts'
import { ballotHash } from '../../../shared/voting/box/ballot.ts'
import { mintPermit, privateKeyOf, secretsNamed } from '../../support/builders/voting/polls.ts'
import { citySigningKey, type Published, publishedPoll } from '../../support/builders/voting/published-polls.ts'
import { approvals } from '../cli-verify/cases.ts'
import { served, wijkInDirectory } from '../cli-verify/run-wijk.ts'
import { answersOf, receiptFor } from './published-api.ts'

const { wijk, write, pathOf, remove } = wijkInDirectory()
let published: Published
let phase = 'published'
let api: Awaited<ReturnType<typeof served>>
let ballots: Awaited<ReturnType<typeof served>>
const askedOfBallots: string[] = []

beforeAll(async () => {
  published = await publishedPoll(approvals)
  const answer = (path: string) => answersOf(published, { phase })(path)
  const serve = () =>
    served((path, response) => {
      const { status, body } = answer(path)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  api = await serve()
  ballots = await served((path, response) => {
    askedOfBallots.push(path)
    const { status, body } = answer(path)
    response.writeHead(status).end(JSON.stringify(body))
  })
  write('city.txt', citySigningKey)
})
afterAll(() => {
  api.close()
  ballots.close()
  remove()
})

const receiptAt = async (place: number, change: object = {}) => {
  const ballot = published.ballots[place]
  if (ballot === undefined) throw new Error('no such ballot')
  const receipt = { ...(await receiptFor(published, ballot)), ...change }
  write('receipt.json', JSON.stringify(receipt, undefined, 2))
  return receipt
}
const run = (...args: string[]) => wijk('receipt', 'receipt.json', '--url', api.url, ...args)

describe('wijk receipt', () => {
  it('wijk receipt ends with 0 for a ballot counted as cast, and shows the key to compare unless it was given', async () => {
    await receiptAt(2)
    const { status, stdout, stderr } = await run()
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toMatch(/^✓ Your ballot was counted as you cast it\.\nAsked for 7 ballots together/)
    expect(stdout).toContain('Compare its SHA-256')
    const dutch = await run('--signing-key', 'city.txt', '--language', 'nl')
    expect(dutch.stdout).toMatch(/^✓ Uw stembiljet is geteld zoals u het hebt uitgebracht\.\nGevraagd naar 7/)
    expect(dutch.stdout).not.toContain('SHA-256')
  })

  it('wijk receipt requests the proofs from the ballot API', async () => {
    await receiptAt(2)
    expect(await run('--ballots-url', `${ballots.url}/`)).toMatchObject({ status: 0 })
    expect(askedOfBallots).toEqual([`/v1/polls/${published.header.poll.pollId}/inclusion-proofs?prefix=`])
  })

  it('wijk receipt writes a proof that leads from the ballot to the signed root', async () => {
    await receiptAt(4)
    expect(await run('--proof', 'mine.tlog-proof')).toMatchObject({ status: 0, stderr: '' })
    const [proof = '', ...note] = readFileSync(pathOf('mine.tlog-proof'), 'utf8').split(/\n\n/)
    const [format, index, ...hashes] = proof.split('\n')
    expect([format, index]).toEqual(['c2sp.org/tlog-proof@v1', 'index 4'])
    const { pollId } = published.header.poll
    const root = readCheckpoint(note.join('\n\n'), { pollId, signingKey: citySigningKey })
    if (typeof root === 'string') throw new Error(root)
    const path = hashes.map((hash) => Buffer.from(hash, 'base64'))
    const reached = rootByProof(leafOf(canonical(published.ballots[4])), 4, root.ballots, path)
    expect(reached?.toString('hex')).toBe(published.header.result.merkleRoot)
  })

  it('wijk receipt ends with 1 for a ballot counted differently, and writes no proof', async () => {
    await receiptAt(0, { choice: { options: ['bench', 'swing'] } })
    const { status, stdout, stderr } = await run('--proof', 'none.tlog-proof')
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'none.tlog-proof: not written, there is no proof\n' })
    expect(stdout).toContain('Another ballot was counted with this permit')
  })

  it('wijk receipt ends with 1 for an accepted ballot that is missing, and says which parts of the receipt to show', async () => {
    const permit = mintPermit(privateKeyOf(await secretsNamed()))
    const lost = await receiptFor(published, { permit, choice: { options: ['bench'] } })
    write('receipt.json', JSON.stringify(lost))
    const { status, stdout } = await run()
    expect({ status, says: stdout.split('\n').slice(0, 4) }).toEqual({
      status: 1,
      says: [
        expect.stringContaining('not counted, though the poll has signed that it was accepted'),
        `  poll ${lost.pollId}`,
        `  ballot ${ballotHash(permit)}`,
        `  acceptance ${lost.acceptance}`,
      ],
    })
    for (const secret of [permit.message, permit.signature, 'bench']) expect(stdout).not.toContain(secret)
  })

  it('wijk receipt ends with 1 if the key differs from the one given', async () => {
    await receiptAt(1)
    const other = published.header.poll.permitKey
    write('other.txt', other)
    expect(await run('--signing-key', 'other.txt', '--json')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('"objection":"signed with another key than you gave"'),
    })
  })

  it('wijk receipt ends with 2 for a poll without a result, and for unusable input', async () => {
    await receiptAt(1)
    phase = 'withheld'
    expect(await run()).toMatchObject({ status: 2, stdout: expect.stringContaining('the count does not add up') })
    phase = 'published'
    expect(await run('--language', 'fr')).toMatchObject({ status: 2, stderr: expect.stringContaining('not nl or en') })
    await receiptAt(1, { pollId: '6d6c1b7e-5f3c-4c1e-9d5e-0a2b3c4d5e6f' })
    expect(await run()).toEqual({ status: 2, stdout: '', stderr: 'receipt.json: poll-not-found\n' })
  })
})
