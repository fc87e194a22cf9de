// The owner of a fragment: the only person or ballot among whose known values, plain or hashed, it occurs.
import { hash } from 'node:crypto'
import { decodedFrom, fragmentsOf, type Leaf, leavesOf, tokensOf } from './readings.ts'

/** Known values of one voter or one ballot, by the name used in a report. */
export type Known = ReadonlyMap<string, readonly unknown[]>

/** Finds the owner of a fragment. A fragment that occurs with two persons or ballots has none. */
export type Owners = { get(fragment: string): string | undefined }

const digests = ['md5', 'sha1', 'sha256', 'sha384', 'sha512'] as const

const hashesOf = ({ value }: Leaf): Leaf[] => {
  const plain =
    value instanceof Uint8Array
      ? [value]
      : [...tokensOf(String(value))].flatMap((token) => [token, ...decodedFrom(token)])
  return plain.flatMap((each) =>
    digests.map((name) => ({ path: '', value: new Uint8Array(hash(name, each, 'buffer')) })),
  )
}

const add = (owners: Map<string, string | undefined>, known: Known, isHashed: boolean) => {
  for (const [name, values] of known)
    for (const leaf of leavesOf(values))
      for (const each of isHashed ? [leaf, ...hashesOf(leaf)] : [leaf])
        for (const fragment of fragmentsOf(each))
          owners.set(fragment, owners.has(fragment) && owners.get(fragment) !== name ? undefined : name)
}

type Kept = ReadonlyMap<string, string | undefined>
const kept = new WeakMap<Known, Kept>()

/** Computed once, because the values known from the start are the same for every attack on the same vote. */
const fromTheStart = (known: Known): Kept => {
  const owners = new Map<string, string | undefined>()
  add(owners, known, true)
  kept.set(known, owners)
  return owners
}

/** `found`: values that the first search found to belong to them. These are searched plain, not hashed. */
export const ownersOf = (known: Known, found: Known = new Map()): Owners => {
  const start = kept.get(known) ?? fromTheStart(known)
  const more = new Map<string, string | undefined>()
  add(more, found, false)
  return {
    get: (fragment) => {
      if (!more.has(fragment)) return start.get(fragment)
      const owner = more.get(fragment)
      return start.has(fragment) && start.get(fragment) !== owner ? undefined : owner
    },
  }
}
