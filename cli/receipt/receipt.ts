// A voter's receipt: what was cast, and the poll's word that it was accepted.
import { readFile } from 'node:fs/promises'
import * as z from 'zod'
import type { Receipt as ClientReceipt } from '../../client/receipt.ts'
import { Sha256 } from '../../shared/kernel/digest.ts'
import { PollId } from '../../shared/kernel/ids.ts'
import { Permit } from '../../shared/voting/box/ballot.ts'
import { type BallotForm, Choice } from '../../shared/voting/poll/ballot-form.ts'
import { Refusal } from '../refusal.ts'
import { canonical, hashOf } from '../verify/canonical.ts'
import { leafOf } from '../verify/tree.ts'

const Receipt = z.strictObject({
  format: z.literal('wijk-receipt/1'),
  pollId: PollId,
  permit: Permit,
  choice: Choice,
  ballotHash: Sha256,
  acceptance: z.base64url().max(100),
}) satisfies z.ZodType<ClientReceipt>
export type Receipt = z.infer<typeof Receipt>

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal('not a receipt: not JSON')
    throw error
  }
}

/** Refuses what is no receipt, or says another hash than its permit has. */
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

/** A choice as it is published: the options sorted, but in a ranking; points beside them where the form has points. */
const asPublished = ({ options, points }: Choice, form: BallotForm): Choice => {
  if (form.kind === 'ranking') return { options }
  const given = options.map((id, at) => ({ id, points: points?.[at] ?? 0 })).sort((a, b) => (a.id < b.id ? -1 : 1))
  const sorted = given.map(({ id }) => id)
  return form.kind === 'points' ? { options: sorted, points: given.map((each) => each.points) } : { options: sorted }
}

/** The leaf of the tree that this ballot must be: of its permit and choice, as they are published. */
export const leafOfReceipt = ({ permit, choice }: Receipt, form: BallotForm): Buffer =>
  leafOf(canonical({ permit, choice: asPublished(choice, form) }))
