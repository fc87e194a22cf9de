// A Merkle tree over published ballots, hashed by RFC 6962 section 2.1 (RFC 9162 for the proofs).
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

const utf8 = new TextEncoder()
const bytesOf = (entry: Uint8Array | string): Uint8Array => (typeof entry === 'string' ? utf8.encode(entry) : entry)

/** Of one entry, a text in UTF-8: SHA-256(0x00 ‖ entry). The prefix distinguishes an entry from a node. */
export const leafHash = (entry: Uint8Array | string): Hash => sha256(leafPrefix, bytesOf(entry))
/** Of two nodes: SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(nodePrefix, left, right)

const sameHash = (a: Hash | undefined, b: Hash): boolean => a !== undefined && Buffer.compare(a, b) === 0
const isHash = (value: Uint8Array): boolean => value.length === size

/** The split point of a tree of this many leaves: the largest power of two below. */
const splitOf = (leaves: number): number => {
  let split = 1
  while (split * 2 < leaves) split *= 2
  return split
}

/** A tree that grows leaf by leaf and stores only one hash for each of its levels. */
export type GrowingTree = {
  /** Adds the hash of the next leaf. */
  readonly add: (leaf: Hash) => void
  /** The root over all leaves so far; without leaves, the SHA-256 of the empty string. */
  readonly root: () => Hash
}

export const growingTree = (): GrowingTree => {
  // The root of a full subtree of 2^level leaves, or nothing: the binary digits of the number of leaves.
  const full: (Hash | undefined)[] = []
  return {
    add: (leaf) => {
      let hash = leaf
      let level = 0
      for (let left = full[level]; left !== undefined; left = full[level]) {
        hash = nodeHash(left, hash)
        full[level] = undefined
        level += 1
      }
      full[level] = hash
    },
    // Incomplete subtrees are on the right: the smaller ones are joined first.
    root: () =>
      full.reduce<Hash | undefined>(
        (right, left) => (left && right ? nodeHash(left, right) : (left ?? right)),
        undefined,
      ) ?? sha256(),
  }
}

/** Hashes that are joined together, one by one. */
export function* hashesIn(joined: Uint8Array): Generator<Hash> {
  for (let at = 0; at < joined.length; at += size) yield joined.subarray(at, at + size)
}

/** The root over leaf hashes, in their order; without leaves, the SHA-256 of the empty string. */
export const rootOfLeaves = (leaves: Iterable<Hash>): Hash => {
  const tree = growingTree()
  for (const leaf of leaves) tree.add(leaf)
  return tree.root()
}

/** The root over entries, in their order, read one by one: bytes, or texts in UTF-8. 32 bytes. */
export const merkleRoot = (entries: Iterable<Uint8Array | string>): Hash => {
  const tree = growingTree()
  for (const entry of entries) tree.add(leafHash(entry))
  return tree.root()
}

/** The hashes from a leaf to the root, nearest first. Throws if the leaf does not exist. */
export const inclusionProof = (index: number, leaves: readonly Hash[]): Hash[] => {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length)
    throw new RangeError(`The tree has no leaf ${index}`)
  if (leaves.length === 1) return []
  const split = splitOf(leaves.length)
  return index < split
    ? [...inclusionProof(index, leaves.slice(0, split)), rootOfLeaves(leaves.slice(split))]
    : [...inclusionProof(index - split, leaves.slice(split)), rootOfLeaves(leaves.slice(0, split))]
}

/** The hashes that prove a tree of `earlier` leaves to be a prefix of this one. Throws if it cannot be. */
export const consistencyProof = (earlier: number, leaves: readonly Hash[]): Hash[] => {
  if (!Number.isInteger(earlier) || earlier < 1 || earlier > leaves.length)
    throw new RangeError(`The tree has no earlier state of ${earlier} leaves`)
  const below = (count: number, part: readonly Hash[], isWhole: boolean): Hash[] => {
    if (count === part.length) return isWhole ? [] : [rootOfLeaves(part)]
    const split = splitOf(part.length)
    return count <= split
      ? [...below(count, part.slice(0, split), isWhole), rootOfLeaves(part.slice(split))]
      : [...below(count - split, part.slice(split), false), rootOfLeaves(part.slice(0, split))]
  }
  return below(earlier, leaves, true)
}

/** The subject of a proof of inclusion. */
export type Inclusion = { readonly index: number; readonly treeSize: number; readonly leaf: Hash; readonly root: Hash }

const half = (value: number): number => Math.floor(value / 2)
const isOdd = (value: number): boolean => value % 2 === 1

/** True if the proof leads from the leaf to the root (RFC 9162, 2.1.3.2). Refuses hashes that are not 32 bytes. */
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

/** True if the first tree is a prefix of the second (RFC 9162, 2.1.4.2). A tree without leaves proves nothing. */
export const verifyConsistency = ({ size1, size2, root1, root2 }: Growth, proof: readonly Hash[]): boolean => {
  if (![size1, size2].every(Number.isInteger) || size1 < 1 || size2 < size1) return false
  // Trees of the same size need no hashing: their roots must be equal.
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
