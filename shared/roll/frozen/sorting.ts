// Sorts more voters than fit in memory: parts of limited size are sorted and stored, then merged. Duplicate persons are
// adjacent then.
import type { LineProblem } from '../register/problems.ts'
import { mergedRecords, recordBytes, sortedRecords, type VoterRecord, writeRecord } from './records.ts'

/** The number of voters sorted at a time: about 4 MiB, and twice that during sorting. */
export const votersInPart = 110_000

/** Collects voters and gives each full part, sorted, to `put`. Never holds more than one part. */
export const sortedParts = (put: (part: number, bytes: Buffer) => Promise<void>, most = votersInPart) => {
  const held = Buffer.allocUnsafe(most * recordBytes)
  let [count, parts] = [0, 0]
  const flush = async () => {
    if (count === 0) return
    await put(parts, sortedRecords(held.subarray(0, count * recordBytes)))
    ;[count, parts] = [0, parts + 1]
  }
  return {
    /** Adds voters one by one, waiting whenever a part is full. */
    add: async (voters: Iterable<VoterRecord>): Promise<void> => {
      for (const voter of voters) {
        writeRecord(held, count * recordBytes, voter)
        count += 1
        if (count === most) await flush()
      }
    },
    /** Stores the rest and returns the number of parts. */
    end: async (): Promise<number> => {
      await flush()
      return parts
    },
  }
}

/** One person: to be put on the roll, or with the lines that contradict each other. */
export type SortedPerson = { readonly voter: VoterRecord | undefined; readonly problems: readonly LineProblem[] }

const personOf = (lines: readonly VoterRecord[]): SortedPerson => {
  const [first, ...others] = lines
  if (first === undefined) throw new RangeError('There are no lines to merge')
  const isOneWard = others.every(({ wardIndex }) => wardIndex === first.wardIndex)
  const code = isOneWard ? ('person-twice' as const) : ('person-in-two-wards' as const)
  return {
    // A person listed in two wards is in one of them by mistake, and the file does not say in which.
    voter: isOneWard ? first : undefined,
    problems: others.map(({ line }) => ({ line, code, otherLine: first.line })),
  }
}

/** Every person once, in the order of their digests, from sorted parts. */
export async function* sortedPersons(parts: readonly AsyncIterable<Uint8Array>[]): AsyncGenerator<SortedPerson> {
  let lines: VoterRecord[] = []
  for await (const record of mergedRecords(parts)) {
    if (lines[0] !== undefined && Buffer.compare(lines[0].digest, record.digest) !== 0) {
      yield personOf(lines)
      lines = []
    }
    lines.push(record)
  }
  if (lines.length > 0) yield personOf(lines)
}
