// The pool of a lottery as objects, each written once:
//   lotteries/<election>/<ward>/<number>/pool.txt            published: the opaque entries, in order of themselves
//   lotteries/<election>/<ward>/<number>/drawn-<evidence>    in the bucket of the register: who the entries are, in the order
//                                                            drawn, in lines of one length
//   lotteries/<election>/<ward>/<number>/pool                the same in the order of the pool
import { digestOf, sha256 } from '../../kernel/digest.ts'
import { type Objects, putObject, readObject } from '../../platform/objects.ts'
import type { LotEvidence } from '../../voting/lots/lots.ts'
import { type LotteryIn, subjectOfLottery } from './lottery.ts'
import { type Drawable, drawableBytes, drawablesOf, drawableText, orderOf, poolText } from './pool.ts'

type Of = Pick<LotteryIn<'posted'>, 'electionId' | 'wardCode' | 'number'>
const folder = ({ electionId, wardCode, number }: Of) => `lotteries/${electionId}/${wardCode}/${number}/`
/** The name of the published pool. */
export const publishedPool = (of: Of): string => `${folder(of)}pool.txt`
const drawnName = (of: Of, evidence: LotEvidence) => `${folder(of)}drawn-${digestOf(evidence).slice(0, 32)}`

const text = 'text/plain; charset=utf-8'

type Buckets = { readonly register: Objects; readonly publication: Objects }

/**
 * Writes the pool for the functions that handle persons, and publishes its entries; both if absent. The pool written first is kept:
 * it is given back, because the roll may have been corrected since.
 */
export const putPool = async ({ register, publication }: Buckets, of: Of, pool: readonly Drawable[]) => {
  await putObject(register, `${folder(of)}pool`, { type: text, body: drawableText(pool) })
  const standing = await readPool(register, of)
  const published = poolText(standing)
  await putObject(publication, publishedPool(of), { type: text, body: published })
  return { root: sha256(published), entries: standing.length }
}

/** The pool, with who its entries are. Throws if it was not frozen. */
const readPool = async (register: Objects, of: Of): Promise<readonly Drawable[]> => {
  const body = await readObject(register, `${folder(of)}pool`)
  if (body === undefined) throw new Error('The pool of a lottery is missing')
  return drawablesOf(await body.transformToString('utf8'))
}

/** Writes who comes at which place by the evidence, if absent. The same evidence gives the same bytes. */
const putDrawn = async (register: Objects, lottery: LotteryIn<'drawn'>): Promise<void> => {
  const { evidence } = lottery
  const pool = await readPool(register, lottery)
  const byEntry = new Map(pool.map((each) => [each.entry, each]))
  const order = orderOf({ subject: subjectOfLottery(lottery), root: lottery.root, evidence }, byEntry.keys())
  const body = drawableText(order.flatMap((entry) => byEntry.get(entry) ?? []))
  await putObject(register, drawnName(lottery, evidence), { type: text, body })
}

/** Who comes at these places of the drawn order, from 1; fewer at its end. The first who asks writes the order down. */
export const readDrawn = async (
  register: Objects,
  lottery: LotteryIn<'drawn'>,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<readonly (Drawable & { readonly place: number })[]> => {
  const last = Math.min(from - 1 + count, lottery.entries)
  if (last < from) return []
  const range = { from: (from - 1) * drawableBytes, to: last * drawableBytes }
  const read = () => readObject(register, drawnName(lottery, lottery.evidence), range)
  let body = await read()
  if (body === undefined) {
    await putDrawn(register, lottery)
    body = await read()
  }
  if (body === undefined) throw new Error('The order of a drawn lottery is missing')
  return drawablesOf(await body.transformToString('utf8')).map((each, index) => ({ ...each, place: from + index }))
}
