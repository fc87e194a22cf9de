// A ballot as it is cast: the choice in the one form in which it is published, signed by the voter's one-time key.
import type { Choice } from '../shared/voting/poll/ballot-form.ts'
import { fromBase64, sha256 } from './base64.ts'
import { signWith } from './choice-key.ts'
import type { Granted } from './permit-keeper.ts'

/** The data of a poll that a ballot needs. */
export type BallotPoll = {
  readonly pollId: string
  readonly ballotForm: { readonly kind: string }
  readonly options: readonly { readonly id: string }[]
}

type Permit = { readonly message: string; readonly signature: string }
export type SignedBallot = {
  readonly permit: Permit
  readonly choice: Choice
  readonly number: number
  readonly choiceSignature: string
}

/** Numbers begin here or above, so far apart that a few steps more or less reveal nothing; there is room for a million. */
const lowest = 2 ** 48

/** At random from 1 to 2³². */
const randomStep = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) + 1

/**
 * The number after this one. The first is a random one of 48 bits, and each is higher by a random step, so that a number
 * tells neither when nor how often somebody voted.
 */
export const nextNumber = (last: number | undefined): number =>
  last === undefined ? lowest + (randomStep() - 1) * 2 ** 16 + (randomStep() % 2 ** 16) : last + randomStep()

/** The order of options has a meaning only in a ranking. With a form that has points, each option has its points. */
const asPublished = ({ options, points }: Choice, { ballotForm: { kind } }: BallotPoll): Choice => {
  if (kind === 'ranking') return points === undefined ? { options } : { options, points }
  const named = options.map((id, at) => ({ id, points: points?.[at] }))
  named.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const sorted = named.map(({ id }) => id)
  const hasPoints = kind === 'points' || points !== undefined
  return hasPoints ? { options: sorted, points: named.flatMap((each) => each.points ?? []) } : { options: sorted }
}

/** Canonical JSON (RFC 8785) of a choice: the keys are in order here. */
const choiceText = ({ options, points }: Choice): string =>
  JSON.stringify(points === undefined ? { options } : { options, points })

/** Canonical JSON (RFC 8785) of a whole ballot. */
const ballotText = ({ choice, choiceSignature, number, permit: { message, signature } }: SignedBallot): string =>
  `{"choice":${choiceText(choice)},${JSON.stringify({ choiceSignature, number, permit: { message, signature } }).slice(1)}`

/** SHA-256 of a ballot: what the poll accepts, together with its number. */
export const digestOfBallot = (ballot: SignedBallot): Promise<string> => sha256(ballotText(ballot))

/** A ballot with this number, signed with the key that the permit is for. */
export const signBallot = async (
  poll: BallotPoll,
  { message, signature, privateKey }: Pick<Granted, 'message' | 'signature'> & { readonly privateKey: string },
  choice: Choice,
  number: number,
): Promise<SignedBallot> => {
  const published = asPublished(choice, poll)
  const hash = await sha256(fromBase64(message))
  const signed = `wijk/choice/v2\n${poll.pollId}\n${hash}\n${number}\n${choiceText(published)}`
  const choiceSignature = await signWith(privateKey, signed)
  return { permit: { message, signature }, choice: published, number, choiceSignature }
}

/** Bytes of the longest request: the permit, number and signature, and a choice that names all there is. */
const requestLength = ({ ballotForm, options }: BallotPoll): number => {
  const ids = options.reduce((total, { id }) => total + id.length + 3, 0)
  return 1_000 + ids + (ballotForm.kind === 'points' ? options.length * 8 : 0)
}

/** The body of a request with spaces, so that all of one poll are equally long: their size reveals nothing about the choice. */
export const padded = <Body extends object>(body: Body, poll: BallotPoll): Body & { readonly padding: string } => {
  const missing = requestLength(poll) - JSON.stringify({ ...body, padding: '' }).length
  return { ...body, padding: ' '.repeat(Math.max(0, missing)) }
}
