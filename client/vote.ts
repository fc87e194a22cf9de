// One vote: two requests that nobody can join. The first is signed in and blind, the second is anonymous.
import { RSABSSA } from '@cloudflare/blindrsa-ts'
import type { Problem } from '../shared/api/problem.ts'
import type { Choice } from '../shared/voting/poll/ballot-form.ts'
import { type Acceptance, isAccepted } from './acceptance.ts'
import type { Client } from './client.ts'
import { type KeptPermit, memoryKeeper, type PermitKeeper } from './permit-keeper.ts'
import type { Receipt } from './receipt.ts'
import { type Patience, patient, persist } from './retry.ts'

const suite = RSABSSA.SHA384.PSS.Randomized()

/** What a voter needs to know of a poll: `GET /polls/{pollId}` has it. */
export type VotablePoll = { readonly pollId: string; readonly permitKey: string; readonly acceptanceKey: string }

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

const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0))

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

type Asked = Extract<KeptPermit, { state: 'asked' }>
type Granted = Extract<KeptPermit, { state: 'granted' }>

/** A fresh random message, blinded. Exported for a client that prepares while its user is still choosing. */
export const blindMessage = async (permitKey: string): Promise<Asked> => {
  const prepared = suite.prepare(crypto.getRandomValues(new Uint8Array(32)))
  const { blindedMsg, inv } = await suite.blind(await keyOf(permitKey), prepared)
  return {
    state: 'asked',
    message: toBase64Url(prepared),
    blindedMessage: toBase64Url(blindedMsg),
    inverse: toBase64Url(inv),
  }
}

/** Unblinds the signature; throws when it is not one of this poll's key. */
const unblind = async (permitKey: string, asked: Asked, blindSignature: string): Promise<Granted> => {
  const signature = await suite.finalize(
    await keyOf(permitKey),
    fromBase64(asked.message),
    fromBase64(blindSignature),
    fromBase64(asked.inverse),
  )
  return { state: 'granted', message: asked.message, signature: toBase64Url(signature) }
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
  const kept = (await keeper.load(poll.pollId)) ?? (await blindMessage(poll.permitKey))
  if (kept.state === 'granted') return { ok: true, permit: kept }
  await keeper.save(poll.pollId, kept)
  const answer = await persist(
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

/**
 * Votes: takes the permit if none is kept, then casts the ballot. Calling it again with another choice replaces the
 * ballot until the close; calling it again after a failure goes on where it stopped. The acceptance is checked before it
 * is handed over; throws when it is not one of this poll.
 */
export const vote = async (
  client: Client,
  poll: VotablePoll,
  choice: Choice,
  token: string,
  options: VoteOptions = {},
): Promise<Voted> => {
  const { patience = patient, pauseBeforeCasting = () => Math.random() * 5_000 } = options
  const taken = await takePermit(client, poll, token, options)
  if (!taken.ok) return taken
  await pause(pauseBeforeCasting())
  const { message, signature } = taken.permit
  const answer = await persist(
    () =>
      client.call('castBallot', { params: { pollId: poll.pollId }, body: { permit: { message, signature }, choice } }),
    patience,
  )
  if (!answer.ok) return { ok: false, step: 'ballot', problem: answer.problem }
  const { ballotHash, acceptance } = answer.body
  if (!(await isAccepted(poll, message, { ballotHash, acceptance })))
    throw new Error('The answer is not signed by this poll: the ballot may not have arrived')
  const receipt = { format: 'wijk-receipt/1', pollId: poll.pollId, permit: { message, signature }, choice } as const
  await options.keepReceipt?.({ ...receipt, ballotHash, acceptance })
  return { ok: true, ballotHash, acceptance }
}
