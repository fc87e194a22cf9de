// Voters as records of equal length, for sorting. They contain a digest instead of personal data.
import { digestBytes } from './person-digest.ts'

/** 32 bytes digest, 2 bytes ward (its index among the wards of the roll), 4 bytes line. */
export const recordBytes = digestBytes + 2 + 4

export type VoterRecord = { readonly digest: Buffer; readonly wardIndex: number; readonly line: number }

export const writeRecord = (into: Buffer, at: number, { digest, wardIndex, line }: VoterRecord): void => {
  digest.copy(into, at)
  into.writeUInt16BE(wardIndex, at + digestBytes)
  into.writeUInt32BE(line, at + digestBytes + 2)
}

export const readRecord = (from: Buffer, at: number): VoterRecord => ({
  digest: from.subarray(at, at + digestBytes),
  wardIndex: from.readUInt16BE(at + digestBytes),
  line: from.readUInt32BE(at + digestBytes + 2),
})

/** By digest, then by line: the order of the bytes. */
const compare = (a: VoterRecord, b: VoterRecord): number => Buffer.compare(a.digest, b.digest) || a.line - b.line

/** The records of a buffer in order. */
export const sortedRecords = (records: Buffer): Buffer => {
  const count = records.length / recordBytes
  // The first six bytes as a number are nearly always decisive, and faster to compare than bytes.
  const leading = Float64Array.from({ length: count }, (_, index) => records.readUIntBE(index * recordBytes, 6))
  const order = Uint32Array.from({ length: count }, (_, index) => index).sort(
    (a, b) =>
      (leading[a] ?? 0) - (leading[b] ?? 0) ||
      compare(readRecord(records, a * recordBytes), readRecord(records, b * recordBytes)),
  )
  const sorted = Buffer.allocUnsafe(records.length)
  for (const [place, index] of order.entries())
    records.copy(sorted, place * recordBytes, index * recordBytes, (index + 1) * recordBytes)
  return sorted
}

/** Whole records of a byte stream, chunk by chunk. Holds one chunk and the rest of the previous one. */
async function* wholeRecords(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0)
  for await (const piece of bytes) {
    const all = Buffer.concat([rest, piece])
    const whole = all.length - (all.length % recordBytes)
    rest = all.subarray(whole)
    if (whole > 0) yield all.subarray(0, whole)
  }
  if (rest.length > 0) throw new Error('A sorted part ends in the middle of a record')
}

/** Reads records one by one: `step` to the next within a chunk, `next` to the next chunk; false at the end. */
const readerOf = (bytes: AsyncIterable<Uint8Array>) => {
  const pieces = wholeRecords(bytes)
  let piece: Buffer = Buffer.alloc(0)
  let at = 0
  return {
    head: () => readRecord(piece, at),
    step: () => {
      at += recordBytes
      return at < piece.length
    },
    next: async () => {
      const found = await pieces.next()
      if (found.done === true) return false
      ;[piece, at] = [found.value, 0]
      return true
    },
  }
}

/** Merges sorted parts. Holds one chunk of each part. */
export async function* mergedRecords(parts: readonly AsyncIterable<Uint8Array>[]): AsyncGenerator<VoterRecord> {
  const open: { readonly reader: ReturnType<typeof readerOf>; head: VoterRecord }[] = []
  for (const part of parts) {
    const reader = readerOf(part)
    if (await reader.next()) open.push({ reader, head: reader.head() })
  }
  for (;;) {
    const [first, ...others] = open
    if (first === undefined) return
    let least = first
    for (const other of others) if (compare(other.head, least.head) < 0) least = other
    yield least.head
    if (least.reader.step() || (await least.reader.next())) least.head = least.reader.head()
    else open.splice(open.indexOf(least), 1)
  }
}
