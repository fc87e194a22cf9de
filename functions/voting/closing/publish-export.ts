// The export of a poll: one immutable object, written before the result is visible. The first export that is stored is the
// valid one: signatures differ each time they are made, results do not.
import { digestOf } from '../../../shared/kernel/digest.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import { putStream } from '../../../shared/platform/object-stream.ts'
import { type Objects, readObject } from '../../../shared/platform/objects.ts'
import type { SignedResult } from '../../../shared/voting/count/result.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { exportHeader, linesOf, readHeader, writeExport } from '../../../shared/voting/publication/export-format.ts'
import { published, readCountedBallots } from '../../../shared/voting/publication-store.ts'

const encoder = new TextEncoder()
async function* encoded(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const line of lines) yield encoder.encode(line)
}

/** The result in the stored export; nothing if there is none. Reads its first line. */
const standingExport = async (objects: Objects, pollId: PollId): Promise<SignedResult | undefined> => {
  const body = await readObject(objects, published.export(pollId))
  if (body === undefined) return undefined
  const lines = linesOf(body.transformToWebStream())
  const first = await lines.next()
  await lines.return(undefined)
  if (first.done) throw new Error('The export is empty')
  const { result, resultSignature, signingKey, checkpoint } = readHeader(first.value)
  return { result, signature: { signature: resultSignature, signingKey }, checkpoint }
}

/** Writes the export if there is none, and returns the result in the stored one. Throws if that result differs. */
export const publishExport = async (objects: Objects, poll: Poll, signed: SignedResult): Promise<SignedResult> => {
  const { pollId } = poll.frozen
  const standing = await standingExport(objects, pollId)
  if (standing === undefined) {
    const ballots = readCountedBallots(objects, pollId, signed.result.shards)
    const bytes = encoded(writeExport(exportHeader(poll, signed), ballots))
    const isOurs = await putStream(objects, published.export(pollId), { type: 'application/x-ndjson', bytes })
    return isOurs ? signed : publishExport(objects, poll, signed)
  }
  if (digestOf(standing.result) !== digestOf(signed.result)) throw new Error('A different result has been exported')
  return standing
}
