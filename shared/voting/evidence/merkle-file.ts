// A Merkle tree as bytes, level by level from the leaves to the root, 32 bytes a node: the nodes needed for the proofs of
// neighbouring leaves are adjacent and are read in a few ranges, however large the tree is.
import { type Hash, nodeHash } from './merkle.ts'

const size = 32
/** The upper levels are small: from this size on they are read at once. */
const smallTail = 64 * 1024

/** `from` ≤ byte < `to`. */
export type ByteRange = { readonly from: number; readonly to: number }
type Level = { readonly nodes: number; readonly offset: number }

/** Levels of a tree of this many leaves. A last node without a neighbour moves up unchanged (RFC 6962). */
const levelsOf = (leaves: number): readonly Level[] => {
  const levels: Level[] = []
  let offset = 0
  for (let nodes = leaves; nodes > 0; nodes = nodes === 1 ? 0 : Math.ceil(nodes / 2)) {
    levels.push({ nodes, offset })
    offset += nodes * size
  }
  return levels
}

const byteLength = (levels: readonly Level[]): number => {
  const top = levels.at(-1)
  return top === undefined ? 0 : top.offset + top.nodes * size
}

const above = (level: Uint8Array): Uint8Array => {
  const next = new Uint8Array(Math.ceil(level.length / size / 2) * size)
  for (let at = 0; at < level.length; at += 2 * size) {
    const [left, right] = [level.subarray(at, at + size), level.subarray(at + size, at + 2 * size)]
    next.set(right.length === 0 ? left : nodeHash(left, right), at / 2)
  }
  return next
}

/** The bytes of a tree, from leaf hashes joined together in pieces of any length. Holds 32 bytes a leaf. */
export async function* treeBytes(leaves: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = []
  for await (const piece of leaves) pieces.push(piece)
  let level: Uint8Array = Buffer.concat(pieces)
  while (level.length > 0) {
    yield level
    level = level.length > size ? above(level) : new Uint8Array()
  }
}

/** On one level: the nodes above the leaves `from` ≤ leaf < `to`, and their neighbours. */
const nodesAt = ({ nodes }: Level, height: number, from: number, to: number) => {
  const [first, last] = [Math.floor(from / 2 ** height), Math.floor((to - 1) / 2 ** height)]
  return { from: first - (first % 2), to: Math.min(nodes, last - (last % 2) + 2) }
}

/** The ranges of a tree of this many leaves that prove `from` ≤ leaf < `to`. */
export const rangesFor = (leaves: number, from: number, to: number): readonly ByteRange[] => {
  const levels = levelsOf(leaves)
  const end = byteLength(levels)
  const isTail = ({ offset }: Level) => end - offset <= smallTail
  const below = levels.flatMap((level, height): ByteRange[] => {
    if (isTail(level)) return []
    const nodes = nodesAt(level, height, from, to)
    return [{ from: level.offset + nodes.from * size, to: level.offset + nodes.to * size }]
  })
  const tail = levels.find(isTail)
  return tail === undefined ? below : [...below, { from: tail.offset, to: end }]
}

/** Bytes that were read, and their offset. */
export type Piece = { readonly from: number; readonly bytes: Uint8Array }

/** The proof of inclusion of a leaf (nearest hash first), from the pieces that `rangesFor` asked for. */
export const proofFrom = (pieces: readonly Piece[], leaves: number, leaf: number): Hash[] => {
  const hashAt = (offset: number): Hash => {
    const piece = pieces.find(({ from, bytes }) => offset >= from && offset + size <= from + bytes.length)
    if (piece === undefined) throw new RangeError(`Byte ${offset} of the tree was not read`)
    return piece.bytes.subarray(offset - piece.from, offset - piece.from + size)
  }
  return levelsOf(leaves).flatMap(({ nodes, offset }, height) => {
    const node = Math.floor(leaf / 2 ** height)
    const neighbour = node % 2 === 0 ? node + 1 : node - 1
    return nodes > 1 && neighbour < nodes ? [hashAt(offset + neighbour * size)] : []
  })
}
