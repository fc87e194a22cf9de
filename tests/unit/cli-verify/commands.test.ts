import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { profileOf } from '../../../shared/voting/pabulib/election.ts'
import { readPb } from '../../../shared/voting/pabulib/reader.ts'
import { decide } from '../../../shared/voting/rules/catalogue.ts'
import { codePointOrder } from '../../../shared/voting/rules/ties.ts'
import {
  anotherSigningKey,
  citySigningKey,
  exportText,
  forgedBySomebody,
  type Published,
  publishedPoll,
  withResult,
} from '../../support/builders/voting/published-polls.ts'
import { approvals, tied } from './cases.ts'
import { served, wijkInDirectory } from './run-wijk.ts'

const { wijk, pathOf, write, remove } = wijkInDirectory()

/** The API’s answer with the address of a poll’s export; undefined if there is no such poll. */
const addressOf = (path: string): unknown => {
  const [, id = ''] = /^\/v1\/polls\/([^/]+)\/export$/.exec(path) ?? []
  return objects.has(id) ? { href: `${api.url}/objects/${id}`, expiresAt: '2026-04-01T00:00:00.000Z' } : undefined
}
const answer: Parameters<typeof served>[0] = (path, response) => {
  const object = objects.get(path.replace('/v1/objects/', ''))
  if (object === brokenOff) {
    response.writeHead(200, { 'content-length': 1_000_000 }).write(object)
    setTimeout(() => response.destroy(), 50)
  } else if (object !== undefined) response.writeHead(object === gone ? 403 : 200).end(object)
  else {
    const problem = { type: 'about:blank', title: 'There is no such poll.', status: 404, code: 'poll-not-found' }
    const found = path === '/v1/city-keys' ? cityKeys : addressOf(path)
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(found ?? problem))
  }
}
const cityKeys = { items: [{ signingKey: citySigningKey, sha256: 'ab'.repeat(32) }] }
const [brokenOff, gone] = ['{"format":"wijk-export/1",', 'Request has expired']

let api: Awaited<ReturnType<typeof served>>
let polls: readonly Published[]
const objects = new Map<string, string>()
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
  for (const published of polls) objects.set(published.header.poll.pollId, await exportText(published))
  api = await served(answer)
})
afterAll(() => {
  api.close()
  remove()
})

describe('wijk export', () => {
  it('wijk export refuses a malformed id, an unknown poll and an unknown format, and leaves no file behind', async () => {
    expect(await wijk('export', 'nothing', '--url', api.url)).toMatchObject({ status: 1, stdout: '' })
    const unknown = await wijk(
      'export',
      '6d6c1b7e-5f3c-4c1e-9d5e-0a2b3c4d5e6f',
      '--url',
      api.url,
      '--out',
      'unknown.pb',
    )
    expect(unknown).toMatchObject({ status: 1, stderr: expect.stringContaining('There is no such poll.') })
    const seats = polls.at(-1)?.header.poll.pollId ?? ''
    const refused = await wijk('export', seats, '--url', api.url, '--out', 'seats.pb')
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('polls about money') })
    const xml = await wijk('export', ordinary.header.poll.pollId, '--url', api.url, '--format', 'xml')
    expect(xml).toMatchObject({ status: 1, stderr: expect.stringContaining('not pb or ndjson') })
    for (const file of ['unknown.pb', 'seats.pb', 'seats.pb.part']) expect(existsSync(pathOf(file))).toBe(false)
  })

  it('wijk export writes everything needed for verification', async () => {
    const { status } = await wijk(
      ...['export', ordinary.header.poll.pollId, '--url', api.url, '--format', 'ndjson', '--out', 'everything.ndjson'],
    )
    expect(status).toBe(0)
    expect(readFileSync(pathOf('everything.ndjson'), 'utf8')).toBe(await exportText(ordinary))
  })

  it('wijk export writes Pabulib files that give the same outcome when they are read', async () => {
    for (const { header } of polls.slice(0, -1)) {
      const { stdout } = await wijk('export', header.poll.pollId, '--url', api.url)
      const election = await readPb([Buffer.from(stdout)])
      const profile = { ...profileOf(election), electorate: header.poll.electorate.size }
      const order = codePointOrder(profile.options.map(({ id }) => id))
      expect(decide(header.poll.rule, profile, order), stdout).toEqual(header.result.outcome)
    }
  })

  it('wijk export writes new voter ids each time, and the same otherwise', async () => {
    const [first, second] = await Promise.all(
      [0, 1].map(() => wijk('export', ordinary.header.poll.pollId, '--url', api.url)),
    )
    const votes = (ended: { readonly stdout: string } | undefined) => (ended?.stdout ?? '').split('VOTES\n')
    const [ids, otherIds] = [first, second].map((ended) => votes(ended)[1]?.match(/^[0-9a-f-]{36}(?=;)/gm) ?? [])
    expect(new Set([...(ids ?? []), ...(otherIds ?? [])]).size).toBe(approvals.length * 2)
    expect(votes(first)[0]).toBe(votes(second)[0])
    expect(votes(first)[1]?.replaceAll(/^[^;]*/gm, '')).toBe(votes(second)[1]?.replaceAll(/^[^;]*/gm, ''))
  })

  it('wijk export writes no permits', async () => {
    const { stdout } = await wijk('export', ordinary.header.poll.pollId, '--url', api.url)
    for (const { permit } of ordinary.ballots) {
      expect(stdout).not.toContain(permit.message.slice(0, 12))
      expect(stdout).not.toContain(permit.signature.slice(0, 12))
    }
  })
})

describe('wijk verify', () => {
  it('wijk verify ends with 2 for an invalid export, a missing file, an invalid key, or an unknown poll', async () => {
    write('no.ndjson', 'META\nkey;value\n')
    write('no.pem', 'no key')
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
    expect(await wijk('verify', `${api.url}/rounds/1`)).toMatchObject({ status: 2 })
    expect(await wijk('verify', `${api.url}/polls/1`)).toMatchObject({ status: 2 })
  })

  it('wijk verify ends with 1 and names the checks that fail', async () => {
    const { header, ballots } = ordinary
    const outcome = { ...header.result.outcome, winners: ['swing'], order: ['swing'] }
    const lied = withResult(header, { ...header.result, outcome })
    write('lied.ndjson', await exportText({ header: lied, ballots }))
    const { status, stdout } = await wijk('verify', 'lied.ndjson')
    expect(status).toBe(1)
    expect(stdout).toMatch(/✗ .*\? No: counted again, the outcome differs at \/winners/)
    expect(stdout).toContain('Do not trust this file: 1 of 20 checks does not hold.')
    const { stdout: json } = await wijk('verify', 'lied.ndjson', '--json')
    expect(JSON.parse(json)).toMatchObject({ holds: false, pollId: header.poll.pollId })
  })

  it('wijk verify ends with 1 for a valid export signed with another key than the one given', async () => {
    write('good.ndjson', await exportText(ordinary))
    write('other.txt', anotherSigningKey)
    expect(await wijk('verify', 'good.ndjson', '--signing-key', 'other.txt')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('✗ The signing key is the one you gave? No'),
    })
  })

  it('wijk verify ends with 3 for a valid export whose key is not confirmed, and with 0 if the key was given', async () => {
    write('good.ndjson', await exportText(ordinary))
    const body = citySigningKey.replaceAll(/(.{64})/g, '$1\n')
    write('city.pem', `-----BEGIN PUBLIC KEY-----\n${body}\n-----END PUBLIC KEY-----\n`)
    const fingerprint = createHash('sha256').update(Buffer.from(citySigningKey, 'base64')).digest('hex')
    const { status, stdout } = await wijk('verify', 'good.ndjson')
    expect({ status, isShown: stdout.includes(fingerprint) }).toEqual({ status: 3, isShown: true })
    expect(stdout).not.toContain('All')
    expect(stdout.trim().split('\n').at(-1)).toMatch(/^Consistent, but nobody vouches for the key: 20 checks hold/)
    const pinned = await wijk('verify', 'good.ndjson', '--signing-key', 'city.pem')
    expect(pinned).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('✓ The signing key is the one you gave'),
    })
    expect(pinned.stdout).toContain('All 21 checks hold.')
    const json = async (...args: string[]) =>
      JSON.parse((await wijk('verify', 'good.ndjson', '--json', ...args)).stdout)
    expect(await json()).toMatchObject({ holds: true, verdict: 'consistent', pinned: false })
    expect(await json('--signing-key', 'city.pem')).toMatchObject({ holds: true, verdict: 'holds', pinned: true })
  })

  it('wijk verify detects a completely forged file', async () => {
    write('forged.ndjson', await exportText(forgedBySomebody(ordinary)))
    const alone = await wijk('verify', 'forged.ndjson')
    expect(alone.status).toBe(3)
    expect(alone.stdout).toContain('Anybody could have made such a file')
    expect(await wijk('verify', 'forged.ndjson', '--city', api.url)).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('✗ The signing key is the one you gave? No'),
    })
  })

  it('wijk verify reads the keys of the city from its address, from the file of its stage, or from both', async () => {
    write('good.ndjson', await exportText(ordinary))
    const keyFile = (...keys: string[]) =>
      JSON.stringify({ keys: keys.map((signingKey) => ({ signingKey, sha256: '' })) })
    write('stage.json', keyFile(anotherSigningKey, citySigningKey))
    write('older.json', keyFile(anotherSigningKey))
    write('empty.json', keyFile())
    const status = async (...args: string[]) => (await wijk('verify', 'good.ndjson', ...args)).status
    expect(await status('--city', api.url)).toBe(0)
    expect(await status('--city', `${api.url}/`)).toBe(0)
    expect(await status('--signing-key', 'stage.json')).toBe(0)
    expect(await status('--signing-key', 'stage.json', '--city', api.url)).toBe(0)
    expect(await status('--signing-key', 'older.json', '--city', api.url)).toBe(1)
    expect(await status('--signing-key', 'empty.json')).toBe(2)
    expect(await status('--city', 'wijkaanzet.example')).toBe(2)
    expect(await status('--city', 'http://127.0.0.1:9/v1')).toBe(2)
  })

  it('wijk verify fetches the export of a poll, and refuses another, truncated or expired one', async () => {
    const [asked, ...others] = ['aaaa', 'bbbb', 'cccc'].map((part) => `6d6c1b7e-5f3c-4c1e-9d5e-0a2b3c4d${part}`)
    objects.set(asked ?? '', await exportText(ordinary))
    for (const [at, object] of [brokenOff, gone].entries()) objects.set(others[at] ?? '', object)
    const ended = await Promise.all([asked, ...others].map((id) => wijk('verify', `${api.url}/polls/${id}`)))
    expect(ended.map(({ status, stdout }) => ({ status, stdout }))).toEqual(
      ended.map(() => ({ status: 2, stdout: '' })),
    )
    expect(ended.map(({ stderr }) => stderr)).toEqual([
      expect.stringContaining('the export of another poll'),
      expect.stringContaining('broke off'),
      expect.stringContaining('could not be fetched: HTTP 403'),
    ])
  })

  it('wijk verify fetches a poll from its address first', async () => {
    const { status, stdout } = await wijk('verify', `${api.url}/polls/${ordinary.header.poll.pollId}`, '--json')
    expect({ status, ...JSON.parse(stdout) }).toMatchObject({
      status: 3,
      holds: true,
      pinned: false,
      winners: ['bench', 'trees'],
    })
  })
})
