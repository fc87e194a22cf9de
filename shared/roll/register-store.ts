// Storage of the register's files and the entries of rolls, as objects in a separate bucket:
//   uploads/<election>/<attempt>            the uploaded file; deleted when its import has ended
//   work/<election>/<attempt>/<part>        its voters, sorted in parts, while it is imported
//   rolls/<election>/<attempt>/<shard>      the entries of one part of the frozen roll
//   rolls/<election>/<attempt>/roots        the roots of all parts, 32 bytes each
import type { Instant } from '../kernel/clock.ts'
import type { ElectionId } from '../kernel/ids.ts'
import { uploadAddressOf } from '../platform/object-address.ts'
import { namesOf, type Objects, putObject, readObject, removeObject } from '../platform/objects.ts'
import type { Hash } from '../voting/evidence/merkle.ts'
import { entriesOf, type RollEntry } from './frozen/shards.ts'
import type { RollIn } from './roll.ts'

/** A file of an election by its number. */
export type Attempt = { readonly electionId: ElectionId; readonly attempt: number }

const upload = ({ electionId, attempt }: Attempt) => `uploads/${electionId}/${attempt}`
const work = ({ electionId, attempt }: Attempt) => `work/${electionId}/${attempt}/`
const frozen = ({ electionId, attempt }: Attempt) => `rolls/${electionId}/${attempt}/`
const shardName = (of: Attempt, shard: number) => `${frozen(of)}${shard}`
const rootsName = (of: Attempt) => `${frozen(of)}roots`

const csv = 'text/csv; charset=utf-8'
const binary = 'application/octet-stream'

/** A presigned upload of the announced file, valid for a quarter of an hour. */
export const registerAddressOf = (objects: Objects, roll: RollIn<'awaiting-file'>, now: Instant) =>
  uploadAddressOf(objects, upload(roll), { type: csv, ...roll.file }, now)

const streamOf = async (objects: Objects, key: string): Promise<AsyncIterable<Uint8Array> | undefined> =>
  (await readObject(objects, key))?.transformToWebStream()

/** The bytes of the file as a stream; undefined if none was uploaded. */
export const readRegisterFile = (objects: Objects, of: Attempt) => streamOf(objects, upload(of))

/** Stores a sorted part. The same file gives the same parts, so an existing part is kept. */
export const putSortedPart = async (objects: Objects, of: Attempt, part: number, body: Uint8Array): Promise<void> => {
  await putObject(objects, `${work(of)}${part}`, { type: binary, body })
}

/** The sorted parts of a file, to be merged. Throws if one is missing. */
export const readSortedParts = (objects: Objects, of: Attempt, parts: number): readonly AsyncIterable<Uint8Array>[] =>
  Array.from({ length: parts }, async function* (_, part) {
    const stream = await streamOf(objects, `${work(of)}${part}`)
    if (stream === undefined) throw new Error(`Part ${part} is missing`)
    yield* stream
  })

/** Stores the entries of one part of a roll. */
export const putShard = async (objects: Objects, of: Attempt, shard: number, entries: readonly string[]) => {
  const body = entries.map((entry) => `${entry}\n`).join('')
  await putObject(objects, shardName(of, shard), { type: 'text/plain; charset=utf-8', body })
}

/** The entries of one part of a frozen roll: one object of about 40 KB. Throws if it is missing. */
export const readShard = async (objects: Objects, of: Attempt, shard: number): Promise<readonly RollEntry[]> => {
  const body = await readObject(objects, shardName(of, shard))
  if (body === undefined) throw new Error(`Shard ${shard} of a frozen roll is missing`)
  return entriesOf(await body.transformToString('utf8'))
}

const hashBytes = 32

/** Stores the roots of all parts. */
export const putRoots = async (objects: Objects, of: Attempt, roots: readonly Hash[]): Promise<void> => {
  await putObject(objects, rootsName(of), { type: binary, body: Buffer.concat(roots) })
}

/** The roots of all parts of a frozen roll. Throws if they are missing. */
export const readRoots = async (objects: Objects, of: Attempt): Promise<readonly Hash[]> => {
  const body = await readObject(objects, rootsName(of))
  if (body === undefined) throw new Error('The roots of a frozen roll are missing')
  const bytes = await body.transformToByteArray()
  return Array.from({ length: bytes.length / hashBytes }, (_, index) =>
    bytes.subarray(index * hashBytes, (index + 1) * hashBytes),
  )
}

/** Deletes the file and the parts sorted from it; only the frozen roll remains, if there is one. */
export const deleteImportFiles = async (objects: Objects, of: Attempt): Promise<void> => {
  for await (const name of namesOf(objects, work(of))) await removeObject(objects, name)
  await removeObject(objects, upload(of))
}
