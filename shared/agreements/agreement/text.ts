// The text of an agreement in versions, and the differences between any two of them.
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { Line, Prose } from '../../kernel/text.ts'

/** A part of the text. Its key stays when its title changes, so that versions can be compared. */
export const Part = z
  .strictObject({
    key: z
      .string()
      .max(40)
      .regex(/^[a-z][a-z0-9-]{0,39}$/),
    /** The vision of four years, the plan of a year, or how the ward takes part in a city-wide subject. */
    kind: z.enum(['vision', 'plan', 'participation']).meta({ id: 'AgreementPartKind' }),
    title: Line(200),
    text: Prose(20_000),
  })
  .meta({ id: 'AgreementPart' })

/** A version is one item of the table: the limit is 400 KB, at up to three bytes a character. */
const longest = 100_000
export const AgreementText = z
  .array(Part)
  .min(1)
  .max(60)
  .readonly()
  .refine((parts) => new Set(parts.map(({ key }) => key)).size === parts.length, {
    params: { words: { nl: 'Elk deel heeft een eigen sleutel.', en: 'Each part has a key of its own.' } },
  })
  .refine((parts) => parts.reduce((sum, { title, text }) => sum + title.length + text.length, 0) <= longest, {
    params: {
      words: {
        nl: 'Alle delen samen hebben hoogstens 100.000 tekens.',
        en: 'All parts together have at most 100,000 characters.',
      },
    },
  })
export type AgreementText = z.infer<typeof AgreementText>

/** A version of the text. It never changes; a later version follows it. */
export const TextVersion = z.object({ number: z.int().min(1), at: Instant, because: Line(200), text: AgreementText })
/** A version without its text, for lists. */
export const TextVersionHead = TextVersion.omit({ text: true })
export type TextVersion = z.infer<typeof TextVersion>

export type Difference = {
  readonly key: string
  readonly change: 'added' | 'removed' | 'changed' | 'moved'
  readonly before?: AgreementText[number]
  readonly after?: AgreementText[number]
}

/** The order of the parts that both versions have. */
const orderIn = (text: AgreementText, other: AgreementText): readonly string[] => {
  const keys = new Set(other.map(({ key }) => key))
  return text.map(({ key }) => key).filter((key) => keys.has(key))
}

/** The differences between two versions, in the order of the later one; removed parts come last. */
export const differencesBetween = (before: AgreementText, after: AgreementText): readonly Difference[] => {
  const [old, orderBefore, orderAfter] = [
    new Map(before.map((part) => [part.key, part])),
    orderIn(before, after),
    orderIn(after, before),
  ]
  const differences = after.flatMap((part): readonly Difference[] => {
    const was = old.get(part.key)
    if (was === undefined) return [{ key: part.key, change: 'added', after: part }]
    const isSame = was.kind === part.kind && was.title === part.title && was.text === part.text
    if (!isSame) return [{ key: part.key, change: 'changed', before: was, after: part }]
    const isMoved = orderBefore.indexOf(part.key) !== orderAfter.indexOf(part.key)
    return isMoved ? [{ key: part.key, change: 'moved', before: was, after: part }] : []
  })
  const now = new Set(after.map(({ key }) => key))
  const removed = before
    .filter(({ key }) => !now.has(key))
    .map((part) => ({ key: part.key, change: 'removed' as const, before: part }))
  return [...differences, ...removed]
}
