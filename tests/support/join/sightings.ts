// Where in a dump somebody is named: the smallest part that names one voter at most and one ballot at most.
import type { Owners } from './owners.ts'
import { fragmentsOf, insideOf, leavesOf } from './readings.ts'

export type Sought = {
  readonly voters: Owners
  readonly ballots: Owners
  /** Of ballots that have been replaced since. */
  readonly replaced: Owners
}

type Names = { readonly [Kind in keyof Sought]: ReadonlySet<string> }

/** A part of a dump and who is named in it. */
export type Sighting = Names & { readonly part: unknown }

type Look = Sighting & { readonly inside: readonly Look[] }

const union = (looks: readonly Names[]): Names => ({
  voters: new Set(looks.flatMap(({ voters }) => [...voters])),
  ballots: new Set(looks.flatMap(({ ballots }) => [...ballots])),
  replaced: new Set(looks.flatMap(({ replaced }) => [...replaced])),
})

type Search = {
  readonly sought: Sought
  /** The same texts lie in many places: each is looked through once. */
  readonly seen: Map<unknown, Names>
}

const namesInLeaf = (part: unknown, { sought, seen }: Search): Names => {
  const before = seen.get(part)
  if (before !== undefined) return before
  const [voters, ballots, replaced] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const leaf of leavesOf(part))
    for (const fragment of fragmentsOf(leaf)) {
      const voter = sought.voters.get(fragment)
      if (voter !== undefined) voters.add(voter)
      const ballot = sought.ballots.get(fragment)
      if (ballot !== undefined) ballots.add(ballot)
      const old = sought.replaced.get(fragment)
      if (old !== undefined) replaced.add(old)
    }
  seen.set(part, { voters, ballots, replaced })
  return { voters, ballots, replaced }
}

const look = (part: unknown, search: Search): Look => {
  // A name may be what is looked for: of an object kept by hash, of a map by resident.
  const inside = (insideOf(part) ?? []).flatMap(([name, inner]) => [
    ...(name.length < 8 ? [] : [{ part: name, inside: [], ...namesInLeaf(name, search) }]),
    look(inner, search),
  ])
  return { part, inside, ...(inside.length > 0 ? union(inside) : namesInLeaf(part, search)) }
}

const smallest = (seen: Look): readonly Sighting[] => {
  const { voters, ballots, replaced, inside } = seen
  if (voters.size + ballots.size + replaced.size === 0) return []
  return (voters.size > 1 || ballots.size > 1) && inside.length > 0 ? inside.flatMap(smallest) : [seen]
}

/** Looks through dumps for these names: who is named, in the order in which it stands there. */
export const searchFor = (sought: Sought) => {
  const search = { sought, seen: new Map<unknown, Names>() }
  return (records: readonly unknown[]): readonly Sighting[] =>
    records.flatMap((record) => smallest(look(record, search)))
}
