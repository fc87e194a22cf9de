import { createHash } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { beaconRoundAfterClose } from '../../../shared/voting/lots/beacon.ts'
import { drawLots, lotSeed, thrownRandomness } from '../../../shared/voting/lots/lots.ts'
import { closesAt } from '../../support/builders/voting/polls.ts'
import { anyExportText, exportText, publishedPoll } from '../../support/builders/voting/published-polls.ts'
import { byBeacon, session, tied } from './cases.ts'
import { ownBeacon, ownNetwork } from './own-network.ts'
import { wijkInDirectory } from './run-wijk.ts'

const { wijk, write, remove } = wijkInDirectory()
afterAll(remove)

describe('wijk lots', () => {
  const root = createHash('sha256').update('the pool').digest()
  const subject = 'contest-1'
  const seed = lotSeed({ subject, root, randomness: thrownRandomness(session.seed) })
  const order = drawLots(seed, ['Ada', 'Bram', 'Cor', 'Dina'])
  const draw = { format: 'wijk-lots/1', subject, root: root.toString('hex'), evidence: session, order }

  it('wijk lots ends with 2 for an invalid draw', async () => {
    write('no.json', '{"format":"wijk-lots/1"}')
    write('no.txt', 'Ada won')
    write('drawless.ndjson', await exportText(await publishedPoll(tied, { ballotForm: { kind: 'one-choice' } })))
    expect(await wijk('lots', 'no.json')).toMatchObject({ status: 2, stderr: expect.stringContaining('/subject') })
    expect(await wijk('lots', 'no.txt')).toMatchObject({ status: 2, stdout: '' })
    expect(await wijk('lots', 'drawless.ndjson')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no lots'),
    })
  })

  it('wijk lots ends with 1 for a draw in another order, and says where they differ', async () => {
    write('draw.json', JSON.stringify({ ...draw, order: order.toReversed() }))
    const { status, stdout } = await wijk('lots', 'draw.json')
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringContaining('✗ /order/0: ') })
  })

  it('wijk lots ends with 0 for a valid draw, and prints the order', async () => {
    write('draw.json', JSON.stringify(draw, undefined, 2))
    const { status, stdout } = await wijk('lots', 'draw.json', '--json')
    expect({ status, ...JSON.parse(stdout) }).toEqual({
      status: 0,
      holds: true,
      order: order.map(({ id }) => id),
      objections: [],
    })
  })

  it('wijk lots replays the draw of a poll from its export', async () => {
    const published = await publishedPoll(tied, byBeacon)
    const text = await exportText(published)
    write('drawn.ndjson', text)
    const { status, stdout } = await wijk('lots', 'drawn.ndjson', '--json')
    const [winner] = published.header.result.outcome.winners
    expect({ status, first: JSON.parse(stdout).order[0] }).toEqual({ status: 0, first: winner })
    write('drawn.ndjson', text.replace('b44679b9', 'b44679ba'))
    expect(await wijk('lots', 'drawn.ndjson')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('did not sign'),
    })
  })

  it('wijk lots reports a missing draw of a poll for which lots were fixed', async () => {
    const { header, ballots } = await publishedPoll(tied, byBeacon)
    const { lots: _, ...drawless } = header
    write('missing.ndjson', anyExportText(drawless, ballots))
    expect(await wijk('lots', 'missing.ndjson')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('no draw is shown'),
    })
  })

  it('wijk lots trusts a beacon network other than quicknet only if it is given', async () => {
    const evidence = ownBeacon(7)
    const randomness = Buffer.from(evidence.randomness, 'hex')
    const lots = drawLots(lotSeed({ subject, root, randomness }), ['Ada', 'Bram'])
    write('own.json', JSON.stringify({ ...draw, evidence, order: lots }))
    write('network.json', JSON.stringify(ownNetwork))
    write('no-network.json', JSON.stringify({ ...ownNetwork, publicKey: 'ab' }))
    expect(await wijk('lots', 'own.json')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('give its key with --beacon-network'),
    })
    expect(await wijk('lots', 'own.json', '--beacon-network', 'network.json')).toMatchObject({ status: 0 })
    expect(await wijk('lots', 'own.json', '--beacon-network', 'no-network.json')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('--beacon-network: not '),
    })
  })
})

describe('wijk verify --beacon-network', () => {
  it('wijk verify --beacon-network checks lots from the beacons of that network', async () => {
    const round = beaconRoundAfterClose(closesAt, ownNetwork)
    const { rule, ballotForm } = byBeacon
    const fixed = { source: 'drand', chainHash: ownNetwork.chainHash, round } as const
    const published = await publishedPoll(tied, { rule, ballotForm, lots: fixed, evidence: ownBeacon(round) })
    write('own.ndjson', await exportText(published))
    write('network.json', JSON.stringify(ownNetwork))
    expect(await wijk('verify', 'own.ndjson')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('whoever runs it can foresee'),
    })
    expect(await wijk('verify', 'own.ndjson', '--beacon-network', 'network.json')).toMatchObject({ status: 3 })
  })
})
