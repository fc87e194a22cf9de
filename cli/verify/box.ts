// Reads the ballots of an export once, from the first to the last: checks each one, then all together.
import { createHash, type Hash } from 'node:crypto'
import { Ballot } from '../../shared/voting/box/ballot.ts'
import { type ExportHeader, readLine } from '../../shared/voting/publication/export-format.ts'
import { canonical, hashOf } from './canonical.ts'
import { objectionToChoiceSignature } from './choice-signatures.ts'
import { choiceCounter, objectionToChoice } from './choices.ts'
import { type Finding, finding, objectionList } from './findings.ts'
import type { Group } from './recount/votes.ts'
import { permitChecker } from './signatures.ts'
import { leafOf, treeHead } from './tree.ts'

type Line = { readonly number: number; readonly text: string; readonly ballot: Ballot; readonly hash: string }

/** What the ballots add up to, for comparison with the result. */
export type Box = {
  readonly findings: readonly Finding[]
  readonly ballots: number
  readonly blanks: number
  readonly groups: readonly Group[]
  readonly root: string
  readonly shards: readonly { readonly shard: number; readonly ballots: number; readonly digest: string }[]
}

/** The number of ballots whose signatures are checked together. */
const batchSize = 512

/**
 * The digest of each part of the box: of the canonical JSON of its id, number and ballots, with no ballot rejected. Computed while
 * the ballots are read.
 */
const shardDigests = (pollId: string, shards: number) => {
  const open: { hash: Hash; ballots: number }[] = Array.from({ length: shards }, () => ({
    hash: createHash('sha256').update('{"ballots":['),
    ballots: 0,
  }))
  return {
    add: ({ hash, text }: Line): void => {
      const part = open[Math.floor((Number.parseInt(hash.slice(0, 2), 16) * shards) / 256)]
      if (part === undefined) return
      part.hash.update(part.ballots === 0 ? text : `,${text}`)
      part.ballots += 1
    },
    end: (): Box['shards'] =>
      open.map(({ hash, ballots }, shard) => ({
        shard,
        ballots,
        digest: hash.update(`],"pollId":${JSON.stringify(pollId)},"rejected":0,"shard":${shard}}`).digest('hex'),
      })),
  }
}

const readBallot = (text: string, number: number): Line | string => {
  const parsed = Ballot.safeParse(readLine(text, number))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return `/${issue?.path.join('/') ?? ''}: ${issue?.message ?? 'no ballot'}`
  }
  const hash = hashOf(Buffer.from(parsed.data.permit.message, 'base64url')).toString('hex')
  return { number, text, ballot: parsed.data, hash }
}

/** Checks each ballot on its own, and compared with the ballots before it. */
const ballotChecks = ({ poll }: ExportHeader) => {
  const lists = {
    ballotForm: objectionList(),
    permits: objectionList(),
    signatures: objectionList(),
    unique: objectionList(),
    sorted: objectionList(),
    choices: objectionList(),
  }
  const seen = new Set<string>()
  let before = ''
  return {
    lists,
    look: ({ number, text, ballot, hash }: Line): void => {
      if (canonical(ballot) !== text) lists.ballotForm.add(number, 'not written as canonical JSON')
      if (seen.has(hash)) lists.unique.add(number, 'this permit was used before')
      if (hash < before) lists.sorted.add(number, 'this ballot belongs further up')
      const objection = objectionToChoice(ballot.choice, poll)
      if (objection !== undefined) lists.choices.add(number, objection)
      seen.add(hash)
      before = hash
    },
  }
}

type Lists = ReturnType<typeof ballotChecks>['lists']

/** Checks signatures in batches, because they are most of the work and the platform spreads them over its cores. */
const signatureBatches = async (poll: ExportHeader['poll'], { permits, signatures }: Lists) => {
  const isPermit = await permitChecker(poll.permitKey, poll.ballotVersion)
  let batch: Line[] = []
  const checkLine = async ({ number, ballot }: Line) => ({
    number,
    isPermitted: await isPermit(ballot.permit),
    objection: await objectionToChoiceSignature(poll, ballot),
  })
  const check = async (): Promise<void> => {
    for (const { number, isPermitted, objection } of await Promise.all(batch.map(checkLine))) {
      if (!isPermitted) permits.add(number, 'the permit was not signed with the key of this poll')
      if (objection !== undefined) signatures.add(number, objection)
    }
    batch = []
  }
  return {
    add: async (line: Line): Promise<void> => {
      batch.push(line)
      if (batch.length === batchSize) await check()
    },
    end: check,
  }
}

/** The remark about signatures in a poll whose ballots have none. */
const signaturesOf = ({ ballotVersion = 1 }: ExportHeader['poll']): string | undefined =>
  ballotVersion === 1 ? 'none, in a poll announced before choices were signed' : undefined

/** Reads the lines after the header. */
export const readBox = async (lines: AsyncIterable<string>, header: ExportHeader): Promise<Box> => {
  const { poll, result } = header
  const checks = ballotChecks(header)
  const batches = await signatureBatches(poll, checks.lists)
  const counter = choiceCounter(poll)
  const digests = shardDigests(poll.pollId, result.shards.length)
  const leaves: Buffer[] = []
  let blanks = 0
  for await (const text of lines) {
    leaves.push(leafOf(text))
    const line = readBallot(text, leaves.length + 1)
    if (typeof line === 'string') {
      checks.lists.ballotForm.add(leaves.length + 1, line)
      continue
    }
    checks.look(line)
    counter.add(line.ballot.choice)
    if (line.ballot.choice.options.length === 0) blanks += 1
    digests.add(line)
    await batches.add(line)
  }
  await batches.end()
  const { ballotForm, permits, signatures, unique, sorted, choices } = checks.lists
  const counted = `${leaves.length} ballots`
  return {
    findings: [
      finding('ballotForm', ballotForm.text(), counted),
      finding('permits', permits.text(), counted),
      finding('signatures', signatures.text(), signaturesOf(poll)),
      finding('unique', unique.text()),
      finding('sorted', sorted.text()),
      finding('choices', choices.text()),
    ],
    ballots: leaves.length,
    blanks,
    groups: counter.groups(),
    root: treeHead(leaves).toString('hex'),
    shards: digests.end(),
  }
}
