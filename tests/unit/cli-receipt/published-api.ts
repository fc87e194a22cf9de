// The public API of one published poll, in memory; records its requests.
import type { Receipt } from '../../../cli/receipt/receipt.ts'
import { type Client, wijkClient } from '../../../client/client.ts'
import { canonicalJson, digestOf } from '../../../shared/kernel/digest.ts'
import { readAcceptancePrivateKey, signAcceptance } from '../../../shared/voting/box/acceptance.ts'
import { type Ballot, ballotHash } from '../../../shared/voting/box/ballot.ts'
import { findGroup, shardsWith } from '../../../shared/voting/evidence/inclusion.ts'
import { inclusionProof, leafHash } from '../../../shared/voting/evidence/merkle.ts'
import { canonicalChoice, formInWords } from '../../../shared/voting/poll/ballot-form.ts'
import { secretsNamed } from '../../support/builders/voting/polls.ts'
import type { Published } from '../../support/builders/voting/published-polls.ts'

export type Answer = { readonly status: number; readonly body: unknown }
const refusal = (code: string): Answer => ({
  status: 404,
  body: { type: 'about:blank', title: code, status: 404, code },
})

const pollOf = ({ header, poll }: Published, phase: string) => {
  const { signingKey, configurationSignature: signature } = header
  return {
    ...header.poll,
    configurationHash: header.configurationHash,
    configurationSignature: { signature, signingKey },
    formInWords: formInWords(header.poll.ballotForm),
    phase,
    announcedAt: poll.announcedAt,
  }
}

const resultOf = ({ header }: Published) => {
  const { result, resultDigest, resultSignature: signature, signingKey, checkpoint } = header
  return { result, resultDigest, resultSignature: { signature, signingKey }, checkpoint }
}

const proofsOf = ({ header, ballots, parts }: Published, prefix: string): Answer => {
  const near = shardsWith(prefix, header.result.shards)
  if (near.refused) return refusal(near.code)
  const group = findGroup(prefix, near.value, parts, ballots.length)
  if (group.refused) return refusal(group.code)
  const leaves = ballots.map((ballot) => leafHash(canonicalJson(ballot)))
  const items = group.value.hashes.map((hash, place) => {
    const index = group.value.first + place
    const proof = inclusionProof(index, leaves).map((each) => Buffer.from(each).toString('base64'))
    return { ballotHash: hash, index, proof }
  })
  return { status: 200, body: { checkpoint: header.checkpoint, items } }
}

type Wishes = {
  readonly phase?: string
  /** Changes an answer. `what` is the last part of the path: the id of the poll, `result` or `inclusion-proofs`. */
  readonly tamper?: (what: string, answer: Answer) => Answer
}

/** The answer of the API at a path. */
export const answersOf =
  (published: Published, { phase = 'published', tamper = (_, answer) => answer }: Wishes = {}) =>
  (address: string): Answer => {
    const { pathname, searchParams } = new URL(address, 'http://wijk.test')
    const what = pathname.split('/').at(-1) ?? ''
    if (!pathname.startsWith(`/v1/polls/${published.header.poll.pollId}`)) return refusal('poll-not-found')
    if (what === 'inclusion-proofs') return tamper(what, proofsOf(published, searchParams.get('prefix') ?? ''))
    if (pathname.includes('/counted-ballots/'))
      return tamper(what, { status: 200, body: published.parts[Number(what)] })
    if (what !== 'result') return tamper(what, { status: 200, body: pollOf(published, phase) })
    const isThere = phase === 'published'
    return tamper(what, isThere ? { status: 200, body: resultOf(published) } : refusal('result-not-published'))
  }

/** A client of such an API, and every request that it sent. */
export const clientOf = (published: Published, wishes: Wishes = {}): { client: Client; sent: string[] } => {
  const sent: string[] = []
  const answer = answersOf(published, wishes)
  const client = wijkClient({
    baseUrl: 'http://wijk.test/v1',
    fetch: async (input, init) => {
      sent.push(JSON.stringify([String(input), init]))
      const { status, body } = answer(String(input))
      return new Response(JSON.stringify(body), { status })
    },
  })
  return { client, sent }
}

/** The receipt of the voter who cast this ballot. */
export const receiptFor = async ({ header }: Published, ballot: Ballot): Promise<Receipt> => {
  const { pollId, ballotForm } = header.poll
  const { permit, choice, number, choiceSignature } = ballot
  const hash = ballotHash(permit)
  const key = readAcceptancePrivateKey((await secretsNamed()).secrets.acceptance)
  const common = { pollId, permit, choice, ballotHash: hash }
  if (number === undefined || choiceSignature === undefined)
    return { format: 'wijk-receipt/1', ...common, acceptance: signAcceptance(key, pollId, hash) }
  const digest = digestOf({ ...ballot, choice: canonicalChoice(ballotForm, choice) })
  const acceptance = signAcceptance(key, pollId, hash, { number, digest })
  return { format: 'wijk-receipt/2', ...common, number, choiceSignature, acceptance }
}
