// The Merkle tree of RFC 6962, section 2.1, implemented literally: recursively from the root.
import { hashOf } from './canonical.ts'

/** Hash of one entry: SHA-256(0x00 ‖ entry). */
export const leafOf = (entry: string): Buffer => hashOf(Uint8Array.of(0), entry)

const nodeOf = (left: Buffer, right: Buffer): Buffer => hashOf(Uint8Array.of(1), left, right)

/** The largest power of two below a size. */
const splitOf = (size: number): number => {
  let split = 1
  while (split < size - split) split *= 2
  return split
}

/** The root of the leaves `from` ≤ index < `to`. */
export const treeHead = (leaves: readonly Buffer[], from = 0, to = leaves.length): Buffer => {
  const [size, only] = [to - from, leaves[from]]
  if (size === 0 || only === undefined) return hashOf()
  if (size === 1) return only
  const split = splitOf(size)
  return nodeOf(treeHead(leaves, from, from + split), treeHead(leaves, from + split, to))
}

/** The root to which a proof (nearest hash first) leads from a leaf; undefined if it does not fit a tree of this size. */
export const rootByProof = (
  leaf: Buffer,
  index: number,
  size: number,
  proof: readonly Buffer[],
): Buffer | undefined => {
  const [topmost, below] = [proof.at(-1), proof.slice(0, -1)]
  if (index < 0 || index >= size || (size === 1 && topmost !== undefined)) return undefined
  if (size === 1) return leaf
  if (topmost?.length !== 32) return undefined
  const split = splitOf(size)
  const isLeft = index < split
  const inner = isLeft ? rootByProof(leaf, index, split, below) : rootByProof(leaf, index - split, size - split, below)
  if (inner === undefined) return undefined
  return isLeft ? nodeOf(inner, topmost) : nodeOf(topmost, inner)
}
