// Sorting more voters than fit in memory: parts of bounded size are sorted and put away, then read together. Persons who
// stand twice are neighbours then.
import type { LineProblem } from '../register/problems.ts'
import { mergedRecords, recordBytes, sortedRecords, type VoterRecord, writeRecord } from './records.ts'

/** So many voters are sorted at a time: about 4 MiB, and twice that while they are. */
export const votersInPart = 110_000

/** Gathers voters and gives each full part, sorted, to `put`. Never holds more than one part. */
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
    /** Puts what is left; how many parts there are. */
    end: async (): Promise<number> => {
      await flush()
      return parts
    },
  }
}

/** One person: somebody to put on the roll, or the lines that cannot stand together. */
export type SortedPerson = { readonly voter: VoterRecord | undefined; readonly problems: readonly LineProblem[] }

const personOf = (lines: readonly VoterRecord[]): SortedPerson => {
  const [first, ...others] = lines
  if (first === undefined) throw new RangeError('Nobody')
  const isOneWard = others.every(({ wardIndex }) => wardIndex === first.wardIndex)
  const code = isOneWard ? ('person-twice' as const) : ('person-in-two-wards' as const)
  return {
    // Who stands in two wards is in one of them by mistake, and nobody here knows in which.
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
