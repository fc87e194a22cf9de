import { generateKeyPairSync } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { readCheckpoint } from '../../../cli/verify/checkpoint.ts'
import * as published from '../../../shared/voting/evidence/checkpoint.ts'
import { instant } from '../../support/builders/voting/polls.ts'
import {
  anotherSigningKey,
  anyExportText,
  checkpointOf,
  citySigningKey,
  type Published,
  publishedPoll,
} from '../../support/builders/voting/published-polls.ts'
import { approvals, failing } from './cases.ts'

/** Made with OpenSSL: a key, and the body signed with it, preceded by the first four bytes of the key's SHA-256 (42b3cb97). */
const signingKey =
  'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAECwpX4F/WXhEx6aOlZ/yVO/a3RXmgExWwSpN0IOiHKTFhaMJ3yjy4DhNKDGw2z3fKh96k3enfaypuYTwAbIqAvQ=='
const pollId = '6d6c1b7e-5f3c-4c1e-9d5e-0a2b3c4d5e6f'
const signed = 'QrPLlzBEAiBsKeWJZiPq8ooyw0p2X+kXxrpyrDL0jSpxmowrIZQyugIgKTJtT0wNUP35enaTBYRSzPDIhUTrh8/SR9KvLftdtkM='
const vector = `wijk/polls/6d6c1b7e-5f3c-4c1e-9d5e-0a2b3c4d5e6f
3
ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=
configuration b7d64a9221007dfd5390f7df6cd5b8f3ea4f82faa1237141e35ebf161f5511a1
counted 2026-03-22T19:02:00.000Z

— wijk/polls/6d6c1b7e-5f3c-4c1e-9d5e-0a2b3c4d5e6f ${signed}
`
const root = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
const configurationHash = 'b7d64a9221007dfd5390f7df6cd5b8f3ea4f82faa1237141e35ebf161f5511a1'
const read = (text: string, signer = { pollId, signingKey }) => readCheckpoint(text, signer)

describe('a checkpoint', () => {
  it('a checkpoint equals the one that OpenSSL signed', () => {
    expect(read(vector)).toEqual({ ballots: 3, root, configurationHash, countedAt: '2026-03-22T19:02:00.000Z' })
  })

  it('a checkpoint is written and read identically by the city', () => {
    const said = published.readCheckpoint(vector)
    expect(said).toEqual({
      pollId,
      ballots: 3,
      merkleRoot: root,
      configurationHash,
      countedAt: instant(said.countedAt),
    })
    const signature = Buffer.from(signed, 'base64').subarray(4).toString('base64')
    expect(published.signedCheckpoint(said, { signature, signingKey })).toBe(vector)
  })

  it('a checkpoint is at the end of a proof in the format of C2SP', () => {
    expect(published.tlogProof(vector, 5, ['AAAA', 'BBBB'])).toBe(
      `c2sp.org/tlog-proof@v1\nindex 5\nAAAA\nBBBB\n\n${vector}`,
    )
    expect(published.tlogProof(vector, 0, [])).toBe(`c2sp.org/tlog-proof@v1\nindex 0\n\n${vector}`)
  })

  it('a checkpoint is refused with any changed character', () => {
    for (const [at, character] of [...vector].entries())
      if (/\S/.test(character)) {
        const other = character === 'A' ? 'B' : 'A'
        expect(typeof read(`${vector.slice(0, at)}${other}${vector.slice(at + 1)}`), `${at}`).toBe('string')
      }
  })

  it.each([
    ['nothing', ''],
    ['no signature', vector.slice(0, vector.indexOf('—'))],
    ['two signatures', `${vector}${vector.slice(vector.indexOf('—'))}`],
    ['another line before the signature', vector.replace('\n\n', '\nmore\n\n')],
    ['a line feed more', `${vector}\n`],
    ['no last line feed', vector.slice(0, -1)],
    ['a number with a zero before it', vector.replace('\n3\n', '\n03\n')],
    ['a root in another spelling', vector.replace('Fa0=', 'Fa1=')],
    ['a hyphen for the dash', vector.replace('—', '-')],
    ['a moment that never was', vector.replace('2026-03-22', '2026-13-42')],
  ])('a checkpoint is refused with %s', (_, text) => {
    expect(typeof read(text)).toBe('string')
  })

  it('a checkpoint is refused for another poll or another key', () => {
    expect(read(vector, { pollId: pollId.replace('6', '7'), signingKey })).toBe('the checkpoint of another poll')
    expect(read(vector, { pollId, signingKey: anotherSigningKey })).toBe('signed with another key than the signing key')
  })
})

describe('the checkpoint of an export', () => {
  let whole: Published
  beforeAll(async () => {
    whole = await publishedPoll(approvals)
  })
  const failingWith = (counted: object) => {
    const { header, ballots } = whole
    return failing(anyExportText({ ...header, checkpoint: checkpointOf({ ...whole.counted, ...counted }) }, ballots))
  }

  it('the checkpoint of an export is valid as it was signed', async () => {
    expect(await failingWith({})).toEqual([])
  })

  it.each([
    ['another number of ballots', { ballots: 8 }],
    ['another root', { merkleRoot: root }],
    ['another configuration', { configurationHash: root }],
    ['another poll', { pollId }],
    ['a number in another spelling', { ballots: '07' }],
    ['a moment that never was', { countedAt: '2026-13-42T19:02:00.000Z' }],
    ['a moment in another spelling', { countedAt: '2026-03-22T19:02:00Z' }],
    ['a count before the close', { countedAt: '2026-03-22T18:59:59.999Z' }],
  ])('the checkpoint of an export is invalid for %s, even if the city signed it', async (_, counted) => {
    expect(await failingWith(counted)).toEqual(['checkpoint'])
  })

  it('the checkpoint of an export is invalid if signed with another key under the name of the city', async () => {
    const { header, ballots } = whole
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    const checkpoint = checkpointOf(whole.counted, privateKey)
    expect(await failing(anyExportText({ ...header, checkpoint }, ballots))).toEqual(['checkpoint'])
    expect(citySigningKey).toBe(header.signingKey)
  })
})
