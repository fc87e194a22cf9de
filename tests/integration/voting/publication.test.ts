import { createHash } from 'node:crypto'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { canonicalJson } from '../../../shared/kernel/digest.ts'
import { ballotHash } from '../../../shared/voting/box/ballot.ts'
import { CountedShard } from '../../../shared/voting/count/counted-shard.ts'
import { readCheckpoint } from '../../../shared/voting/evidence/checkpoint.ts'
import { leafHash, verifyInclusion } from '../../../shared/voting/evidence/merkle.ts'
import * as operations from '../../../shared/voting/operations.ts'
import { type Poll, settledAt } from '../../../shared/voting/poll/poll.ts'
import { ExportHeader, linesOf, readLine } from '../../../shared/voting/publication/export-format.ts'
import {
  mintPermit,
  pollId,
  privateKeyOf,
  resident,
  secretsNamed,
  whileOpen,
} from '../../support/builders/voting/polls.ts'
import {
  announce,
  close,
  closingSteps,
  codeOf,
  requests,
  setClock,
  startVoting,
  type Voting,
} from '../../support/builders/voting/voting.ts'

describe('what is published of a poll', () => {
  let voting: Voting
  let key: ReturnType<typeof privateKeyOf>
  beforeAll(async () => {
    voting = await startVoting()
    key = privateKeyOf(await secretsNamed())
  })
  afterEach(() => {
    voting.aws.intercept = () => undefined
    setClock(whileOpen)
  })
  afterAll(() => voting.stop())

  /** A poll with this many marks and ballots, all for the bench. */
  const votedPoll = async (voters: number, shards = 1) => {
    const { markVoter } = await import('../../../shared/voting/store.ts')
    const poll = await announce(voting, { shards })
    const permits = Array.from({ length: voters }, () => mintPermit(key))
    setClock(whileOpen)
    for (const permit of permits) {
      expect(codeOf(await requests(voting).cast(poll, permit, ['bench']))).toBe(200)
      await markVoter(voting.table, poll, createHash('sha256').update(permit.message).digest('hex'), 'f'.repeat(64))
    }
    return { poll, permits }
  }
  const s3Calls = async (during: () => Promise<unknown>) => {
    const before = voting.aws.calls.length
    await during()
    return voting.aws.calls.slice(before).filter(({ service }) => service === 's3')
  }

  describe('the export', () => {
    const fetchExport = async (poll: Poll) => {
      const { href } = operations.getPollExport.responses[200].parse((await requests(voting).export(poll)).body)
      const { body } = await fetch(href)
      const lines: string[] = []
      if (body !== null) for await (const line of linesOf(body)) lines.push(line)
      return lines
    }

    it('what is published of a poll the export is one object: the header with every signature, then the ballots in the order of their hashes', async () => {
      const { poll, permits } = await votedPoll(12, 4)
      await close(voting, poll)
      const [first = '', ...ballots] = await fetchExport(poll)
      const header = ExportHeader.parse(readLine(first, 1))
      expect(header).toMatchObject({ poll: poll.frozen, result: { counts: { ballots: 12, marks: 12 } } })
      const hashes = ballots.map((line) => ballotHash(JSON.parse(line).permit))
      expect(hashes).toEqual(permits.map(ballotHash).sort())
      expect(readCheckpoint(header.checkpoint)).toMatchObject({ ballots: 12, merkleRoot: header.result.merkleRoot })
    })

    it('what is published of a poll the export has a temporary address, and none before the result is published', async () => {
      const { poll } = await votedPoll(1)
      expect(codeOf(await requests(voting).export(poll))).toBe('result-not-published')
      expect(codeOf(await requests(voting).export({ ...poll, frozen: { ...poll.frozen, pollId: pollId() } }))).toBe(
        'poll-not-found',
      )
      await close(voting, poll)
      const { body } = await requests(voting).export(poll, { at: settledAt(poll) })
      expect(body).toMatchObject({ expiresAt: '2026-03-22T19:16:15.000Z' })
      expect(operations.getPollExport.responses[200].parse(body).href).toContain(
        `polls/${poll.frozen.pollId}/export.ndjson`,
      )
    })

    it('what is published of a poll the export of another result is never replaced, and no second one is published', async () => {
      const { poll } = await votedPoll(2)
      const other = await votedPoll(3)
      await close(voting, other.poll)
      const foreign = voting.aws.objects.get(`publication/polls/${other.poll.frozen.pollId}/export.ndjson`)
      voting.aws.objects.set(`publication/polls/${poll.frozen.pollId}/export.ndjson`, foreign ?? Buffer.alloc(0))
      await expect(close(voting, poll)).rejects.toThrow('A different result has been exported')
      expect(codeOf(await requests(voting).result(poll))).toBe('result-not-published')
    })
  })

  describe('the progress of a count', () => {
    it('what is published of a poll the progress of a count is shown to the election office as a percentage of the parts, and as nothing else', async () => {
      const { poll } = await votedPoll(1, 4)
      let asked = 0
      const progress = async () => {
        asked += 1
        const at = plusMilliseconds(settledAt(poll), 5_000 * asked)
        return (await requests(voting).progress(poll, undefined, { at })).body
      }
      expect(codeOf(await requests(voting).progress(poll))).toBe('count-not-begun')
      expect(await progress()).toEqual({ phase: 'counting', percent: 0 })
      setClock(settledAt(poll))
      const steps = closingSteps(voting, poll)
      await steps.seal()
      for (const [shard, percent] of [
        [2, 25],
        [0, 50],
        [3, 75],
        [1, 100],
      ] as const) {
        await steps.shard(shard)
        await steps.shard(shard)
        expect(await progress()).toEqual({ phase: 'counting', percent })
      }
      await steps.tree()
      await steps.publish(1)
      expect(await progress()).toEqual({ phase: 'published', percent: 100 })
    })

    it('what is published of a poll the progress of a count is read once in five seconds, however many ask', async () => {
      const { poll } = await votedPoll(1, 4)
      const at = settledAt(poll)
      setClock(at)
      const steps = closingSteps(voting, poll)
      await steps.seal()
      const ask = async (later: number) =>
        (await requests(voting).progress(poll, undefined, { at: plusMilliseconds(at, later) })).body
      expect(await ask(0)).toEqual({ phase: 'counting', percent: 0 })
      await steps.shard(0)
      expect(await ask(4_999)).toEqual({ phase: 'counting', percent: 0 })
      expect(await ask(5_000)).toEqual({ phase: 'counting', percent: 25 })
    })

    it('what is published of a poll the progress of a count is shown to nobody else', async () => {
      const { poll } = await votedPoll(0)
      for (const by of [resident('anna'), { sub: 'moderator', ward: 'oude-noorden', roles: ['moderator'] as const }])
        expect(codeOf(await requests(voting).progress(poll, by, { at: settledAt(poll) }))).toBe('forbidden')
    })
  })

  describe('proofs of inclusion', () => {
    const leavesOf = (body: unknown) =>
      CountedShard.parse(body).ballots.map(
        (ballot) => [ballotHash(ballot.permit), leafHash(canonicalJson(ballot))] as const,
      )
    const proofs = async (poll: Poll, prefix?: string) =>
      operations.listInclusionProofs.responses[200].parse((await requests(voting).proofs(poll, prefix)).body)

    it('what is published of a poll proofs of inclusion lead from each ballot whose hash has the prefix to the signed root', async () => {
      const { poll, permits } = await votedPoll(40, 4)
      await close(voting, poll)
      const { checkpoint, items } = await proofs(poll)
      const { merkleRoot, ballots } = readCheckpoint(checkpoint)
      expect(items.map(({ ballotHash }) => ballotHash)).toEqual(permits.map(ballotHash).sort())
      const parts = await Promise.all([0, 1, 2, 3].map((shard) => requests(voting).ballots(poll, shard)))
      const leaves = new Map(parts.flatMap(({ body }) => leavesOf(body)))
      for (const { ballotHash: hash, index, proof } of items) {
        const leaf = leaves.get(hash)
        if (leaf === undefined) throw new Error('a proof of a ballot that nobody cast')
        const hashes = proof.map((each) => new Uint8Array(Buffer.from(each, 'base64')))
        const root = new Uint8Array(Buffer.from(merkleRoot, 'hex'))
        expect(verifyInclusion({ index, treeSize: ballots, leaf, root }, hashes)).toBe(true)
      }
    })

    it('what is published of a poll proofs of inclusion are refused for a prefix so long that it identifies a ballot', async () => {
      const { poll, permits } = await votedPoll(15)
      await close(voting, poll)
      const [hash = ''] = permits.map(ballotHash)
      for (const length of [2, 8])
        expect(codeOf(await requests(voting).proofs(poll, hash.slice(0, length)))).toBe('prefix-too-long')
      expect(codeOf(await requests(voting).proofs(poll, hash.slice(0, 9)))).toBe('invalid-request')
      expect(codeOf(await requests(voting).proofs(poll, 'XYZ'))).toBe('invalid-request')
      expect((await proofs(poll, '')).items).toHaveLength(15)
    })

    it('what is published of a poll proofs of inclusion include all ballots of a small poll, and none of an empty one', async () => {
      const { poll } = await votedPoll(3)
      await close(voting, poll)
      expect((await proofs(poll)).items).toHaveLength(3)
      const empty = await votedPoll(0)
      await close(voting, empty.poll)
      expect((await proofs(empty.poll)).items).toEqual([])
    })

    it('what is published of a poll proofs of inclusion exist with the result and not before', async () => {
      const { poll } = await votedPoll(1)
      expect(codeOf(await requests(voting).proofs(poll))).toBe('result-not-published')
      expect(codeOf(await requests(voting).proofs({ ...poll, frozen: { ...poll.frozen, pollId: pollId() } }))).toBe(
        'poll-not-found',
      )
    })

    it('what is published of a poll proofs of inclusion cost reading one part of the box and one range of the tree', async () => {
      const { poll } = await votedPoll(40, 4)
      await close(voting, poll)
      const [half] = ['0', '4', '8', 'c']
      const calls = await s3Calls(() => requests(voting).proofs(poll, half))
      expect(calls.map(({ operation }) => operation).filter((operation) => operation !== 'GET')).toEqual([])
      expect(calls.length).toBeLessThanOrEqual(2)
      // The part is cached: the next request reads only a range of the tree.
      expect(await s3Calls(() => requests(voting).proofs(poll, half))).toHaveLength(calls.length - 1)
    })
  })
})
