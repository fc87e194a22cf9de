// One vote: two requests that nobody can join. The first is signed in and blind, the second is anonymous.
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import type { Problem } from '../shared/api/problem.ts'
import type { Choice } from '../shared/voting/poll/ballot-form.ts'
import { type Acceptance, isAccepted } from './acceptance.ts'
import { type BallotPoll, digestOfBallot, nextNumber, padded, signBallot } from './ballot.ts'
import { fromBase64, toBase64Url } from './base64.ts'
import { makeChoiceKey } from './choice-key.ts'
import type { Client } from './client.ts'
import { type Asked, type Granted, memoryKeeper, type PermitKeeper } from './permit-keeper.ts'
import type { Receipt } from './receipt.ts'
import { type Patience, patient, retry } from './retry.ts'

const suite = RSABSSA.SHA384.PSS.Randomized()

/** The data of a poll that voting needs, as returned by `GET /polls/{pollId}`. */
export type VotablePoll = BallotPoll & {
  readonly permitKey: string
  readonly acceptanceKey: string
  /** 1 or absent: a poll whose ballots nobody signs, announced before there were others. */
  readonly ballotVersion?: 1 | 2 | undefined
}

export type VoteOptions = {
  /** Where the permit is kept, so that a lost answer or a closed window costs nobody their vote. Default: memory. */
  readonly keeper?: PermitKeeper
  readonly patience?: Patience
  /**
   * Milliseconds between permit and ballot, so that the two cannot be joined by time. Default: up to 5 s at random; the
   * longer and the less predictable, the better.
   */
  readonly pauseBeforeCasting?: () => number
  /** Takes the receipt of an accepted ballot, for the voter to keep. */
  readonly keepReceipt?: (receipt: Receipt) => void | Promise<void>
}

export type Voted =
  | ({ readonly ok: true } & Acceptance)
  | { readonly ok: false; readonly step: 'permit' | 'ballot'; readonly problem: Problem }

type PublicKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>
const importedKeys = new Map<string, Promise<PublicKey>>()

/** The poll's public key, imported once. */
const keyOf = (permitKey: string): Promise<PublicKey> => {
  const known = importedKeys.get(permitKey)
  if (known !== undefined) return known
  const importing = crypto.subtle.importKey('spki', fromBase64(permitKey), { name: 'RSA-PSS', hash: 'SHA-384' }, true, [
    'verify',
  ])
  importedKeys.set(permitKey, importing)
  return importing
}

/** 32 random bytes; or a fresh one-time key, and its private half. */
const freshMessage = async (ballotVersion: 1 | 2): Promise<{ bytes: Uint8Array; privateKey?: string }> => {
  if (ballotVersion === 1) return { bytes: crypto.getRandomValues(new Uint8Array(32)) }
  const { publicKey, privateKey } = await makeChoiceKey()
  return { bytes: publicKey, privateKey }
}

/** A fresh message, blinded. Exported for a client that prepares while its user is still choosing. */
export const blindMessage = async (permitKey: string, ballotVersion: 1 | 2 = 1): Promise<Asked> => {
  const { bytes, privateKey } = await freshMessage(ballotVersion)
  const prepared = suite.prepare(bytes)
  const { blindedMsg, inv } = await suite.blind(await keyOf(permitKey), prepared)
  return {
    state: 'asked',
    message: toBase64Url(prepared),
    blindedMessage: toBase64Url(blindedMsg),
    inverse: toBase64Url(inv),
    ...(privateKey !== undefined && { privateKey }),
  }
}

/** Unblinds the signature; throws when it is not one of this poll's key. */
const unblind = async (permitKey: string, asked: Asked, blindSignature: string): Promise<Granted> => {
  const { message, inverse, privateKey } = asked
  const signature = await suite.finalize(
    await keyOf(permitKey),
    fromBase64(message),
    fromBase64(blindSignature),
    fromBase64(inverse),
  )
  return {
    state: 'granted',
    message,
    signature: toBase64Url(signature),
    ...(privateKey !== undefined && { privateKey }),
  }
}

type PermitTaken = { readonly ok: true; readonly permit: Granted } | Extract<Voted, { ok: false }>

/** Gets the permit that is kept, or asks for one: kept before it is asked for, so that the same is asked for again. */
export const takePermit = async (
  client: Client,
  poll: VotablePoll,
  token: string,
  options: VoteOptions = {},
): Promise<PermitTaken> => {
  const { keeper = memoryKeeper(), patience = patient } = options
  const kept = (await keeper.load(poll.pollId)) ?? (await blindMessage(poll.permitKey, poll.ballotVersion))
  if (kept.state === 'granted') return { ok: true, permit: kept }
  await keeper.save(poll.pollId, kept)
  const answer = await retry(
    () =>
      client.call('issuePermit', {
        params: { pollId: poll.pollId },
        body: { blindedMessage: kept.blindedMessage },
        token,
      }),
    patience,
  )
  if (!answer.ok) return { ok: false, step: 'permit', problem: answer.problem }
  const permit = await unblind(poll.permitKey, kept, answer.body.blindSignature)
  await keeper.save(poll.pollId, permit)
  return { ok: true, permit }
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

/** The ballot to send. Of a signed one the number is kept before it is sent: the next is higher, whatever becomes of this. */
const prepareBallot = async (poll: VotablePoll, kept: Granted, choice: Choice, keeper: PermitKeeper) => {
  const { message, signature, privateKey } = kept
  if (poll.ballotVersion !== 2) return { permit: { message, signature }, choice }
  if (privateKey === undefined) throw new Error('The stored permit has no key that signs a ballot of this poll')
  const number = nextNumber(kept.number)
  await keeper.save(poll.pollId, { ...kept, number })
  return signBallot(poll, { message, signature, privateKey }, choice, number)
}

/** The receipt of a ballot; throws where the acceptance is not the poll's, or is one of another ballot. */
const receiptOf = async (
  poll: VotablePoll,
  ballot: Awaited<ReturnType<typeof prepareBallot>>,
  answer: Acceptance,
): Promise<Receipt> => {
  const { pollId } = poll
  const { ballotHash, acceptance } = answer
  const signed = 'number' in ballot ? { number: ballot.number, digest: await digestOfBallot(ballot) } : undefined
  if (!(await isAccepted(poll, ballot.permit.message, { ballotHash, acceptance }, signed)))
    throw new Error('The answer is not signed by this poll: the ballot may not have arrived')
  return 'number' in ballot
    ? { format: 'wijk-receipt/2', pollId, ...ballot, ballotHash, acceptance }
    : { format: 'wijk-receipt/1', pollId, ...ballot, ballotHash, acceptance }
}

/**
 * Votes: takes the permit if none is kept, then casts the ballot. Calling it again with another choice replaces the
 * ballot until the close; calling it again after a failure goes on where it stopped. The acceptance is checked before it
 * is handed over; throws when it is not one of this poll for this very ballot.
 */
export const vote = async (
  client: Client,
  poll: VotablePoll,
  choice: Choice,
  token: string,
  options: VoteOptions = {},
): Promise<Voted> => {
  const { keeper = memoryKeeper(), patience = patient, pauseBeforeCasting = () => Math.random() * 5_000 } = options
  const taken = await takePermit(client, poll, token, { ...options, keeper })
  if (!taken.ok) return taken
  await pause(pauseBeforeCasting())
  const ballot = await prepareBallot(poll, taken.permit, choice, keeper)
  const body = padded(ballot, poll)
  const answer = await retry(() => client.call('castBallot', { params: { pollId: poll.pollId }, body }), patience)
  if (!answer.ok) return { ok: false, step: 'ballot', problem: answer.problem }
  const receipt = await receiptOf(poll, ballot, answer.body)
  await options.keepReceipt?.(receipt)
  return { ok: true, ballotHash: receipt.ballotHash, acceptance: receipt.acceptance }
}
