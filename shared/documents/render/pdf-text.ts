// The characters that a font has, read from the font itself.
import { create } from 'fontkit'
import { breakable, fitted } from './legible.ts'

export type Fitting = { readonly shown: (text: string) => string; readonly replaced: () => number }

/** Fits texts to the characters of a font, and counts what it had to replace. */
export const fittingIn = (bytes: Uint8Array): Fitting => {
  const font = create(Buffer.from(bytes))
  let replaced = 0
  return {
    shown: (text) => {
      const result = fitted(text, (codePoint) => font.hasGlyphForCodePoint(codePoint))
      replaced += result.replaced
      // The time to measure a word that is longer than a line grows with the square of its length.
      return breakable(result.text)
    },
    replaced: () => replaced,
  }
}
