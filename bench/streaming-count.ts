// The count without crypto and storage: 400,000 ballots in 256 parts, one part in memory at a time, tallied, decided, made
// into a tree and an export; compared with one SHA-256 over the same ballots.
import { createHash, randomBytes } from 'node:crypto'
import { canonicalJson } from '../shared/kernel/digest.ts'
import type { CountedShard } from '../shared/voting/count/counted-shard.ts'
import { resultOf } from '../shared/voting/count/result.ts'
import { leavesOf, type PartTally, tallyBox, tallyPart } from '../shared/voting/count/tally.ts'
import { treeBytes } from '../shared/voting/evidence/merkle-file.ts'
import { PollConfiguration } from '../shared/voting/poll/poll.ts'
import { makePollSecrets } from '../shared/voting/secrecy/poll-keys.ts'
import type { BenchRow } from './row.ts'

const voters = 400_000
const shards = 256
const options = Array.from({ length: 20 }, (_, n) => ({
  id: `${n}`,
  title: `Project ${n}`,
  costCents: 100_000 * (n + 1),
}))

const pollToCount = async () => {
  const { keys } = await makePollSecrets()
  const configuration = PollConfiguration.parse({
    pollId: '00000000-0000-8000-8000-000000000001',
    question: { nl: 'Groot', en: 'Large' },
    options,
    ballotForm: { kind: 'approval', max: 5 },
    rule: { rule: 'greedy_score', budget: 3_000_000 },
    lots: 'none',
    electorate: { wardCode: 'oude-noorden', minimumAge: 12, ageOn: '2026-03-09', size: voters },
    opensAt: '2026-03-09T07:00:00.000Z',
    closesAt: '2026-03-22T19:00:00.000Z',
  })
  return { frozen: { ...configuration, ...keys, lots: { source: 'none' as const } }, configurationHash: '0'.repeat(64) }
}
type ToCount = Awaited<ReturnType<typeof pollToCount>>

const someBallot = () => ({
  permit: { message: randomBytes(64).toString('base64url'), signature: randomBytes(384).toString('base64url') },
  choice: {
    options: options
      .map(({ id }) => id)
      .filter((_, place) => Math.random() < 3 / (place + 4))
      .slice(0, 5),
  },
})

/** Parts made on demand, so that the measured memory is that of the count itself. */
async function* partsOf({ frozen: { pollId } }: ToCount): AsyncGenerator<CountedShard> {
  for (let shard = 0; shard < shards; shard += 1) {
    const [from, to] = [shard, shard + 1].map((each) => Math.floor((each * voters) / shards))
    yield { pollId, shard, rejected: 0, ballots: Array.from({ length: (to ?? 0) - (from ?? 0) }, someBallot) }
    await new Promise((resolve) => setImmediate(resolve))
  }
}

const measured = async (act: () => Promise<unknown>) => {
  let peak = 0
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, 10)
  const begun = performance.now()
  await act()
  clearInterval(timer)
  return { seconds: (performance.now() - begun) / 1_000, megabytes: peak / 1e6 }
}

async function* talliesOf(poll: ToCount): AsyncGenerator<PartTally> {
  for await (const part of partsOf(poll)) yield tallyPart(part).tally
}

async function* leaves(poll: ToCount): AsyncGenerator<Uint8Array> {
  for await (const tally of talliesOf(poll)) yield leavesOf(tally)
}

export const benchStreamingCount = async (): Promise<BenchRow[]> => {
  const poll = await pollToCount()
  const plain = await measured(async () => {
    const hash = createHash('sha256')
    for await (const { ballots } of partsOf(poll)) hash.update(canonicalJson(ballots))
    hash.digest()
  })
  let groups = 0
  const counted = await measured(async () => {
    const tally = await tallyBox(poll.frozen, talliesOf(poll))
    groups = tally.groups.length
    resultOf(poll, tally, voters)
  })
  const tree = await measured(async () => {
    for await (const _ of treeBytes(leaves(poll)));
  })
  const row = (what: string, { seconds, megabytes }: typeof plain): BenchRow => ({
    what,
    measured: `${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`,
    reference: `${plain.seconds.toFixed(1)} s, ${plain.megabytes.toFixed(0)} MB (making and hashing them once)`,
    ratio: `${(seconds / plain.seconds).toFixed(2)} times`,
  })
  return [
    row(`tally and outcome, ${voters} ballots in ${shards} parts, ${groups} different`, counted),
    row('Merkle tree over them, as bytes', tree),
  ]
}
