import { describe, expect, it } from 'vitest'
import { verifyExport } from '../../../cli/verify/verify-export.ts'
import { beaconRoundAfterClose } from '../../../shared/voting/lots/beacon.ts'
import type { LotEvidence } from '../../../shared/voting/lots/lots.ts'
import { closesAt, instant } from '../../support/builders/voting/polls.ts'
import {
  anyExportText,
  checkpointOf,
  piecesOf,
  publishedPoll,
  signedByCity,
} from '../../support/builders/voting/published-polls.ts'
import { approvals, beacon, byBeacon, bySession, failing, session, tied } from './cases.ts'
import { ownBeacon, ownNetwork } from './own-network.ts'

type Wishes = NonNullable<Parameters<typeof publishedPoll>[1]>

/** The checks that fail for a poll with these lots, after a part of its header is replaced, and the finding about the lots. */
const judged = async (wishes: Wishes, header: object = {}, trusted = {}) => {
  const published = await publishedPoll(tied, wishes)
  const text = anyExportText({ ...published.header, ...header }, published.ballots)
  const { findings } = await verifyExport(piecesOf(text), trusted)
  return {
    failing: findings.filter(({ holds }) => !holds).map(({ check }) => check),
    says: findings.find(({ check }) => check === 'lots')?.says,
  }
}
const onlyLots = (says: string) => ({ failing: ['lots'], says: expect.stringContaining(says) })

/** Lots drawn in a session. The poll of the real beacon closes at 14:59:24, so its beacon is due at 15:59:24. */
const heldAt = (when: string): LotEvidence => ({ ...session, when: instant(when) })
const dueAt = '2023-08-23T15:59:24.000Z'
const justBefore = instant('2023-08-23T15:59:23.999Z')

describe('missing or superfluous lots', () => {
  it('missing or superfluous lots are refused if ties are decided by ids', async () => {
    const published = await publishedPoll(tied, { ballotForm: { kind: 'one-choice' } })
    const { header, ballots } = published
    expect(await failing(anyExportText({ ...header, lots: session }, ballots))).toEqual(['lots'])
    expect(await failing(anyExportText({ ...header, lots: beacon }, ballots))).toEqual(['lots'])
    const lotsSignature = signedByCity('lots', header.resultDigest)
    expect(await failing(anyExportText({ ...header, lotsSignature }, ballots))).toEqual(['lots'])
  })

  it('missing or superfluous lots are required if a source was fixed, even if no two options were equal', async () => {
    const published = await publishedPoll(approvals.slice(0, 2), { lots: bySession.lots, evidence: session })
    expect(published.header.result.outcome.tiesBroken).toEqual([])
    const { lots: _, lotsSignature: __, ...header } = published.header
    expect(await failing(anyExportText(header, published.ballots))).toEqual(['lots', 'outcome'])
  })
})

describe('lots without a root that was signed before them', () => {
  it.each([byBeacon, bySession])(
    'lots without a root that was signed before them are refused: from $lots.source',
    async (wishes) => {
      const { header, ballots, counted } = await publishedPoll(tied, wishes)
      const judge = (checkpoint: string) => failing(anyExportText({ ...header, checkpoint }, ballots))
      expect(await judge(checkpointOf(counted))).toEqual([])
      expect(await judge(checkpointOf({ ...counted, merkleRoot: 'ab'.repeat(32) }))).toEqual(['checkpoint', 'lots'])
      expect(await judge(checkpointOf(counted).replace('\n6\n', '\n7\n'))).toEqual(['checkpoint', 'lots'])
    },
  )
})

describe('a beacon', () => {
  it('a beacon decides if the root was signed just before it was due', async () => {
    expect(await judged({ ...byBeacon, countedAt: justBefore })).toMatchObject({ failing: [] })
  })

  it('a beacon is invalid if it could be known before the root was signed', async () => {
    const late = await judged({ ...byBeacon, countedAt: instant(dueAt) })
    expect(late).toEqual(onlyLots('could be known already'))
  })

  it('a beacon is invalid if another round was fixed, or a round that is not the first one an hour after the close', async () => {
    const another = await judged({ ...byBeacon, lots: { ...byBeacon.lots, round: 1_001 } })
    expect(another).toEqual(onlyLots('not the first one an hour after the close'))
    const [tooEarly, tooLate] = ['2023-08-23T14:59:24.001Z', '2023-08-23T14:59:21.000Z']
    for (const closing of [tooEarly, tooLate])
      expect(await judged({ ...byBeacon, closesAt: closing })).toEqual(onlyLots('not the first one'))
    for (const closing of ['2023-08-23T14:59:24.000Z', '2023-08-23T14:59:21.001Z'])
      expect(await judged({ ...byBeacon, closesAt: closing })).toMatchObject({ failing: [] })
  })

  it('a beacon is invalid if it is not the fixed one, or not a beacon', async () => {
    const { failing: failed, says } = await judged(byBeacon, { lots: { ...beacon, round: 999 } })
    expect({ failed, says }).toEqual({ failed: ['lots'], says: 'beacon 999 was used where 1000 was fixed' })
    const elsewhere = await judged(byBeacon, { lots: { ...beacon, chainHash: ownNetwork.chainHash } })
    expect(elsewhere).toEqual(onlyLots('another network'))
    const { signature, randomness } = ownBeacon(1_000)
    const forged = await judged({ ...byBeacon, evidence: { ...beacon, signature, randomness } })
    expect(forged).toEqual(onlyLots('did not sign'))
    const other = await judged({ ...byBeacon, evidence: { ...beacon, randomness } })
    expect(other).toEqual(onlyLots('randomness'))
  })

  it('a beacon is invalid if a public session was fixed, or with a signature of the city', async () => {
    expect(await judged({ ...bySession, evidence: beacon })).toEqual(onlyLots('a session in public was fixed'))
    const lotsSignature = signedByCity('lots', ownNetwork.chainHash)
    expect(await judged(byBeacon, { lotsSignature })).toEqual(onlyLots('does not need'))
  })
})

describe('a beacon of a private network', () => {
  const round = beaconRoundAfterClose(closesAt, ownNetwork)
  const { rule, ballotForm } = bySession
  const lots = { source: 'drand', chainHash: ownNetwork.chainHash, round } as const
  const own = { rule, ballotForm, lots, evidence: ownBeacon(round) }

  it('a beacon of a private network is valid only for those who trust that network', async () => {
    expect(await judged(own)).toEqual(onlyLots('give its key with --beacon-network'))
    expect(await judged(own, {}, { beaconNetwork: ownNetwork })).toMatchObject({ failing: [] })
    const otherKey = { ...ownNetwork, chainHash: 'cd'.repeat(32) }
    expect(await judged(own, {}, { beaconNetwork: otherKey })).toEqual(onlyLots('--beacon-network'))
  })

  it('a beacon of a private network is checked against the schedule of that network', async () => {
    const beaconNetwork = { ...ownNetwork, genesisSeconds: ownNetwork.genesisSeconds + 30 }
    expect(await judged(own, {}, { beaconNetwork })).toEqual(onlyLots('not the first one'))
    const next = { ...lots, round: round + 1 }
    const later = await judged(
      { ...own, lots: next, evidence: ownBeacon(round + 1) },
      {},
      { beaconNetwork: ownNetwork },
    )
    expect(later).toEqual(onlyLots('not the first one'))
  })

  it('a beacon of a private network never takes the place of quicknet', async () => {
    const { chainHash } = byBeacon.lots
    const { signature, randomness } = ownBeacon(1_000)
    const evidence = { ...beacon, signature, randomness }
    const trusted = { beaconNetwork: { ...ownNetwork, chainHash } }
    expect(await judged({ ...byBeacon, evidence }, {}, trusted)).toEqual(onlyLots('did not sign'))
  })
})

describe('lots of a public session', () => {
  const countedAt = instant('2026-03-22T19:05:00.000Z')

  it('lots of a public session are valid from the moment at which the root was signed', async () => {
    const at = (when: string) => judged({ ...bySession, countedAt, evidence: heldAt(when) })
    expect(await at(countedAt)).toMatchObject({ failing: [], says: expect.not.stringContaining('beacon') })
    expect(await at('2026-03-22T19:04:59.999Z')).toEqual(onlyLots('before the root was signed'))
  })

  it('lots of a public session are invalid without a signed record, or with somebody else’s signature', async () => {
    const unsigned = await judged(bySession, { lotsSignature: undefined })
    expect(unsigned).toEqual(onlyLots('not signed'))
    const lotsSignature = signedByCity('lots', ownNetwork.chainHash)
    expect(await judged(bySession, { lotsSignature })).toEqual(onlyLots('does not belong to this text'))
  })

  it('lots of a public session can replace a beacon that is missing for a day', async () => {
    const at = (when: string) => judged({ ...byBeacon, evidence: heldAt(when) })
    expect(await at('2023-08-24T15:59:24.000Z')).toMatchObject({ failing: [] })
    expect((await at('2023-08-24T15:59:24.000Z')).says).toContain(
      `beacon 1000 of ${beacon.chainHash} did not arrive within a day`,
    )
    expect(await at('2023-08-24T15:59:23.999Z')).toEqual(onlyLots('before a day of waiting'))
  })

  it('lots of a public session can replace a beacon immediately if the root was signed too late for it, but never precede the root', async () => {
    const late = instant('2023-08-25T12:00:00.000Z')
    const at = (when: string, counted = late) => judged({ ...byBeacon, countedAt: counted, evidence: heldAt(when) })
    expect(await at(dueAt, instant(dueAt))).toMatchObject({ failing: [] })
    expect(await at(late)).toMatchObject({ failing: [] })
    expect((await at(late)).says).toContain(`beacon 1000 of ${beacon.chainHash} could be known already`)
    // A day after the beacon was due, but before anybody could read the root.
    expect(await at('2023-08-25T11:59:59.999Z')).toEqual(onlyLots('before the root was signed'))
  })
})
