import { createHash, randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WardCode } from '../../../shared/kernel/ids.ts'
import { digestFrom, digestOfPerson, markOfPerson, openingOf } from '../../../shared/roll/frozen/person-digest.ts'
import { recordBytes, type VoterRecord } from '../../../shared/roll/frozen/records.ts'
import {
  entriesOf,
  entryText,
  proveEntry,
  rollRoot,
  shardOfDigest,
  shardRoot,
  shardsFor,
  wardProved,
} from '../../../shared/roll/frozen/shards.ts'
import { sortedParts, sortedPersons } from '../../../shared/roll/frozen/sorting.ts'

const digestOf = (n: number) => createHash('sha256').update(`${n}`).digest()
const record = (n: number, line: number, wardIndex = 0): VoterRecord => ({ digest: digestOf(n), wardIndex, line })

/** Stores parts in memory and returns them in pieces of this length. */
const memory = (pieceBytes = 100) => {
  const parts = new Map<number, Buffer>()
  const read = () =>
    [...parts.values()].map(async function* (bytes) {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
    })
  return { parts, read, put: async (part: number, bytes: Buffer) => void parts.set(part, Buffer.from(bytes)) }
}
const sorted = async (records: readonly VoterRecord[], most: number, pieceBytes?: number) => {
  const store = memory(pieceBytes)
  const sorting = sortedParts(store.put, most)
  await sorting.add(records)
  await sorting.end()
  const persons = []
  for await (const person of sortedPersons(store.read())) persons.push(person)
  return persons
}

describe('sorting voters in parts', () => {
  it('sorting voters in parts gives each person once, in the order of digests, whatever the size of the parts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 15 }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 90 }),
        async (numbers, most, pieceBytes) => {
          const persons = await sorted(
            numbers.map((n, index) => record(n, index + 2)),
            most,
            pieceBytes,
          )
          const found = persons.map(({ voter }) => voter?.digest.toString('hex'))
          const wanted = [...new Set(numbers)].map((n) => digestOf(n).toString('hex')).sort()
          expect(found).toEqual(wanted)
          const twice = persons.flatMap(({ problems }) => problems.map(({ line }) => line))
          expect(twice.length).toBe(numbers.length - new Set(numbers).size)
        },
      ),
    )
  })

  it('sorting voters in parts names both lines of a person who occurs twice, and leaves out a person in two wards', async () => {
    const persons = await sorted([record(1, 9), record(1, 4), record(2, 3, 0), record(2, 5, 1)], 2)
    expect(persons.flatMap(({ problems }) => problems).toSorted((a, b) => a.line - b.line)).toEqual([
      { line: 5, code: 'person-in-two-wards', otherLine: 3 },
      { line: 9, code: 'person-twice', otherLine: 4 },
    ])
    expect(persons.flatMap(({ voter }) => (voter ? [voter.line] : []))).toEqual([4])
  })

  it('sorting voters in parts has only one part in memory, for 600,000 voters', async () => {
    const most = 20_000
    let [given, put, largest, held] = [0, 0, 0, 0]
    const sorting = sortedParts(async (_, bytes) => {
      put += bytes.length
      largest = Math.max(largest, bytes.length)
    }, most)
    const digest = randomBytes(32)
    function* voters(count: number) {
      for (let n = 0; n < count; n += 1) {
        given += recordBytes
        held = Math.max(held, given - put)
        digest.writeUInt32BE(given, 0)
        yield { digest, wardIndex: 0, line: n }
      }
    }
    for (let n = 0; n < 600; n += 1) await sorting.add(voters(1_000))
    const parts = await sorting.end()
    expect(parts).toBe(30)
    expect(put).toBe(600_000 * recordBytes)
    expect(largest).toBe(most * recordBytes)
    expect(held).toBeLessThanOrEqual((most + 1) * recordBytes)
  })
})

describe('a frozen roll', () => {
  const key = randomBytes(32)
  const pernis = WardCode.parse('pernis')
  const frozen = (persons: readonly string[], shards: number) => {
    const entries = persons.map((person) => digestOfPerson(key, person).toString('hex')).sort()
    const parts = Array.from({ length: shards }, (_, shard) =>
      entries.filter((digest) => shardOfDigest(digest, shards) === shard).map((digest) => entryText(digest, pernis)),
    )
    const roots = parts.map(shardRoot)
    return { parts, roots, root: Buffer.from(rollRoot(roots)).toString('hex') }
  }
  const proofOf = (person: string, { parts, roots }: ReturnType<typeof frozen>) => {
    const digest = digestOfPerson(key, person).toString('hex')
    const index = shardOfDigest(digest, parts.length)
    const entries = entriesOf((parts[index] ?? []).join('\n'))
    return proveEntry({ digest, opening: openingOf(key, person).toString('hex') }, { index, entries }, roots)
  }

  it('a frozen roll confirms everybody on it, and nobody else, in any number of parts', () => {
    const persons = Array.from({ length: 60 }, (_, n) => `person ${n}`)
    for (const shards of [1, 4, 16]) {
      const roll = frozen(persons, shards)
      for (const person of persons) {
        const proof = proofOf(person, roll)
        expect(proof && wardProved(proof, person, roll.root)).toBe('pernis')
        expect(proof && wardProved(proof, 'somebody else', roll.root)).toBeUndefined()
        expect(proof && wardProved(proof, person, '0'.repeat(64))).toBeUndefined()
        expect(
          proof && wardProved({ ...proof, entry: proof.entry.replace('pernis', 'feijenoord') }, person, roll.root),
        ).toBeUndefined()
      }
      expect(proofOf('nobody', roll)).toBeUndefined()
    }
  })

  it('a frozen roll is stored in parts of a few hundred entries, however many there are', () => {
    expect([0, 1, 512, 513, 5_000, 516_986, 10_000_000].map(shardsFor)).toEqual([1, 1, 1, 2, 16, 1024, 4096])
  })

  it('a frozen roll separates persons from their marks: neither can be derived from the other without the key', () => {
    const other = randomBytes(32)
    const [digest, mark] = [digestOfPerson(key, 'anna').toString('hex'), markOfPerson(key, 'anna')]
    expect(mark).not.toBe(digest)
    expect(markOfPerson(other, 'anna')).not.toBe(mark)
    expect(digestFrom(openingOf(key, 'anna'), 'anna').toString('hex')).toBe(digest)
  })
})
