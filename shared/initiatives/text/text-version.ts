// The versions of a public text. Residents sign for one version: it may be completed, not replaced.
import * as z from 'zod'
import { daysBetween, Instant } from '../../kernel/clock.ts'
import { InitiativeId } from '../../kernel/ids.ts'
import { wordsOf } from '../../kernel/words.ts'
import type { HandedIn } from '../initiative.ts'
import { PublicContent } from './content.ts'

/** One version of the text, as it was public from that moment on. */
export const TextVersion = z.object({
  initiativeId: InitiativeId,
  textVersion: z.int().min(1),
  publishedAt: Instant,
  /** True of the first version, and of every one that needs new signatures. */
  asksSignatures: z.boolean(),
  content: PublicContent,
})
export type TextVersion = z.infer<typeof TextVersion>

/** How many words of one text are not in the other, in any order. Capitals and commas make no difference. */
const wordsWithout = (words: readonly string[], other: readonly string[]): number => {
  const left = new Map<string, number>()
  for (const word of other) left.set(word, (left.get(word) ?? 0) + 1)
  return words.filter((word) => {
    const count = left.get(word) ?? 0
    left.set(word, count - 1)
    return count <= 0
  }).length
}

/** A tenth of the words may be removed, at least one; as many may be added as there are, at least twenty. */
const isOtherText = (signed: string, text: string): boolean => {
  const [before, after] = [wordsOf(signed), wordsOf(text)]
  const mayGo = Math.max(1, Math.floor(before.length / 10))
  const mayCome = Math.max(20, before.length)
  return wordsWithout(before, after) > mayGo || wordsWithout(after, before) > mayCome
}

const furthestDays = 92

/**
 * Whether this text differs materially from the signed one: another title, more money or a fifth less, a start more than
 * three months earlier or later, or a summary or plan with more than a tenth removed or more added than there was.
 * ASSUMED: no regulation says which change is material. The staff see every version and judge the rest.
 */
export const isMaterialChange = (signed: PublicContent, text: PublicContent): boolean =>
  wordsOf(signed.title).join(' ') !== wordsOf(text.title).join(' ') ||
  text.amountCents > signed.amountCents ||
  text.amountCents * 5 <= signed.amountCents * 4 ||
  Math.abs(daysBetween(signed.startsOn, text.startsOn)) > furthestDays ||
  isOtherText(signed.summary, text.summary) ||
  isOtherText(signed.plan, text.plan)

/** The text that residents have signed. */
export const signedContentOf = ({ submission, content }: HandedIn): PublicContent => submission.signedContent ?? content

const sameText = (one: PublicContent, other: PublicContent): boolean =>
  JSON.stringify(PublicContent.parse(one)) === JSON.stringify(PublicContent.parse(other))

/** The text of an initiative that is submitted again, and whether it needs new signatures. */
export const nextText = (before: HandedIn, content: PublicContent) => {
  const { submission, supporterCount } = before
  const signed = signedContentOf(before)
  if (isMaterialChange(signed, content)) {
    const textVersion = submission.textVersion + 1
    return { textVersion, signedVersion: textVersion, signedContent: undefined, supporterCount: 0 }
  }
  return {
    textVersion: submission.textVersion + (sameText(before.content, content) ? 0 : 1),
    signedVersion: submission.signedVersion,
    signedContent: sameText(signed, content) ? undefined : signed,
    supporterCount,
  }
}

/** The text version that submission published; undefined if the public text stays the same. */
export const publishedText = (
  before: { readonly submission?: { readonly textVersion: number } },
  { id, content, submission }: HandedIn,
  now: Instant,
): TextVersion | undefined => {
  const { textVersion, signedVersion } = submission
  if (before.submission?.textVersion === textVersion) return undefined
  return { initiativeId: id, textVersion, publishedAt: now, asksSignatures: signedVersion === textVersion, content }
}
