// A ballot in the box: raw bytes, sealed. Writes are paid by the kilobyte, and JSON would be half as
// large again: signatures a third longer in base64url, options by their ids instead of their indexes.
import { type Choice, maximumOptions } from '../poll/ballot-form.ts'
import type { FrozenPoll } from '../poll/poll.ts'
import { choiceSignatureBytes } from '../secrecy/choice-signature.ts'
import { type OpeningKey, openBytes, type SealingKey, sealBytes } from '../secrecy/sealing.ts'
import { Ballot, type CastBallot, type FoundBallot, permitLengths } from './ballot.ts'

/** The first byte: the layout of the rest. */
const layout = 1
/** Before layouts had numbers, a ballot was stored as padded JSON. Such ballots in an open poll still count. */
const jsonBegins = '{'.charCodeAt(0)

const fromJson = (bytes: Buffer): Ballot | undefined => {
  try {
    return Ballot.safeParse(JSON.parse(bytes.toString('utf8'))).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

/**
 * Layout 1: the parts of the permit, and from version 2 of the ballot the voter's signature, at full length; the number of
 * options named (2 bytes), the index of each in the poll (2 bytes), for points those of each (4 bytes); zeros.
 */
const partsOf = ({ ballotVersion = 1, ballotForm, options }: FrozenPoll) => {
  const { message, signature } = permitLengths(ballotVersion)
  const choiceAt = 1 + message + signature + (ballotVersion === 1 ? 0 : choiceSignatureBytes)
  return {
    messageAt: 1,
    signatureAt: 1 + message,
    choiceSignatureAt: 1 + message + signature,
    choiceAt,
    /** The same for every ballot of the poll, so that the size reveals nothing. */
    length: choiceAt + 2 + maximumOptions(ballotForm, options) * (ballotForm.kind === 'points' ? 6 : 2),
  }
}

const writeChoice = (bytes: Buffer, at: number, { options }: FrozenPoll, choice: Choice): void => {
  const places = new Map(options.map(({ id }, place) => [id, place]))
  let next = bytes.writeUInt16BE(choice.options.length, at)
  for (const id of choice.options) {
    const place = places.get(id)
    if (place === undefined) throw new RangeError('The poll has no such option')
    next = bytes.writeUInt16BE(place, next)
  }
  for (const points of choice.points ?? []) next = bytes.writeUInt32BE(points, next)
}

/** The choice at this offset; undefined if it names an option that the poll does not have. */
const readChoice = (bytes: Buffer, at: number, { options, ballotForm }: FrozenPoll): Choice | undefined => {
  const count = bytes.readUInt16BE(at)
  if (count > maximumOptions(ballotForm, options)) return undefined
  const named = Array.from({ length: count }, (_, n) => options[bytes.readUInt16BE(at + 2 + 2 * n)]?.id)
  const ids = named.flatMap((id) => id ?? [])
  if (ids.length < count) return undefined
  if (ballotForm.kind !== 'points') return { options: ids }
  const pointsAt = at + 2 + 2 * count
  return { options: ids, points: ids.map((_, n) => bytes.readUInt32BE(pointsAt + 4 * n)) }
}

/** A ballot as bytes, without its number, which is stored beside it. Throws for an option that the poll does not have. */
const toBytes = (poll: FrozenPoll, { permit, choice, choiceSignature = '' }: Ballot): Uint8Array => {
  const { messageAt, signatureAt, choiceSignatureAt, choiceAt, length } = partsOf(poll)
  const bytes = Buffer.alloc(length)
  bytes.writeUInt8(layout, 0)
  bytes.write(permit.message, messageAt, 'base64url')
  bytes.write(permit.signature, signatureAt, 'base64url')
  bytes.write(choiceSignature, choiceSignatureAt, 'base64url')
  writeChoice(bytes, choiceAt, poll, choice)
  return bytes
}

/** The ballot of these bytes; undefined if they are not a ballot of this poll. */
const fromBytes = (poll: FrozenPoll, sealed: Uint8Array, number: number | undefined): Ballot | undefined => {
  const { messageAt, signatureAt, choiceSignatureAt, choiceAt, length } = partsOf(poll)
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength)
  if (bytes[0] === jsonBegins) return fromJson(bytes)
  if (bytes.length !== length || bytes[0] !== layout) return undefined
  const choice = readChoice(bytes, choiceAt, poll)
  if (choice === undefined) return undefined
  const permit = {
    message: bytes.toString('base64url', messageAt, signatureAt),
    signature: bytes.toString('base64url', signatureAt, choiceSignatureAt),
  }
  if (number === undefined) return { permit, choice }
  return { permit, choice, number, choiceSignature: bytes.toString('base64url', choiceSignatureAt, choiceAt) }
}

/** A number in the form that the table compares: of fixed length, so that an item's size does not depend on it. */
const comparable = (number: number): string => `${number}`.padStart(16, '0')

/** Stored beside a signed ballot: its number, and the digest of the whole ballot (32 bytes). */
export const besideSealed = (signed: CastBallot['signed']) =>
  signed && { number: comparable(signed.number), digest: new Uint8Array(Buffer.from(signed.digest, 'hex')) }

/** A ballot sealed to the count, with the fields beside it. Equally long for all ballots of the poll. */
export const sealBallot = (poll: FrozenPoll, { hash, ballot, signed }: CastBallot, key: SealingKey) => {
  const beside = besideSealed(signed)
  const place = { pollId: poll.pollId, hash, number: beside?.number }
  return { ...beside, sealed: sealBytes(key, toBytes(poll, ballot), place) }
}

/** The ballot sealed under this hash and beside this number; undefined if the content is not a ballot of the poll. */
export const openBallot = (
  poll: FrozenPoll,
  {
    hash,
    sealed,
    number,
  }: { readonly hash: string; readonly sealed: Uint8Array; readonly number?: string | undefined },
  key: OpeningKey,
): FoundBallot['ballot'] => {
  const opened = openBytes(key, sealed, { pollId: poll.pollId, hash, number })
  return opened && fromBytes(poll, opened, number === undefined ? undefined : Number(number))
}
