import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formInWords } from '../../../shared/voting/ballot-form.ts'
import { drawLots, lotSeed, thrownRandomness } from '../../../shared/voting/lots.ts'
import { profileOf } from '../../../shared/voting/pabulib/election.ts'
import { readPb } from '../../../shared/voting/pabulib/reader.ts'
import { decide } from '../../../shared/voting/rules/catalogue.ts'
import { codePointOrder } from '../../../shared/voting/rules/ties.ts'
import {
  anotherSigningKey,
  citySigningKey,
  exportText,
  type Published,
  publishedPoll,
  withResult,
} from '../../support/published-polls.ts'
import { approvals, byBeacon, session, tied } from './cases.ts'

const main = fileURLToPath(new URL('../../../cli/main.ts', import.meta.url))
const directory = mkdtempSync(join(tmpdir(), 'wijk-'))
const inDirectory = (name: string) => join(directory, name)

type Ended = { readonly status: number; readonly stdout: string; readonly stderr: string }
const wijk = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const env = { ...process.env, WIJK_CWD: directory, NO_COLOR: '1' }
    const options = { encoding: 'utf8', env, maxBuffer: 64_000_000 } as const
    execFile(process.execPath, [main, ...args], options, (error, stdout, stderr) =>
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr }),
    )
  })

/** The API's answers about published polls, from memory. */
const answerTo = (path: string, polls: readonly Published[]): unknown => {
  const [, id, what, shard] = /^\/v1\/polls\/([^/]+)(?:\/(result|counted-ballots)(?:\/(\d+))?)?$/.exec(path) ?? []
  const published = polls.find(({ header }) => header.poll.pollId === id)
  if (published === undefined) return undefined
  const { header, parts } = published
  const { signingKey } = header
  if (what === 'counted-ballots') return parts[Number(shard)]
  if (what === 'result')
    return {
      result: header.result,
      resultDigest: header.resultDigest,
      resultSignature: { signature: header.resultSignature, signingKey },
    }
  return {
    ...header.poll,
    configurationHash: header.configurationHash,
    configurationSignature: { signature: header.configurationSignature, signingKey },
    formInWords: formInWords(header.poll.ballotForm),
    phase: 'published',
    announcedAt: published.poll.announcedAt,
  }
}

let server: Server
let url: string
let polls: readonly Published[]
let ordinary: Published
const budget = 500_000
const ranked = [['bench', 'swing', 'trees'], ['swing', 'bench'], ['trees'], []].map((options) => ({ options }))
const pointed = [
  { options: ['bench', 'swing'], points: [3, 1] },
  { options: ['trees'], points: [4] },
]

beforeAll(async () => {
  ordinary = await publishedPoll(approvals, { rule: { rule: 'mes_cost', budget, add1: { step: 100 } } })
  polls = [
    ordinary,
    await publishedPoll(approvals.slice(0, 3), { ballotForm: { kind: 'knapsack', budgetCents: 400_000 } }),
    await publishedPoll(pointed, { ballotForm: { kind: 'points', sum: 4, maxPerOption: 4 } }),
    await publishedPoll(ranked, { ballotForm: { kind: 'ranking', weights: [3, 2, 1] } }),
    await publishedPoll(ranked, { ballotForm: { kind: 'ranking', weights: [5, 3, 1] } }),
    await publishedPoll(tied, { ballotForm: { kind: 'one-choice' } }),
    await publishedPoll(tied, { ballotForm: { kind: 'one-choice' }, rule: { rule: 'sntv', seats: 1 } }),
  ]
  server = createServer((request, response) => {
    const answer = answerTo(request.url ?? '', polls)
    const problem = { type: 'about:blank', title: 'There is no such poll.', status: 404, code: 'poll-not-found' }
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(answer ?? problem))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/v1`
})
afterAll(() => {
  server.close()
  rmSync(directory, { recursive: true })
})

describe('wijk export', () => {
  it('refuses what is no poll, what is not there, a format it does not know, and leaves no file behind', async () => {
    expect(await wijk('export', 'nothing', '--url', url)).toMatchObject({ status: 1, stdout: '' })
    const unknown = await wijk('export', '6d6c1b7e-5f3c-4c1e-9d5e-0a2b3c4d5e6f', '--url', url, '--out', 'unknown.pb')
    expect(unknown).toMatchObject({ status: 1, stderr: expect.stringContaining('There is no such poll.') })
    const seats = polls.at(-1)?.header.poll.pollId ?? ''
    const refused = await wijk('export', seats, '--url', url, '--out', 'seats.pb')
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('polls about money') })
    const xml = await wijk('export', ordinary.header.poll.pollId, '--url', url, '--format', 'xml')
    expect(xml).toMatchObject({ status: 1, stderr: expect.stringContaining('not pb or ndjson') })
    for (const file of ['unknown.pb', 'seats.pb', 'seats.pb.part']) expect(existsSync(inDirectory(file))).toBe(false)
  })

  it('writes everything that is needed to verify', async () => {
    const { status } = await wijk(
      ...['export', ordinary.header.poll.pollId, '--url', url, '--format', 'ndjson', '--out', 'everything.ndjson'],
    )
    expect(status).toBe(0)
    expect(readFileSync(inDirectory('everything.ndjson'), 'utf8')).toBe(await exportText(ordinary))
  })

  it('writes Pabulib files that give the same outcome when they are read', async () => {
    for (const { header } of polls.slice(0, -1)) {
      const { stdout } = await wijk('export', header.poll.pollId, '--url', url)
      const election = await readPb([Buffer.from(stdout)])
      const profile = { ...profileOf(election), electorate: header.poll.electorate.size }
      const order = codePointOrder(profile.options.map(({ id }) => id))
      expect(decide(header.poll.rule, profile, order), stdout).toEqual(header.result.outcome)
    }
  })

  it('writes other voter ids each time, and the rest the same', async () => {
    const [first, second] = await Promise.all(
      [0, 1].map(() => wijk('export', ordinary.header.poll.pollId, '--url', url)),
    )
    const votes = (ended: Ended | undefined) => (ended?.stdout ?? '').split('VOTES\n')
    const [ids, otherIds] = [first, second].map((ended) => votes(ended)[1]?.match(/^[0-9a-f-]{36}(?=;)/gm) ?? [])
    expect(new Set([...(ids ?? []), ...(otherIds ?? [])]).size).toBe(approvals.length * 2)
    expect(votes(first)[0]).toBe(votes(second)[0])
    expect(votes(first)[1]?.replaceAll(/^[^;]*/gm, '')).toBe(votes(second)[1]?.replaceAll(/^[^;]*/gm, ''))
  })

  it('writes nothing of a permit', async () => {
    const { stdout } = await wijk('export', ordinary.header.poll.pollId, '--url', url)
    for (const { permit } of ordinary.ballots) {
      expect(stdout).not.toContain(permit.message.slice(0, 12))
      expect(stdout).not.toContain(permit.signature.slice(0, 12))
    }
  })
})

describe('wijk verify', () => {
  it('ends with 2 for what is no export, no file, no key, or no poll', async () => {
    writeFileSync(inDirectory('no.ndjson'), 'META\nkey;value\n')
    writeFileSync(inDirectory('no.pem'), 'no key')
    expect(await wijk('verify', 'no.ndjson')).toEqual({
      status: 2,
      stdout: '',
      stderr: 'no.ndjson: line 1: not JSON\n',
    })
    expect(await wijk('verify', 'missing.ndjson')).toMatchObject({ status: 2, stdout: '' })
    expect(await wijk('verify', 'no.ndjson', '--signing-key', 'no.pem')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('not a public key'),
    })
    expect(await wijk('verify', `${url}/rounds/1`)).toMatchObject({ status: 2 })
    expect(await wijk('verify', `${url}/polls/1`)).toMatchObject({ status: 2 })
  })

  it('ends with 1 and says what does not hold', async () => {
    const { header, ballots } = ordinary
    const outcome = { ...header.result.outcome, winners: ['swing'], order: ['swing'] }
    const lied = withResult(header, { ...header.result, outcome })
    writeFileSync(inDirectory('lied.ndjson'), await exportText({ header: lied, ballots }))
    const { status, stdout } = await wijk('verify', 'lied.ndjson')
    expect(status).toBe(1)
    expect(stdout).toMatch(/✗ .*\? No: counted again, the outcome differs at \/winners/)
    expect(stdout).toContain('Do not trust this file: 1 of 17 checks does not hold.')
    const { stdout: json } = await wijk('verify', 'lied.ndjson', '--json')
    expect(JSON.parse(json)).toMatchObject({ holds: false, pollId: header.poll.pollId })
  })

  it('ends with 1 for a good export signed with another key than the one given', async () => {
    writeFileSync(inDirectory('good.ndjson'), await exportText(ordinary))
    writeFileSync(inDirectory('other.txt'), anotherSigningKey)
    expect(await wijk('verify', 'good.ndjson', '--signing-key', 'other.txt')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('✗ The signing key is the one you gave? No'),
    })
  })

  it('ends with 0 for a good export, with the key to compare or the key compared', async () => {
    writeFileSync(inDirectory('good.ndjson'), await exportText(ordinary))
    const body = citySigningKey.replaceAll(/(.{64})/g, '$1\n')
    writeFileSync(inDirectory('city.pem'), `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`)
    const fingerprint = createHash('sha256').update(Buffer.from(citySigningKey, 'base64')).digest('hex')
    const { status, stdout } = await wijk('verify', 'good.ndjson')
    expect({ status, isShown: stdout.includes(fingerprint) }).toEqual({ status: 0, isShown: true })
    expect(stdout).toContain('All 17 checks hold.')
    const pinned = await wijk('verify', 'good.ndjson', '--signing-key', 'city.pem')
    expect(pinned).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('✓ The signing key is the one you gave'),
    })
  })

  it('fetches a poll from its address first', async () => {
    const { status, stdout } = await wijk('verify', `${url}/polls/${ordinary.header.poll.pollId}`, '--json')
    expect({ status, ...JSON.parse(stdout) }).toMatchObject({ status: 0, holds: true, winners: ['bench', 'trees'] })
  })
})

describe('wijk lots', () => {
  const root = createHash('sha256').update('the pool').digest()
  const subject = 'contest-1'
  const seed = lotSeed({ subject, root, randomness: thrownRandomness(session.seed) })
  const order = drawLots(seed, ['Ada', 'Bram', 'Cor', 'Dina'])
  const draw = { format: 'wijk-lots/1', subject, root: root.toString('hex'), evidence: session, order }

  it('ends with 2 for what is no draw', async () => {
    writeFileSync(inDirectory('no.json'), '{"format":"wijk-lots/1"}')
    writeFileSync(inDirectory('no.txt'), 'Ada won')
    writeFileSync(inDirectory('drawless.ndjson'), await exportText(ordinary))
    expect(await wijk('lots', 'no.json')).toMatchObject({ status: 2, stderr: expect.stringContaining('/subject') })
    expect(await wijk('lots', 'no.txt')).toMatchObject({ status: 2, stdout: '' })
    expect(await wijk('lots', 'drawless.ndjson')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no lots'),
    })
  })

  it('ends with 1 for a draw in another order, and says where', async () => {
    writeFileSync(inDirectory('draw.json'), JSON.stringify({ ...draw, order: order.toReversed() }))
    const { status, stdout } = await wijk('lots', 'draw.json')
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining('✗ /order/0: ') })
  })

  it('ends with 0 for a draw that holds, and repeats the order', async () => {
    writeFileSync(inDirectory('draw.json'), JSON.stringify(draw, undefined, 2))
    const { status, stdout } = await wijk('lots', 'draw.json', '--json')
    expect({ status, ...JSON.parse(stdout) }).toEqual({
      status: 0,
      holds: true,
      order: order.map(({ id }) => id),
      objections: [],
    })
  })

  it('replays the draw of a poll from its export', async () => {
    const published = await publishedPoll(tied, byBeacon)
    const text = await exportText(published)
    writeFileSync(inDirectory('drawn.ndjson'), text)
    const { status, stdout } = await wijk('lots', 'drawn.ndjson', '--json')
    const [winner] = published.header.result.outcome.winners
    expect({ status, first: JSON.parse(stdout).order[0] }).toEqual({ status: 0, first: winner })
    writeFileSync(inDirectory('drawn.ndjson'), text.replace('b44679b9', 'b44679ba'))
    expect(await wijk('lots', 'drawn.ndjson')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('did not sign'),
    })
  })
})
