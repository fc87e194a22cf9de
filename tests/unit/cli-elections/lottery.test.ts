// `wijk lottery` replays a lottery from a file or from an address.
import { afterAll, describe, expect, it } from 'vitest'
import { orderOf, poolOf, poolText, rootOfPool } from '../../../shared/elections/lottery/pool.ts'
import { Instant } from '../../../shared/kernel/clock.ts'
import { sha256 } from '../../../shared/kernel/digest.ts'
import { served, wijkInDirectory } from '../cli-verify/run-wijk.ts'

const { wijk, write, remove } = wijkInDirectory()
afterAll(remove)

const subject = 'elections/e/contests/heijplaat/lotteries/1'
const pool = poolOf(
  Buffer.alloc(32, 7),
  subject,
  Array.from({ length: 5 }, (_, index) => sha256(`person ${index}`)),
)
const text = poolText(pool)
const root = rootOfPool(text)
const when = Instant.parse('2026-04-24T19:00:00.000Z')
const evidence = { source: 'public-session', who: 'Griffie', when, seed: '4 4 1' } as const
const order = orderOf(
  { subject, root, evidence },
  pool.map(({ entry }) => entry),
)
const lottery = {
  algorithm: 'wijk-lottery/1',
  status: 'drawn',
  subject,
  root,
  entries: 5,
  fixed: { source: 'public-session' },
  postedAt: '2026-04-23T09:00:20.000Z',
  evidence,
  turns: [{ place: 1, entry: order[0], outcome: 'asked', seat: 5, at: when }],
}

describe('wijk lottery', () => {
  it('wijk lottery replays a lottery from files', async () => {
    write('lottery.json', JSON.stringify(lottery))
    write('pool.txt', text)
    const { status, stdout } = await wijk('lottery', 'lottery.json', '--pool', 'pool.txt', '--json')
    expect(status).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ holds: true, order, objections: [] })
  })

  it('wijk lottery replays a lottery from its address, and fetches the pool that it names', async () => {
    const api = await served((path, response) => {
      response.setHeader('content-type', 'application/json')
      const href = `${api.url}/pool.txt`
      response.end(path.endsWith('pool.txt') ? text : JSON.stringify({ ...lottery, pool: { href } }))
    })
    const { status, stdout } = await wijk('lottery', `${api.url}/lotteries/1`)
    api.close()
    expect({ status, stdout }).toMatchObject({ status: 0, stdout: expect.stringContaining(`1. ${order[0]}`) })
  })

  it('wijk lottery reports errors of a lottery, and refuses one that cannot be replayed', async () => {
    write('other.json', JSON.stringify({ ...lottery, turns: [{ ...lottery.turns[0], entry: order[1] }] }))
    write('posted.json', JSON.stringify({ ...lottery, status: 'posted', evidence: undefined }))
    write('pool.txt', text)
    const replayed = async (file: string) => wijk('lottery', file, '--pool', 'pool.txt')
    expect(await replayed('other.json')).toMatchObject({ status: 1, stdout: expect.stringContaining('/turns/0/entry') })
    expect(await replayed('posted.json')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('not been drawn'),
    })
    expect(await wijk('lottery', 'other.json')).toMatchObject({ status: 2, stderr: expect.stringContaining('--pool') })
  })
})
