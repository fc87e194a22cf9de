// The whole system from end to end, in its own instance: the synthesized templates, the bundles, the engine, the clock.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wijkClient } from '../../client/client.ts'
import { type KeptPermit, memoryKeeper } from '../../client/permit-keeper.ts'
import type { Receipt } from '../../client/receipt.ts'
import { vote } from '../../client/vote.ts'
import { developmentNetwork } from '../../local/play/beacon/network.ts'
import { type DemoRound, makeRound } from '../../local/play/demo/poll/round.ts'
import { startSystem } from '../../local/play/scenario/own-system.ts'
import { digestOf } from '../../shared/kernel/digest.ts'
import { choiceGroups, examineBallot } from '../../shared/voting/box/ballot.ts'
import { CountedShard } from '../../shared/voting/count/counted-shard.ts'
import { CitySignature, isCitySignature, signedText } from '../../shared/voting/evidence/city-signature.ts'
import { BeaconEvidence, lotsDrawn } from '../../shared/voting/lots/lots.ts'
import { isGenuine } from '../../shared/voting/lots/published-draw.ts'
import { FrozenPoll, RecordedLots } from '../../shared/voting/poll/poll.ts'
import { decide } from '../../shared/voting/rules/catalogue.ts'

const project = (id: string, costCents: number) => ({ id, name: `Project ${id}`, costCents })
const election = {
  title: 'Een eerste stemming',
  budgetCents: 300_000,
  projects: [project('a', 200_000), project('b', 150_000), project('c', 100_000)],
  choices: [['a', 'c'], ['a'], ['a', 'b'], ['b', 'c'], ['c'], []].map((options) => ({ options })),
  maximumChoices: 2,
  electorateSize: 20,
  expected: undefined,
}
const ward = 'heijplaat'
const quick = { patience: { tries: 4, pauseMilliseconds: 5 }, pauseBeforeCasting: () => 0 }

let own: Awaited<ReturnType<typeof startSystem>>
let city: typeof own.city
let round: DemoRound
let option: (project: string) => string
let receipt: Receipt | undefined

beforeAll(async () => {
  own = await startSystem()
  city = own.city
  round = await makeRound(city, ward, election, () => {})
  writeFileSync(networkFile, await city.can.beacons.network())
  const optionOf = new Map([...round.projectOf].map(([id, { id: projectId }]) => [projectId, id]))
  option = (projectId) => optionOf.get(projectId) ?? 'none'
}, 400_000)

afterAll(async () => {
  await own?.stop()
})

const directory = mkdtempSync(join(tmpdir(), 'wijk-e2e-'))
const networkFile = join(directory, 'network.json')
afterAll(() => rmSync(directory, { recursive: true }))

const cli = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
/** The output of a command. It must not block: the system runs in this process and has to answer the command. */
const wijk = async (...args: readonly string[]) => (await promisify(execFile)(process.execPath, [cli, ...args])).stdout

const voter = (name: string) => city.token({ sub: `voter-${name}`, ward, birthDate: '1980-05-17' })
const pollOf = () => ({ params: { pollId: round.poll.pollId } })

/** A client on a network that loses the first answers: the requests arrive, but the client gets an error. */
const losing = (answers: number) => {
  let left = answers
  return wijkClient({
    baseUrl: city.baseUrl,
    fetch: async (...request) => {
      const response = await fetch(...request)
      if (left-- > 0) throw new TypeError('The answer was lost')
      return response
    },
  })
}

describe('a ward that votes on its initiatives', () => {
  it('a ward that votes on its initiatives tells a resident what they may vote on, and that voting has not opened', async () => {
    const token = await voter('early')
    expect((await city.must('listMyPolls', { token })).body.items).toEqual([])
    expect(await vote(city.client, round.poll, { options: [option('a')] }, token, quick)).toMatchObject({
      ok: false,
      step: 'permit',
      problem: { code: 'poll-not-open-yet' },
    })
    await city.reach(round.opensAt)
    const [mine] = (await city.must('listMyPolls', { token })).body.items
    expect(mine).toMatchObject({ hasTakenPermit: false, poll: { pollId: round.poll.pollId, phase: 'open' } })
  })

  it('a ward that votes on its initiatives accepts one ballot from each voter, even if answers are lost', async () => {
    for (const [index, { options }] of election.choices.entries()) {
      const token = await voter(String(index))
      const keeper = memoryKeeper()
      const keepReceipt = (kept: Receipt) => {
        receipt ??= kept
      }
      const voted = await vote(losing(2), round.poll, { options: options.map(option) }, token, {
        ...quick,
        keeper,
        keepReceipt,
      })
      expect(voted).toMatchObject({ ok: true })
      expect((await city.must('listMyPolls', { token })).body.items[0]).toMatchObject({ hasTakenPermit: true })
    }
  })

  it('a ward that votes on its initiatives lets a voter change their choice, and refuses a second permit', async () => {
    const token = await voter('undecided')
    const saved: KeptPermit[] = []
    const memory = memoryKeeper()
    const keeper = {
      load: memory.load,
      save: async (pollId: string, permit: KeptPermit) => {
        saved.push(permit)
        await memory.save(pollId, permit)
      },
    }
    const first = await vote(city.client, round.poll, { options: [option('b')] }, token, { ...quick, keeper })
    const second = await vote(city.client, round.poll, { options: [option('a')] }, token, { ...quick, keeper })
    // The permit is the same and the later choice replaces the earlier one. The acceptance differs: it covers the choice.
    expect({ ...second, acceptance: '' }).toEqual({ ...first, acceptance: '' })
    expect(second).not.toEqual(first)
    expect(saved.map(({ state }) => state)).toEqual(['asked', 'granted', 'granted', 'granted'])
    expect(await vote(city.client, round.poll, { options: [option('c')] }, token, quick)).toMatchObject({
      ok: false,
      problem: { code: 'permit-already-taken' },
    })
  })

  it('a ward that votes on its initiatives has no interim result for anyone, staff included', async () => {
    const token = await city.token({ sub: 'office', roles: ['election-office'] })
    expect(await city.client.call('getPollResult', { ...pollOf(), token })).toMatchObject({
      status: 404,
      problem: { code: 'result-not-published' },
    })
  })

  it('a ward that votes on its initiatives closes on schedule, counts, waits for the beacon, and awards the winners', async () => {
    await city.reach(round.closesAt)
    const late = await city.token({ sub: 'voter-late', ward, birthDate: '1980-05-17' })
    expect(await vote(city.client, round.poll, { options: [] }, late, quick)).toMatchObject({
      problem: { code: 'poll-closed' },
    })
    await city.can.clock.advance('PT3M')
    const { body: counted } = await city.must('getPoll', pollOf())
    expect(counted).toMatchObject({ phase: 'awaiting-lots', lots: { source: 'drand' } })
    const office = await city.token({ sub: 'office', roles: ['election-office'] })
    expect((await city.must('getCountProgress', { ...pollOf(), token: office })).body).toEqual({
      phase: 'awaiting-lots',
      percent: 100,
    })
    expect(await city.client.call('getPollResult', pollOf())).toMatchObject({ status: 404 })
    await city.can.clock.advance('PT1H5M')
    const { body } = await city.must('getPollResult', pollOf())
    expect(body.result.counts).toEqual({ ballots: 7, blanks: 1, marks: 7, electorate: 20 })
    expect(body.result.outcome.winners).toEqual([option('a'), option('c')].sort())
    const awarded = await city.must('getRound', { params: { roundId: round.roundId } })
    expect(awarded.body).toMatchObject({ phase: 'awarded', awardedCents: 300_000 })
    const initiatives = await city.must('listInitiatives', { query: { wardCode: ward, status: 'awarded' } })
    expect(initiatives.body.items.map(({ title }) => title).sort()).toEqual(['Project a', 'Project c'])
  })

  it('a ward that votes on its initiatives lets anyone recompute the result from published data', async () => {
    const { result, resultDigest, resultSignature } = (await city.must('getPollResult', pollOf())).body
    expect(digestOf(result)).toBe(resultDigest)
    expect(isCitySignature(resultSignature, signedText('result', resultDigest))).toBe(true)
    const { body: poll } = await city.must('getPoll', pollOf())
    const frozen = FrozenPoll.parse(
      Object.fromEntries(
        Object.keys(FrozenPoll.shape).map((name) => [name, Object.entries(poll).find(([key]) => key === name)?.[1]]),
      ),
    )
    expect(digestOf(frozen)).toBe(round.configurationHash)
    const signature = CitySignature.parse(poll.configurationSignature)
    expect(isCitySignature(signature, signedText('configuration', round.configurationHash))).toBe(true)
    const parts = await Promise.all(
      result.shards.map(async ({ shard, digest }) => {
        const { body } = await city.must('getCountedBallots', { params: { ...pollOf().params, shard } })
        expect(digestOf(body)).toBe(digest)
        return CountedShard.parse(body)
      }),
    )
    const ballots = parts.flatMap((part) => part.ballots)
    expect(ballots.every((ballot) => !examineBallot(frozen, ballot).refused)).toBe(true)
    const groups = choiceGroups(frozen.ballotForm)
    for (const { choice } of ballots) groups.add(choice)
    const evidence = BeaconEvidence.parse(RecordedLots.parse(poll.recordedLots).evidence)
    expect(isGenuine(evidence, developmentNetwork)).toBe(true)
    const ids = frozen.options.map(({ id }) => id)
    const lots = lotsDrawn({ subject: frozen.pollId, root: result.merkleRoot, evidence }, ids)
    const outcome = decide(
      frozen.rule,
      {
        options: frozen.options.map(({ id, costCents }) => ({ id, cost: costCents })),
        ballots: groups.groups(),
        electorate: frozen.electorate.size,
      },
      lots.map(({ id }) => id),
    )
    expect(outcome).toEqual(result.outcome)
  })

  it('a ward that votes on its initiatives passes the verifier, which trusts nobody', async () => {
    const address = `${city.baseUrl}/polls/${round.poll.pollId}`
    const report = await wijk('verify', address, '--city', city.baseUrl, '--beacon-network', networkFile)
    expect(report).toMatch(/✓/)
    expect(report).not.toMatch(/✗/)
    await expect(wijk('verify', address)).rejects.toMatchObject({ stdout: expect.stringContaining('--beacon-network') })
  })

  it('a ward that votes on its initiatives proves to a voter with a receipt that their ballot was counted as cast', async () => {
    const [file, proof] = [join(directory, 'receipt.json'), join(directory, 'mine.tlog-proof')]
    writeFileSync(file, JSON.stringify(receipt))
    const report = await wijk('receipt', file, '--url', city.baseUrl, '--city', city.baseUrl, '--proof', proof)
    expect(report).toMatch(/✓/)
    expect(report).not.toMatch(/✗/)
    expect(readFileSync(proof, 'utf8')).toMatch(/^c2sp.org\/tlog-proof@v1\nindex \d\n/)
  })

  it('a ward that votes on its initiatives leaves nothing about persons in logs, events, queues and calls', async () => {
    const { logs, events, queues, awsCalls } = city.can.dump()
    const said = JSON.stringify({ logs, events, queues })
    expect(events.length).toBeGreaterThan(10)
    for (const canary of ['Demo Bewoner', 'Demo Buur', 'Noordsingel', 'example.org', 'ABNA', 'voter-', 'applicant'])
      expect(said).not.toContain(canary)
    expect(JSON.stringify(awsCalls)).not.toContain('voter-')
  })
})
