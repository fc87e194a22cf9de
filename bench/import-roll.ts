// The import of a roll without its services: reads 600,000 lines of a register, computes digests, sorts them in parts, merges
// the parts, and writes the roll with its roots; compared with only reading the same lines and splitting their fields.
import { createHash, randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { LocalDate } from '../shared/kernel/clock.ts'
import { WardCode } from '../shared/kernel/ids.ts'
import { digestOfPerson } from '../shared/roll/frozen/person-digest.ts'
import { entryText, rollRoot, shardOfDigest, shardRoot, shardsFor } from '../shared/roll/frozen/shards.ts'
import { sortedParts, sortedPersons } from '../shared/roll/frozen/sorting.ts'
import { readRegister } from '../shared/roll/register/voters.ts'
import type { Hash } from '../shared/voting/evidence/merkle.ts'
import type { BenchRow } from './row.ts'

const voters = 600_000
const linesInPiece = 1_500
const wards = Array.from({ length: 39 }, (_, n) => WardCode.parse(`ward-${n}`))
const eligibility = {
  wards,
  residencyOn: LocalDate.parse('2026-02-02'),
  pollingOn: LocalDate.parse('2026-03-18'),
  voterAge: 16,
}

const lineOf = (n: number) => {
  const [year, month, day] = [1930 + (n % 78), 1 + (n % 12), 1 + (n % 28)]
  return `${String(n).padStart(9, '0')};${wards[n % 39]};${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}\n`
}

/** The file in pieces of about 64 KiB, made on demand. */
async function* file(): AsyncGenerator<Uint8Array> {
  yield Buffer.from('person;wardCode;birthDate\n')
  for (let n = 0; n < voters; n += linesInPiece)
    yield Buffer.from(Array.from({ length: linesInPiece }, (_, index) => lineOf(n + index)).join(''))
}

const measured = async (act: () => Promise<unknown>) => {
  globalThis.gc?.()
  let peak = 0
  const look = () => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  const timer = setInterval(look, 10)
  const begun = performance.now()
  await act()
  look()
  clearInterval(timer)
  return { seconds: (performance.now() - begun) / 1_000, megabytes: peak / 1e6 }
}

/** Everything the workflow does between reading and writing the bucket. `parts` are its objects. */
const importRoll = async (parts: Buffer[]) => {
  const key = randomBytes(32)
  const sorting = sortedParts(async (_, bytes) => {
    parts.push(bytes)
  })
  for await (const piece of readRegister(file(), eligibility))
    await sorting.add(
      piece.voters.map(({ person, wardIndex, line }) => ({ digest: digestOfPerson(key, person), wardIndex, line })),
    )
  await sorting.end()
  const read = () =>
    parts.map(async function* (bytes) {
      for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536)
    })
  let found = 0
  for await (const { voter } of sortedPersons(read())) if (voter !== undefined) found += 1
  const shards = shardsFor(found)
  const roots: Hash[] = []
  let entries: string[] = []
  for await (const { voter } of sortedPersons(read())) {
    if (voter === undefined) continue
    const digest = voter.digest.toString('hex')
    for (const shard = shardOfDigest(digest, shards); roots.length < shard; ) {
      roots.push(shardRoot(entries))
      entries = []
    }
    entries.push(entryText(digest, wards[voter.wardIndex] ?? WardCode.parse('none')))
  }
  roots.push(shardRoot(entries))
  rollRoot(roots)
}

export const benchImportRoll = async (): Promise<BenchRow[]> => {
  const plain = await measured(async () => {
    const hash = createHash('sha256')
    const lines = createInterface({
      input: Readable.from(
        (async function* () {
          for await (const piece of file()) {
            hash.update(piece)
            yield piece
          }
        })(),
        { objectMode: false },
      ),
    })
    let fields = 0
    for await (const line of lines) fields += line.split(';').length
    if (fields !== 3 * (voters + 1)) throw new Error('The plain read has lost lines')
    hash.digest()
  })
  const parts: Buffer[] = []
  const imported = await measured(() => importRoll(parts))
  const megabytes = parts.reduce((sum, part) => sum + part.length, 0) / 1e6
  return [
    {
      what: `a roll of ${voters.toLocaleString('en')} voters: read, sorted, checked, frozen`,
      measured: `${Math.round(voters / imported.seconds).toLocaleString('en')} lines/s, ${imported.megabytes.toFixed(0)} MB, of which ${megabytes.toFixed(0)} MB stand for objects`,
      reference: `${plain.seconds.toFixed(1)} s, ${plain.megabytes.toFixed(0)} MB (making and hashing the file, reading it line by line)`,
      ratio: `${(imported.seconds / plain.seconds).toFixed(1)} times as long`,
    },
  ]
}
