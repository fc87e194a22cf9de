import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { beaconRandomness, quicknet } from '../../../shared/voting/lots/beacon.ts'
import { drawLots, type LotEvidence, lotSeed, lotsDrawn, thrownRandomness } from '../../../shared/voting/lots/lots.ts'
import { isGenuine, objectionsToDraw, PublishedDraw } from '../../../shared/voting/lots/published-draw.ts'
import { instant } from '../../support/builders/voting/polls.ts'

const fromHex = (text: string) => new Uint8Array(Buffer.from(text, 'hex'))
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

describe('a published draw', () => {
  const who = 'Election office, town hall'
  const when = instant('2026-03-25T10:00:00.000Z')
  const evidence: LotEvidence = { source: 'public-session', who, when, seed: '3 5 4 6 3 1 1 5 5 6 1 1 2 1 6 3' }
  const ids = ['bench', 'swing', 'trees', 'zebra']
  const secret = Buffer.from('a secret of the committee')
  const drawn = (committed?: PublishedDraw['committed']): PublishedDraw => {
    const root = new Uint8Array(32).fill(9)
    const randomness = thrownRandomness('3 5 4 6 3 1 1 5 5 6 1 1 2 1 6 3')
    const seed = lotSeed({ subject: 'poll-1', root, randomness, ...(committed && { secret }) })
    return PublishedDraw.parse({
      format: 'wijk-lots/1',
      subject: 'poll-1',
      root: toHex(root),
      evidence,
      committed,
      order: drawLots(seed, ids),
    })
  }
  const commitment = createHash('sha256').update(secret).digest('hex')
  const pointersOf = (draw: PublishedDraw) => objectionsToDraw(draw).map(({ at }) => at)

  it('a published draw is invalid with another subject, root, seed, order, ticket or pool', () => {
    const draw = drawn()
    const [first, second, ...rest] = draw.order
    const swapped = [second, first, ...rest].flatMap((lot) => lot ?? [])
    const changed: PublishedDraw[] = [
      { ...draw, subject: 'poll-2' },
      { ...draw, root: 'ab'.repeat(32) },
      { ...draw, evidence: { source: 'public-session', who, when, seed: '3 5' } },
      { ...draw, order: swapped },
      { ...draw, order: draw.order.map((lot) => ({ ...lot, ticket: 'cd'.repeat(32) })) },
      { ...draw, order: [...draw.order, ...draw.order.slice(0, 1)] },
    ]
    for (const each of changed) expect(pointersOf(each)).not.toEqual([])
    expect(pointersOf({ ...draw, order: swapped })).toEqual(['/order/0', '/order/1'])
  })

  it('a published draw is invalid with an unsigned beacon, or a secret without a commitment', () => {
    const signature = 'a'.repeat(96)
    const randomness = toHex(beaconRandomness(fromHex(signature)))
    const { chainHash } = quicknet
    const beacon: LotEvidence = { source: 'drand', chainHash, round: 7, signature, randomness }
    expect(pointersOf({ ...drawn(), evidence: beacon })).toEqual(['/evidence'])
    expect(isGenuine(beacon, quicknet)).toBe(false)
    const committed = { commitment, secret: secret.toString('hex') }
    expect(pointersOf(drawn({ ...committed, commitment: '00'.repeat(32) }))).toEqual(['/committed'])
    expect(pointersOf({ ...drawn(committed), committed: undefined })).not.toEqual([])
  })

  it('a published draw accepts only a beacon of its own network, with the randomness that follows from it', () => {
    const genuine = {
      source: 'drand' as const,
      chainHash: quicknet.chainHash,
      round: 1_000,
      signature: 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
      randomness: 'fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd',
    }
    expect(isGenuine(genuine, quicknet)).toBe(true)
    expect(isGenuine({ ...genuine, round: 1_001 }, quicknet)).toBe(false)
    expect(isGenuine({ ...genuine, randomness: 'ab'.repeat(32) }, quicknet)).toBe(false)
    expect(isGenuine(genuine, { ...quicknet, chainHash: 'ab'.repeat(32) })).toBe(false)
  })

  it('a published draw is valid as it was drawn, with or without a committed secret, and gives the order of the poll', () => {
    expect(pointersOf(drawn())).toEqual([])
    expect(pointersOf(drawn({ commitment, secret: secret.toString('hex') }))).toEqual([])
    const { subject, root, order } = drawn()
    expect(lotsDrawn({ subject, root, evidence }, ids.toReversed())).toEqual(order)
  })
})
