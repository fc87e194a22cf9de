// A ballot: the key it lies under, what is stored, what is published after the close.
import * as z from 'zod'
import { byCodeUnits, canonicalJson, sha256 } from '../../kernel/digest.ts'
import { accept, type Decision, refuse } from '../../kernel/refusals.ts'
import { type BallotForm, Choice, canonicalChoice, objectionsTo } from '../poll/ballot-form.ts'
import type { FrozenPoll } from '../poll/poll.ts'
import type { BallotGroup } from '../rules/rule.ts'
import { isPermit, permitSignatureBytes, preparedMessageBytes, readPermitKey } from '../secrecy/permit.ts'

/** So many bytes in the one spelling they have: with spare bits set at the end, a permit would be two texts. */
const base64UrlOf = (bytes: number) =>
  z
    .base64url()
    .length(Math.ceil((bytes * 4) / 3))
    .refine((text) => Buffer.from(text, 'base64url').toString('base64url') === text)

/** The right to cast one ballot: a random message, prepared as RFC 9474 says, and its unblinded signature; base64url. */
export const Permit = z.strictObject({
  message: base64UrlOf(preparedMessageBytes),
  signature: base64UrlOf(permitSignatureBytes),
})
export type Permit = z.infer<typeof Permit>

export const Ballot = z.strictObject({ permit: Permit, choice: Choice })
export type Ballot = z.infer<typeof Ballot>

/** A ballot as it lies in the box: its hash, which is its key, and the ballot. */
export type CastBallot = { readonly hash: string; readonly ballot: Ballot }

/** An item of the box as it is found: the hash it lies under, and the ballot if it can be read as one. */
export type FoundBallot = { readonly hash: string; readonly ballot: Ballot | undefined }

const bytesOf = (base64url: string) => new Uint8Array(Buffer.from(base64url, 'base64url'))

/**
 * SHA-256 of the permit's message, in hexadecimal. Of the message alone: the signer signs each blinded message once, so
 * a voter has one message, and whatever signature comes with it, it is the same permit (ADR 0004).
 */
export const ballotHash = (permit: Permit): string => sha256(bytesOf(permit.message))

/** The shard of the box or the roll that a hash falls into; shards are a power of two, so it is the hash's first bits. */
export const shardOf = (hash: string, shards: number): number =>
  Math.floor((Number.parseInt(hash.slice(0, 2), 16) * shards) / 256)

/** Checks permit and form. Nothing of a refused ballot is kept, and its permit stays usable. */
export const examineBallot = (
  poll: FrozenPoll,
  ballot: Ballot,
): Decision<CastBallot, never, 'permit-invalid' | 'choice-invalid'> => {
  const { permit } = ballot
  if (!isPermit(readPermitKey(poll.permitKey), bytesOf(permit.message), bytesOf(permit.signature)))
    return refuse('permit-invalid')
  const objections = objectionsTo(poll.ballotForm, poll.options, ballot.choice)
  if (objections.length > 0)
    return refuse(
      'choice-invalid',
      {},
      objections.map(({ pointer, rule }) => ({ pointer: `/choice${pointer}`, rule })),
    )
  const choice = canonicalChoice(poll.ballotForm, ballot.choice)
  return accept({ hash: ballotHash(permit), ballot: { permit, choice } })
}

const pointsOf = (form: BallotForm, choice: Choice): readonly number[] | undefined =>
  form.kind === 'ranking' ? form.weights.slice(0, choice.options.length) : choice.points

/** Merges identical choices as they come: memory grows with different choices, not with ballots. */
export const choiceGroups = (form: BallotForm) => {
  const groups = new Map<string, { readonly choice: Choice; count: number }>()
  return {
    add: (choice: Choice): void => {
      const key = canonicalJson(choice)
      const group = groups.get(key)
      if (group === undefined) groups.set(key, { choice, count: 1 })
      else group.count += 1
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

/** Bytes of a permit as JSON, and of what joins it to a choice. */
const permitLength = 700

/** Bytes that the longest ballot of this poll takes as JSON: every stored one is padded to it, so size says nothing. */
export const paddedBallotLength = (poll: FrozenPoll): number => {
  const ids = poll.options.reduce((total, { id }) => total + id.length + 3, 0)
  return permitLength + 64 + ids + (poll.ballotForm.kind === 'points' ? poll.options.length * 8 : 0)
}
