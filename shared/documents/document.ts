// A document without layout: headings, paragraphs, lists, facts and tables, in a language. The files contain this and
// nothing else: the same document gives the same bytes. render/ makes HTML and PDF of it.
import * as z from 'zod'
import { Instant, LocalDate } from '../kernel/clock.ts'

/** Text as somebody wrote it, in whole characters; characters that cannot be shown are replaced on rendering. */
const Text = z.string().overwrite((text) => text.toWellFormed())

const Heading = z.strictObject({ kind: z.literal('heading'), level: z.union([z.literal(2), z.literal(3)]), text: Text })
/** An empty line starts a new paragraph; a single line break is kept. */
const Paragraph = z.strictObject({ kind: z.literal('paragraph'), text: Text })
const List = z.strictObject({ kind: z.literal('list'), isOrdered: z.boolean(), items: z.array(Text).min(1) })
/** Names and their values: shown as a definition list. */
const Facts = z.strictObject({
  kind: z.literal('facts'),
  items: z.array(z.strictObject({ term: Text, text: Text })).min(1),
})
/** The first cell of a row is the header of the row. `isNumber`: the column is aligned right. */
const Table = z
  .strictObject({
    kind: z.literal('table'),
    caption: Text,
    columns: z
      .array(z.strictObject({ title: Text, isNumber: z.boolean() }))
      .min(2)
      .max(6),
    rows: z.array(z.array(Text)).min(1),
  })
  .refine(({ columns, rows }) => rows.every((row) => row.length === columns.length), 'A row has a cell for each column')

const Block = z.discriminatedUnion('kind', [Heading, Paragraph, List, Facts, Table])
export type Block = z.infer<typeof Block>

const isInOrder = (blocks: readonly Block[]): boolean => {
  let above = 1
  for (const block of blocks) {
    if (block.kind !== 'heading') continue
    if (block.level > above + 1) return false
    above = block.level
  }
  return true
}

/** A whole document. `madeAt` is the moment of the step that made it, not of its rendering. */
export const Document = z.strictObject({
  language: z.enum(['nl', 'en']),
  title: Text,
  subtitle: Text,
  madeAt: Instant,
  on: LocalDate,
  /** Version of the document, from 1. */
  number: z.int().min(1),
  blocks: z.array(Block).min(1).refine(isInOrder, 'A heading is at most one level below the one before it'),
})
export type Document = z.infer<typeof Document>

export const heading = (text: string, level: 2 | 3 = 2): Block => ({ kind: 'heading', level, text })
export const paragraph = (text: string): Block => ({ kind: 'paragraph', text })
/** A list; nothing if it would be empty. */
export const list = (items: readonly string[], isOrdered = false): readonly Block[] =>
  items.length === 0 ? [] : [{ kind: 'list', isOrdered, items: [...items] }]
/** Facts, without those whose text is undefined. */
export const facts = (...items: readonly (readonly [term: string, text: string | undefined])[]): readonly Block[] => {
  const known = items.flatMap(([term, text]) => (text === undefined ? [] : [{ term, text }]))
  return known.length === 0 ? [] : [{ kind: 'facts', items: known }]
}
/** A table; nothing if it would have no rows. A column whose title ends in `#` holds numbers. */
export const table = (
  caption: string,
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): readonly Block[] =>
  rows.length === 0
    ? []
    : [
        {
          kind: 'table',
          caption,
          columns: titles.map((title) => ({ title: title.replace(/#$/, ''), isNumber: title.endsWith('#') })),
          rows: rows.map((row) => [...row]),
        },
      ]

/** A transaction takes 4 MB, and text that cannot be compressed grows by a third. */
const longest = 2_500_000

/** The first of these that a transaction takes along with the rest of its step, from the most detailed to the shortest. */
export const mostDetailed = (
  first: readonly Block[],
  ...shorter: readonly (() => readonly Block[])[]
): readonly Block[] => {
  const isShort = (blocks: readonly Block[]) => new TextEncoder().encode(JSON.stringify(blocks)).length <= longest
  let blocks = first
  for (const each of shorter) {
    if (isShort(blocks)) return blocks
    blocks = each()
  }
  return blocks
}
