// A Merkle tree over published ballots, hashed as RFC 6962 section 2.1 says (RFC 9162 for the proofs).
import { createHash } from 'node:crypto'

/** SHA-256, 32 bytes. */
export type Hash = Uint8Array
const size = 32
const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

const sha256 = (...parts: readonly Uint8Array[]): Hash => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return new Uint8Array(hash.digest())
}

/** Of one entry: SHA-256(0x00 ‖ entry). The prefix keeps an entry from passing for a node. */
export const leafHash = (entry: Uint8Array): Hash => sha256(leafPrefix, entry)
const nodeHash = (left: Hash, right: Hash): Hash => sha256(nodePrefix, left, right)

const sameHash = (a: Hash | undefined, b: Hash): boolean => a !== undefined && Buffer.compare(a, b) === 0
const isHash = (value: Uint8Array): boolean => value.length === size

/** Where a tree of so many leaves is split: the largest power of two below. */
const splitOf = (leaves: number): number => {
  let split = 1
  while (split * 2 < leaves) split *= 2
  return split
}

/** The root over leaf hashes, in their order; of no leaves, SHA-256 of nothing. */
export const merkleRoot = (leaves: readonly Hash[]): Hash => {
  const [only] = leaves
  if (only === undefined) return sha256()
  if (leaves.length === 1) return only
  // Level by level: a node without a partner goes up as it is, which gives the same tree as splitting from above.
  let level: readonly Hash[] = leaves
  while (level.length > 1) {
    const above: Hash[] = []
    for (let at = 0; at < level.length; at += 2) {
      const left = level[at]
      const right = level[at + 1]
      if (left) above.push(right ? nodeHash(left, right) : left)
    }
    level = above
  }
  return level[0] ?? only
}

/** The hashes that lead from a leaf to the root, nearest first. Throws when there is no such leaf. */
export const inclusionProof = (index: number, leaves: readonly Hash[]): Hash[] => {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) throw new RangeError(`No leaf ${index}`)
  if (leaves.length === 1) return []
  const split = splitOf(leaves.length)
  return index < split
    ? [...inclusionProof(index, leaves.slice(0, split)), merkleRoot(leaves.slice(split))]
    : [...inclusionProof(index - split, leaves.slice(split)), merkleRoot(leaves.slice(0, split))]
}

/** The hashes that show a tree of `earlier` leaves to be the beginning of this one. Throws when it cannot be. */
export const consistencyProof = (earlier: number, leaves: readonly Hash[]): Hash[] => {
  if (!Number.isInteger(earlier) || earlier < 1 || earlier > leaves.length)
    throw new RangeError(`No tree of ${earlier}`)
  const below = (count: number, part: readonly Hash[], isWhole: boolean): Hash[] => {
    if (count === part.length) return isWhole ? [] : [merkleRoot(part)]
    const split = splitOf(part.length)
    return count <= split
      ? [...below(count, part.slice(0, split), isWhole), merkleRoot(part.slice(split))]
      : [...below(count - split, part.slice(split), false), merkleRoot(part.slice(0, split))]
  }
  return below(earlier, leaves, true)
}

/** What a proof of inclusion is about. */
export type Inclusion = { readonly index: number; readonly treeSize: number; readonly leaf: Hash; readonly root: Hash }

const half = (value: number): number => Math.floor(value / 2)
const isOdd = (value: number): boolean => value % 2 === 1

/** True when the proof leads from the leaf to the root (RFC 9162, 2.1.3.2). Hashes of another length than 32 are refused. */
export const verifyInclusion = ({ index, treeSize, leaf, root }: Inclusion, proof: readonly Hash[]): boolean => {
  if (![leaf, root, ...proof].every(isHash)) return false
  if (!Number.isInteger(index) || index < 0 || !Number.isInteger(treeSize) || index >= treeSize) return false
  let [first, last] = [index, treeSize - 1]
  let hash = leaf
  for (const sibling of proof) {
    if (last === 0) return false
    if (isOdd(first) || first === last) {
      hash = nodeHash(sibling, hash)
      while (!isOdd(first) && first !== 0) [first, last] = [half(first), half(last)]
    } else hash = nodeHash(hash, sibling)
    ;[first, last] = [half(first), half(last)]
  }
  return last === 0 && sameHash(root, hash)
}

/** Two states of a growing tree. */
export type Growth = { readonly size1: number; readonly size2: number; readonly root1: Hash; readonly root2: Hash }

/** True when the first tree is the beginning of the second (RFC 9162, 2.1.4.2). A tree of no leaves proves nothing. */
export const verifyConsistency = ({ size1, size2, root1, root2 }: Growth, proof: readonly Hash[]): boolean => {
  if (![size1, size2].every(Number.isInteger) || size1 < 1 || size2 < size1) return false
  // Nothing is hashed where nothing has grown: the roots, whatever they are, must be the same.
  if (size1 === size2) return proof.length === 0 && sameHash(root1, root2)
  if (![root1, root2, ...proof].every(isHash)) return false
  const isPowerOfTwo = Number.isInteger(Math.log2(size1))
  const [start, ...rest] = isPowerOfTwo ? [root1, ...proof] : proof
  if (start === undefined || proof.length === 0) return false
  let [first, last] = [size1 - 1, size2 - 1]
  while (isOdd(first)) [first, last] = [half(first), half(last)]
  let [older, newer] = [start, start]
  for (const sibling of rest) {
    if (last === 0) return false
    if (isOdd(first) || first === last) {
      older = nodeHash(sibling, older)
      newer = nodeHash(sibling, newer)
      while (!isOdd(first) && first !== 0) [first, last] = [half(first), half(last)]
    } else newer = nodeHash(newer, sibling)
    ;[first, last] = [half(first), half(last)]
  }
  return last === 0 && sameHash(root1, older) && sameHash(root2, newer)
}
