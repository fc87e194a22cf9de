// A public text about an appeal names nobody whose name is not public already: candidates on a list are, refused ones are not.
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import { isOnList } from '../nominations/nomination.ts'
import type { Appealed } from './register.ts'

const words = (text: string): readonly string[] => text.match(/[\p{L}\p{M}'’-]+/gu) ?? []

/** Whether a text contains a name: all of it, or its last word as a word of its own. */
const names = (text: string, name: string): boolean => {
  const last = words(name).at(-1) ?? name
  return text.toLowerCase().includes(name.toLowerCase()) || words(text).includes(last)
}

const rule = {
  nl: 'Laat de naam weg: iedereen kan deze tekst lezen.',
  en: 'Leave the name out: everybody can read this text.',
}

/** Refuses a public text with the name of a person whose nomination does not stand. */
export const objectionToNames = (
  appealed: Appealed,
  { pointer, text }: { readonly pointer: string; readonly text: string },
): Refusal<'names-a-person'> | undefined =>
  appealed.kind === 'nomination' &&
  !isOnList(appealed.nomination) &&
  names(text, appealed.nomination.content.ballotName)
    ? refuse('names-a-person', {}, [{ pointer, rule }])
    : undefined
