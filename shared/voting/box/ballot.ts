// A ballot: its key, its stored form, and its published form after the close.
import * as z from 'zod'
import { byCodeUnits, canonicalJson, digestOf, sha256 } from '../../kernel/digest.ts'
import { accept, type Decision, refuse } from '../../kernel/refusals.ts'
import { type BallotForm, Choice, canonicalChoice, objectionsTo } from '../poll/ballot-form.ts'
import type { FrozenPoll } from '../poll/poll.ts'
import type { BallotGroup } from '../rules/rule.ts'
import { choiceSignatureBytes, isSignedByVoter } from '../secrecy/choice-signature.ts'
import {
  isPermit,
  permitSignatureBytes,
  preparedMessageBytes,
  randomizerBytes,
  readPermitKey,
} from '../secrecy/permit.ts'

const lettersFor = (bytes: number): number => Math.ceil((bytes * 4) / 3)

/** Base64url of this many bytes, in canonical form only: otherwise spare bits at the end would give a permit two texts. */
const base64UrlOf = (...bytes: readonly number[]) =>
  z
    .base64url()
    .min(lettersFor(Math.min(...bytes)))
    .max(lettersFor(Math.max(...bytes)))
    .refine((text) => Buffer.from(text, 'base64url').toString('base64url') === text)
    .refine((text) => bytes.some((each) => text.length === lettersFor(each)))

/**
 * The right to cast one ballot, base64url: a message, prepared as RFC 9474 says, and its unblinded signature. The message
 * is the voter's one-time public key; in a poll of version 1 it is random.
 */
export const Permit = z
  .strictObject({
    message: base64UrlOf(preparedMessageBytes[1], preparedMessageBytes[2]),
    signature: base64UrlOf(permitSignatureBytes),
  })
  .meta({ id: 'Permit' })
export type Permit = z.infer<typeof Permit>

/** Bytes of the parts of a permit, by version of the ballot. */
export const permitLengths = (version: 1 | 2) => ({
  message: preparedMessageBytes[version],
  signature: permitSignatureBytes,
})

/** A ballot; with `number` and `choiceSignature`, unless the poll is of version 1. */
export const Ballot = z
  .strictObject({
    permit: Permit,
    choice: Choice,
    /** Higher with each replacement. It starts at random and rises by random steps: it shows neither when nor how often. */
    number: z.int().min(1).optional(),
    /** Of the one-time key over `signedChoice`; ECDSA P-256, r and s, the lower s; base64url. */
    choiceSignature: base64UrlOf(choiceSignatureBytes).optional(),
  })
  .meta({ id: 'Ballot' })
export type Ballot = z.infer<typeof Ballot>

/**
 * A stored ballot: its hash, which is its key, the ballot, and if signed its number and the digest of
 * the whole ballot.
 */
export type CastBallot = {
  readonly hash: string
  readonly ballot: Ballot
  readonly signed?: { readonly number: number; readonly digest: string }
}

/** An item of the box: its hash, and the ballot if it is readable, with its own number. */
export type FoundBallot = { readonly hash: string; readonly ballot: Ballot | undefined }

const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'))

/**
 * SHA-256 of the permit's message, in hexadecimal. Of the message alone: the signer signs each blinded message once, so
 * a voter has one message, and with any signature it is the same permit (ADR 0004).
 */
export const ballotHash = (permit: Permit): string => sha256(bytesOf(permit.message))

/** The shard of the box or the roll for a hash; the number of shards is a power of two, so it is the hash's first bits. */
export const shardOf = (hash: string, shards: number): number =>
  Math.floor((Number.parseInt(hash.slice(0, 2), 16) * shards) / 256)

/** The text that a voter's key signs: the poll, the permit, the number and the choice. */
export const signedChoice = (pollId: string, hash: string, number: number, choice: Choice): string =>
  `wijk/choice/v2\n${pollId}\n${hash}\n${number}\n${canonicalJson(choice)}`

/** The signature of a ballot over its choice in canonical form; undefined if it is invalid. */
const signedPart = (pollId: string, hash: string, choice: Choice, { permit, number, choiceSignature }: Ballot) => {
  if (number === undefined || choiceSignature === undefined) return undefined
  const publicKey = bytesOf(permit.message).subarray(randomizerBytes)
  const holds = isSignedByVoter(publicKey, signedChoice(pollId, hash, number, choice), bytesOf(choiceSignature))
  return holds ? { number, choiceSignature } : undefined
}

/** Checks permit, form and the voter's signature. Nothing of a refused ballot is stored, and its permit stays usable. */
export const examineBallot = (
  poll: FrozenPoll,
  ballot: Ballot,
): Decision<CastBallot, never, 'permit-invalid' | 'choice-invalid' | 'choice-not-signed'> => {
  const { permit } = ballot
  const version = poll.ballotVersion ?? 1
  if (!isPermit(readPermitKey(poll.permitKey), bytesOf(permit.message), bytesOf(permit.signature), version))
    return refuse('permit-invalid')
  const objections = objectionsTo(poll.ballotForm, poll.options, ballot.choice)
  if (objections.length > 0)
    return refuse(
      'choice-invalid',
      {},
      objections.map(({ pointer, rule }) => ({ pointer: `/choice${pointer}`, rule })),
    )
  const choice = canonicalChoice(poll.ballotForm, ballot.choice)
  const hash = ballotHash(permit)
  if (version === 1)
    return ballot.number === undefined && ballot.choiceSignature === undefined
      ? accept({ hash, ballot: { permit, choice } })
      : refuse('choice-not-signed')
  const signed = signedPart(poll.pollId, hash, choice, ballot)
  if (signed === undefined) return refuse('choice-not-signed')
  const whole = { permit, choice, ...signed }
  return accept({ hash, ballot: whole, signed: { number: signed.number, digest: digestOf(whole) } })
}

const pointsOf = (form: BallotForm, choice: Choice): readonly number[] | undefined =>
  form.kind === 'ranking' ? form.weights.slice(0, choice.options.length) : choice.points

/** Merges identical choices as they come: memory grows with different choices, not with ballots. */
export const choiceGroups = (form: BallotForm) => {
  const groups = new Map<string, { readonly choice: Choice; count: number }>()
  return {
    add: (choice: Choice, count = 1): void => {
      const key = canonicalJson(choice)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { choice, count })
      else group.count += count
    },
    /** In an order that does not depend on the order of the ballots. */
    groups: (): BallotGroup[] =>
      [...groups]
        .sort(([a], [b]) => byCodeUnits(a, b))
        .map(([, { choice, count }]) => {
          const points = pointsOf(form, choice)
          return { options: choice.options, ...(points === undefined ? {} : { points }), count }
        }),
  }
}
