// Whom a dump names, and where: the smallest parts that name at most one voter and at most one ballot.
import type { Owners } from './owners.ts'
import { fragmentsOf, insideOf, leavesOf } from './readings.ts'

export type Sought = {
  readonly voters: Owners
  readonly ballots: Owners
  /** Ballots that have been replaced since. */
  readonly replaced: Owners
}

type Names = { readonly [Kind in keyof Sought]: ReadonlySet<string> }

/** A part of a dump, and the voters and ballots that it names. */
export type Sighting = Names & { readonly part: unknown }

type Look = Sighting & { readonly inside: readonly Look[] }

const union = (looks: readonly Names[]): Names => ({
  voters: new Set(looks.flatMap(({ voters }) => [...voters])),
  ballots: new Set(looks.flatMap(({ ballots }) => [...ballots])),
  replaced: new Set(looks.flatMap(({ replaced }) => [...replaced])),
})

type Search = {
  readonly sought: Sought
  /** Results by value: the same texts occur in many places but are searched once. */
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
  // Names of fields are searched too: an object may be keyed by hash, or a map by resident.
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

/** Searches records for these names. The sightings are in the order of the records. */
export const searchFor = (sought: Sought) => {
  const search = { sought, seen: new Map<unknown, Names>() }
  return (records: readonly unknown[]): readonly Sighting[] =>
    records.flatMap((record) => smallest(look(record, search)))
}
