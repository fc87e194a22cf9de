// Plants a leak in a copy of the dumps of a real vote.
import type { Channel, Knowledge, KnownVoter, Link } from '../join/attack.ts'

export type Plant = {
  readonly leak: string
  /** The channel in which the attack must find it, and the kind of finding. */
  readonly channel: string
  readonly kind: Link['kind']
  readonly into: (knowledge: Knowledge) => Knowledge
}

/** A voter, together with everything that is known. */
export type Somebody = { readonly name: string; readonly voter: KnownVoter; readonly knowledge: Knowledge }

export const box = 'table wijk-local-ballot-box, closed'

/** Keeps only these channels, so that the leak has to be found without the others. */
export const only = (knowledge: Knowledge, ...names: readonly string[]): Knowledge => ({
  ...knowledge,
  channels: knowledge.channels.filter(({ name }) => names.includes(name)),
  files: [],
  unlabelled: [],
})

export const changed = (
  knowledge: Knowledge,
  name: string,
  change: (records: readonly unknown[]) => readonly unknown[],
): Knowledge => ({
  ...knowledge,
  channels: knowledge.channels.map(
    (channel): Channel => (channel.name === name ? { ...channel, records: change(channel.records) } : channel),
  ),
})

/** All voters. */
export const everybody = (knowledge: Knowledge): Somebody[] =>
  [...knowledge.voters].map(([name, voter]) => ({ name, voter, knowledge }))

/** The voter who cast the ballot of this record. */
export const casterOf = (knowledge: Knowledge, record: unknown): Somebody => {
  const text = JSON.stringify(record)
  const found = everybody(knowledge).find(({ voter }) => text.includes(voter.ballot))
  if (found === undefined) throw new Error('Nobody has cast this')
  return found
}

/** Adds a value to each ballot in the box. `beside`: further channels that are needed to understand it. */
export const besideBallots =
  (note: (of: Somebody) => unknown, ...beside: readonly string[]) =>
  (knowledge: Knowledge): Knowledge =>
    changed(only(knowledge, box, ...beside), box, (records) =>
      records.map((record) => Object.assign({ note: note(casterOf(knowledge, record)) }, record)),
    )

/** Sorts the records of a channel. */
export const inOrderOf =
  (channel: string, number: (voter: KnownVoter) => number) =>
  (knowledge: Knowledge): Knowledge => {
    const place = (record: unknown) => number(casterOf(knowledge, record).voter)
    return changed(only(knowledge, channel), channel, (records) =>
      records.toSorted((one, other) => place(one) - place(other)),
    )
  }

/** Adds a record to a channel, made from one voter and what is known about them. */
export const oneMore =
  (channel: string, record: (of: Somebody) => unknown, ...beside: readonly string[]) =>
  (knowledge: Knowledge): Knowledge => {
    const somebody = everybody(knowledge)[9]
    if (somebody === undefined) throw new Error('There is no tenth voter')
    return changed(only(knowledge, channel, ...beside), channel, (records) => [...records, record(somebody)])
  }

const textOf = (value: unknown) => JSON.stringify(value)

/** A field, by name, in what is known about a person. */
export const knownAs = ({ name, knowledge }: Somebody, field: string): string =>
  new RegExp(`"${field}":"([^"]+)"`).exec(textOf(knowledge.known.get(name)).replaceAll('\\"', '"'))?.[1] ?? ''

/** A field, by name, in a channel. */
export const publishedAs = ({ knowledge }: Somebody, channel: string, field: string): string =>
  new RegExp(`"${field}":"([^"]+)"`).exec(
    textOf(knowledge.channels.find(({ name }) => name === channel)?.records),
  )?.[1] ?? ''
