// The words of a text, folded: in lower case, without accents and punctuation. `Café’s` is `cafe` and `s`, `ĳs` is `ijs`.

/** Letters that Unicode does not take apart. */
const taken: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
}

const fold = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[ßæœøđðłı]/g, (letter) => taken[letter] ?? letter)

/** All words of a text in their order, as often as they occur. */
export const wordsOf = (text: string): readonly string[] => fold(text).match(/[\p{L}\p{N}]+/gu) ?? []
