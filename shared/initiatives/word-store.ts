// The word index: for each word of an initiative an item in the partition of that word, newest first. A search reads the
// partition of one word only (ADR 0021). Written with the step that makes a text public.
import * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import { InitiativeId, WardCode } from '../kernel/ids.ts'
import { type Listing, listMatching } from '../table/paging.ts'
import { getListed, type Key, queryListed } from '../table/read.ts'
import { change, save } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import type { Write } from '../table/write.ts'
import { PublicHalf, publicAttributes } from './initiative.ts'
import { initiativeKeys } from './keys.ts'
import { initiativeKey, type PageRequest } from './store.ts'
import { indexedWords, isAlike, searchWords } from './text/words.ts'

const WordEntry = z.object({
  initiativeId: InitiativeId,
  wardCode: WardCode,
  title: z.string(),
  words: z.array(z.string()).readonly(),
})
type WordEntry = z.infer<typeof WordEntry>

type Indexed = Pick<PublicHalf, 'id' | 'wardCode' | 'content' | 'submission'>

const entryKey = (word: string, { id, submission }: Indexed): Key => ({
  pk: initiativeKeys.ofWord(word),
  sk: `${submission.submittedAt}#${id}`,
})

// The partition belongs to the initiative alone.
const own = ({ id }: Indexed) => ({
  condition: 'attribute_not_exists(pk) OR initiativeId = :id',
  values: { ':id': id },
})

const entryWrites = (initiative: Indexed): readonly Write[] => {
  const { id, wardCode, content } = initiative
  const words = indexedWords(content)
  const entry: WordEntry = { initiativeId: id, wardCode, title: content.title, words }
  return words.map((word) => ({ put: { ...entryKey(word, initiative), ...entry }, ...own(initiative) }))
}

/** Adds the words of a text that becomes public and removes those of the previous one. At most 80 items, 2 WCU each. */
export const wordWrites = (before: Indexed | undefined, after: Indexed): readonly Write[] => {
  const standing = new Set(indexedWords(after.content))
  const gone = before === undefined ? [] : indexedWords(before.content).filter((word) => !standing.has(word))
  return [...entryWrites(after), ...gone.map((word) => ({ delete: entryKey(word, after), ...own(after) }))]
}

/** Writes the words of one initiative again, unless its text has changed meanwhile. Transaction of at most 41 items. */
export const indexAgain = async (table: Table, initiative: Indexed, now: Instant): Promise<void> => {
  const check: Write = {
    check: initiativeKey(initiative.id),
    condition: 'submission.textVersion = :text',
    values: { ':text': initiative.submission.textVersion },
  }
  await save(table, now, change([check, ...entryWrites(initiative)], [], 'changed-meanwhile'))
}

type Wanted = {
  readonly text: string
  readonly wardCodes: ReadonlySet<WardCode> | undefined
  readonly since: Instant | undefined
}

/** The longest word is likely to be the rarest. */
const rarest = (words: readonly string[]): string =>
  words.reduce((best, word) => (word.length > best.length ? word : best), '')

/**
 * Initiatives with all of these words in their title or summary, newest first, of these wards, submitted since then. Table,
 * strong: at most ten queries of one word's partition, 100 entries each, and one batch of the page; 1 RCU per 4 KB of each.
 */
export const searchInitiatives = async (
  table: Table,
  { text, wardCodes, since }: Wanted,
  page: PageRequest,
  matches: (initiative: PublicHalf) => boolean,
): Promise<Listing<PublicHalf> | 'invalid-cursor'> => {
  const words = searchWords(text)
  const range = {
    pk: initiativeKeys.ofWord(rarest(words)),
    order: 'descending',
    ...(since === undefined ? {} : { skFrom: since }),
  } as const
  const isWanted = (entry: WordEntry) =>
    (wardCodes === undefined || wardCodes.has(entry.wardCode)) && words.every((word) => entry.words.includes(word))
  const found = await listMatching(table, range, WordEntry, page, isWanted)
  if (found === 'invalid-cursor') return found
  const keys = found.items.map(({ initiativeId }) => initiativeKey(initiativeId))
  const initiatives = await getListed(table, keys, PublicHalf, publicAttributes)
  return { items: initiatives.filter(matches), cursor: found.cursor }
}

type Titled = { readonly id: InitiativeId; readonly wardCode: WardCode; readonly title: string }

/** Initiatives of a ward with similar titles: at most five of the newest 100 with its longest word. Strong, one query. */
export const listAlike = async (
  table: Table,
  { id, wardCode, title }: Titled,
): Promise<readonly { readonly id: InitiativeId; readonly title: string }[]> => {
  const word = rarest(searchWords(title))
  if (word === '') return []
  const range = { pk: initiativeKeys.ofWord(word), order: 'descending' } as const
  const entries = await queryListed(table, range, WordEntry, 100)
  return entries
    .filter((entry) => entry.initiativeId !== id && entry.wardCode === wardCode && isAlike(entry.title, title))
    .slice(0, 5)
    .map((entry) => ({ id: entry.initiativeId, title: entry.title }))
}
