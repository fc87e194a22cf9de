// The published export of a poll, one immutable text: a header, then every counted ballot on a separate line. All in
// canonical JSON (RFC 8785), so that anyone can hash what they read.
import * as z from 'zod'
import { canonicalJson, digestOf, Sha256 } from '../../kernel/digest.ts'
import type { Ballot } from '../box/ballot.ts'
import { PollResult, type SignedResult } from '../count/result.ts'
import { Checkpoint } from '../evidence/checkpoint.ts'
import { LotEvidence } from '../lots/lots.ts'
import { FrozenPoll, type Poll } from '../poll/poll.ts'

/** An ECDSA signature (DER) or a public key (SPKI, DER), in base64. */
const Base64 = z.base64().min(1).max(1_000)

/** Line 1 of an export: everything that was signed, and the city's key. */
export const ExportHeader = z.strictObject({
  format: z.literal('wijk-export/1'),
  poll: FrozenPoll,
  configurationHash: Sha256,
  configurationSignature: Base64,
  signingKey: Base64,
  result: PollResult,
  resultDigest: Sha256,
  resultSignature: Base64,
  /** The signed root of the ballots, as posted before any lot was drawn. */
  checkpoint: Checkpoint,
  /** How the order of ties was drawn, if ties are decided by lot. */
  lots: LotEvidence.optional(),
  /** Over `wijk/lots/v1`, a line feed and the digest of the evidence of a draw in public session; a beacon is signed by its network. */
  lotsSignature: Base64.optional(),
})
export type ExportHeader = z.infer<typeof ExportHeader>

/** All data needed besides the ballots: the poll, its signed result, and the signed root. Throws if anything is unsigned. */
export const exportHeader = (poll: Poll, { result, signature, checkpoint }: SignedResult): ExportHeader => {
  const { frozen, configurationHash, configurationSignature } = poll
  const recordedLots = 'recordedLots' in poll ? poll.recordedLots : undefined
  return {
    format: 'wijk-export/1',
    poll: frozen,
    configurationHash,
    configurationSignature: configurationSignature.signature,
    signingKey: signature.signingKey,
    result,
    resultDigest: digestOf(result),
    resultSignature: signature.signature,
    checkpoint,
    ...(recordedLots === undefined ? {} : { lots: recordedLots.evidence }),
    ...(recordedLots?.signature === undefined ? {} : { lotsSignature: recordedLots.signature.signature }),
  }
}

/** The lines of an export, each ended by a line feed. The ballots must come in the order of their hashes. */
export async function* writeExport(
  header: ExportHeader,
  ballots: AsyncIterable<Ballot> | Iterable<Ballot>,
): AsyncGenerator<string> {
  yield `${canonicalJson(ExportHeader.parse(header))}\n`
  for await (const ballot of ballots) yield `${canonicalJson(ballot)}\n`
}

/** A text that is not an export; `line` counts from 1. */
export class ExportError extends Error {
  readonly line: number
  constructor(line: number, reason: string) {
    super(`line ${line}: ${reason}`)
    this.name = 'ExportError'
    this.line = line
  }
}

/** The maximum line length: 500 options of 200 letters in a header with its reasoning. In UTF-16 units. */
const longestLine = 8_000_000

/** The lines of a streamed text, without their line feeds. Refuses invalid UTF-8 and lines that are too long. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let unfinished = ''
  let number = 1
  const decode = (piece?: Uint8Array): string => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined })
    } catch (error) {
      if (error instanceof TypeError) throw new ExportError(number, 'not UTF-8')
      throw error
    }
  }
  for await (const piece of pieces) {
    const lines = (unfinished + decode(piece)).split('\n')
    unfinished = lines.pop() ?? ''
    if (unfinished.length > longestLine) throw new ExportError(number, 'too long for an export')
    number += lines.length
    yield* lines
  }
  unfinished += decode()
  if (unfinished !== '') throw new ExportError(number, 'the text ends in the middle of a line')
}

/** The content of a line. Refuses invalid JSON. */
export const readLine = (text: string, line: number): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new ExportError(line, 'not JSON')
    throw error
  }
}

/** The header of an export that we wrote ourselves. */
export const readHeader = (text: string): ExportHeader => ExportHeader.parse(readLine(text, 1))
