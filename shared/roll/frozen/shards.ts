// A frozen roll: its entries in order of their digests, in parts small enough to be read for one person, under one root.
import * as z from 'zod'
import { Sha256 } from '../../kernel/digest.ts'
import { WardCode } from '../../kernel/ids.ts'
import { type Hash, inclusionProof, leafHash, merkleRoot, verifyInclusion } from '../../voting/evidence/merkle.ts'
import { digestFrom } from './person-digest.ts'

/** The approximate number of entries, of about 80 bytes, in a part. */
const entriesInShard = 512
const maximumShards = 4_096

/** The number of parts for this number of voters: a power of two. */
export const shardsFor = (voters: number): number =>
  Math.min(maximumShards, 2 ** Math.ceil(Math.log2(Math.max(1, voters / entriesInShard))))

/** The part of a digest (at least its first 4 hexadecimal digits): parts follow the order of digests. */
export const shardOfDigest = (digest: string, shards: number): number =>
  Math.floor((Number.parseInt(digest.slice(0, 4), 16) * shards) / 65_536)

/** An entry as it is hashed and stored: the digest in hexadecimal, a space, the ward. */
export const entryText = (digest: string, wardCode: WardCode): string => `${digest} ${wardCode}`

const EntryLine = z
  .string()
  .transform((line) => line.split(' '))
  .pipe(z.tuple([Sha256, WardCode]))
export type RollEntry = { readonly digest: string; readonly wardCode: WardCode }

/** The entries of a part as they are stored: one per line. */
export const entriesOf = (text: string): readonly RollEntry[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [digest, wardCode] = EntryLine.parse(line)
      return { digest, wardCode }
    })

/** The root of a part: a Merkle tree (RFC 6962) over the texts of its entries. */
export const shardRoot = (entries: readonly string[]): Hash => merkleRoot(entries)

/** The root of a roll: a Merkle tree over the roots of its parts, in order. */
export const rollRoot = (roots: Iterable<Hash>): Hash => merkleRoot(roots)

const Base64 = z.base64().max(100)
const Place = z.strictObject({ index: z.int().min(0), treeSize: z.int().min(1), proof: z.array(Base64).max(64) })

/** The proof that a person is on a roll: from the entry to the root of its part, and from there to the root of the roll. */
export const RollProof = z
  .strictObject({
    /** Opens the digest to the person themself, in hexadecimal: SHA-256 of these bytes and their pseudonym is the digest. */
    opening: Sha256,
    entry: z.string().max(200),
    inShard: Place,
    shardRoot: Sha256,
    inRoll: Place,
    root: Sha256,
  })
  .meta({ id: 'RollProof' })
export type RollProof = z.infer<typeof RollProof>

const base64 = (hash: Hash) => Buffer.from(hash).toString('base64')
const hex = (hash: Hash) => Buffer.from(hash).toString('hex')

/** The proof for the entry of a digest; undefined if the part does not contain it. */
export const proveEntry = (
  { digest, opening }: { readonly digest: string; readonly opening: string },
  shard: { readonly index: number; readonly entries: readonly RollEntry[] },
  roots: readonly Hash[],
): RollProof | undefined => {
  const place = shard.entries.findIndex((entry) => entry.digest === digest)
  const found = shard.entries[place]
  if (found === undefined) return undefined
  const leaves = shard.entries.map((entry) => leafHash(entryText(entry.digest, entry.wardCode)))
  return {
    opening,
    entry: entryText(found.digest, found.wardCode),
    inShard: { index: place, treeSize: leaves.length, proof: inclusionProof(place, leaves).map(base64) },
    shardRoot: hex(roots[shard.index] ?? new Uint8Array()),
    inRoll: {
      index: shard.index,
      treeSize: roots.length,
      proof: inclusionProof(
        shard.index,
        roots.map((root) => leafHash(root)),
      ).map(base64),
    },
    root: hex(rollRoot(roots)),
  }
}

const bytesOf = (proof: readonly string[]) => proof.map((each) => new Uint8Array(Buffer.from(each, 'base64')))

/**
 * The ward of the person with this pseudonym on the roll with this root, if the proof is valid; undefined if
 * it is not.
 */
export const wardProved = (
  { opening, entry, inShard, shardRoot: shardRootHex, inRoll }: RollProof,
  person: string,
  root: string,
): WardCode | undefined => {
  const parsed = EntryLine.safeParse(entry)
  if (!parsed.success) return undefined
  const [digest, wardCode] = parsed.data
  const shardHash = new Uint8Array(Buffer.from(shardRootHex, 'hex'))
  const holds =
    digestFrom(Buffer.from(opening, 'hex'), person).toString('hex') === digest &&
    verifyInclusion({ ...inShard, leaf: leafHash(entry), root: shardHash }, bytesOf(inShard.proof)) &&
    verifyInclusion(
      { ...inRoll, leaf: leafHash(shardHash), root: new Uint8Array(Buffer.from(root, 'hex')) },
      bytesOf(inRoll.proof),
    )
  return holds ? wardCode : undefined
}
