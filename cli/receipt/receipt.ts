// A voter's receipt: what was cast, and the poll's signature that it was accepted.
import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import type { Receipt as ClientReceipt } from '../../client/receipt.ts'
import { Sha256 } from '../../shared/kernel/digest.ts'
import { PollId } from '../../shared/kernel/ids.ts'
import { Ballot, Permit } from '../../shared/voting/box/ballot.ts'
import { type BallotForm, Choice } from '../../shared/voting/poll/ballot-form.ts'
import { Refusal } from '../refusal.ts'
import { canonical, digestOfJson, hashOf } from '../verify/canonical.ts'
import { leafOf } from '../verify/tree.ts'

const common = {
  pollId: PollId,
  permit: Permit,
  choice: Choice,
  ballotHash: Sha256,
  acceptance: z.base64url().max(100),
}
const { number, choiceSignature } = Ballot.required().shape

/** Format 1 belongs to polls in which ballots are not signed. */
const Receipt = z.discriminatedUnion('format', [
  z.strictObject({ format: z.literal('wijk-receipt/1'), ...common }),
  z.strictObject({ format: z.literal('wijk-receipt/2'), ...common, number, choiceSignature }),
]) satisfies z.ZodType<ClientReceipt>
export type Receipt = z.infer<typeof Receipt>

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal('not a receipt: not JSON')
    throw error
  }
}

/** Refuses anything that is not a receipt, and a hash that does not belong to its permit. */
export const readReceipt = async (file: string): Promise<Receipt> => {
  const parsed = Receipt.safeParse(readJson(await readFile(file, 'utf8')))
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Refusal(`not a receipt: /${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}`)
  }
  const { permit, ballotHash } = parsed.data
  const hash = hashOf(Buffer.from(permit.message, 'base64url')).toString('hex')
  if (hash !== ballotHash) throw new Refusal('not a receipt: the ballot hash is not that of its permit')
  return parsed.data
}

/** A choice as it is published: options sorted except in a ranking, with points if the form has points. */
const asPublished = ({ options, points }: Choice, form: BallotForm): Choice => {
  if (form.kind === 'ranking') return { options }
  const given = options.map((id, at) => ({ id, points: points?.[at] ?? 0 })).sort((a, b) => (a.id < b.id ? -1 : 1))
  const sorted = given.map(({ id }) => id)
  return form.kind === 'points' ? { options: sorted, points: given.map((each) => each.points) } : { options: sorted }
}

/** The ballot of a receipt as it is published. */
const ballotOf = (receipt: Receipt, form: BallotForm) => {
  const { permit } = receipt
  const choice = asPublished(receipt.choice, form)
  if (receipt.format === 'wijk-receipt/1') return { permit, choice }
  return { permit, choice, number: receipt.number, choiceSignature: receipt.choiceSignature }
}

/** The leaf of this ballot in the tree. */
export const leafOfReceipt = (receipt: Receipt, form: BallotForm): Buffer => leafOf(canonical(ballotOf(receipt, form)))

/** The accepted parts of a signed ballot other than its hash; undefined for a ballot without a signature. */
export const acceptedOf = (receipt: Receipt, form: BallotForm) =>
  receipt.format === 'wijk-receipt/1'
    ? undefined
    : { number: receipt.number, digest: digestOfJson(ballotOf(receipt, form)) }
