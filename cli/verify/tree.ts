// The Merkle tree of RFC 6962, section 2.1, as it stands there: by recursion from above.
import { hashOf } from './canonical.ts'

/** Hash of one entry: SHA-256(0x00 ‖ entry). */
export const leafOf = (entry: string): Buffer => hashOf(Uint8Array.of(0), entry)

/** The root over the hashes `from` ≤ at < `to`. */
export const treeHead = (leaves: readonly Buffer[], from = 0, to = leaves.length): Buffer => {
  const [size, only] = [to - from, leaves[from]]
  if (size === 0 || only === undefined) return hashOf()
  if (size === 1) return only
  let split = 1
  while (split < size - split) split *= 2
  return hashOf(Uint8Array.of(1), treeHead(leaves, from, from + split), treeHead(leaves, from + split, to))
}
