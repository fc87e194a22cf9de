import { describe, expect, it } from 'vitest'
import { indexedWords, isAlike, maximumWords, SearchText, searchWords } from '../../../shared/initiatives/text/words.ts'
import { wordsOf } from '../../../shared/kernel/words.ts'

describe('the words of a text', () => {
  it.each([
    ['Eén café, twee cafés!', ['een', 'cafe', 'twee', 'cafes']],
    ['ĲSSALON aan de Ĳ', ['ijssalon', 'aan', 'de', 'ij']],
    ['’s-Gravenland: zo’n 2026', ['s', 'gravenland', 'zo', 'n', '2026']],
    ['Smørrebrød & Straße', ['smorrebrod', 'strasse']],
    ['ｆｕｌｌ Ｗｉｄｔｈ', ['full', 'width']],
    ['مسجد 公園', ['مسجد', '公園']],
    ['?!', []],
  ])('the words of a text: %s', (text, words) => {
    expect(wordsOf(text)).toEqual(words)
  })
})

describe('a word in the search', () => {
  it('a word in the search has at least three letters and is not a stop word', () => {
    expect(searchWords('De tuin van het plein, een tuin')).toEqual(['tuin', 'plein'])
    for (const text of ['op', 'van het', '...', '']) expect(SearchText.safeParse(text).success).toBe(false)
  })

  it('a word in the search is indexed if a transaction has room for it, those of the title first', () => {
    const summary = Array.from({ length: 60 }, (_, index) => `woord${index}`).join(' ')
    const words = indexedWords({ title: 'Tuin op het plein', summary })
    expect([words.length, words.slice(0, 3)]).toEqual([maximumWords, ['tuin', 'plein', 'woord0']])
  })
})

describe('two titles', () => {
  it.each([
    ['Tuin op het plein', 'TUIN op het plein!', true],
    ['Tuin op het plein', 'Het plein: op tuin', true],
    ['Tuin op het plein', 'De tuin op het plein', true],
    ['Tuin op het plein', 'Tuin op het dak', true],
    ['Tuin op het plein', 'Tuin', false],
    ['Speeltuin', 'Moestuin', false],
    ['公園', '公園', true],
  ])('%s and %s: similar %s', (title, other, expected) => {
    expect([isAlike(title, other), isAlike(other, title)]).toEqual([expected, expected])
  })
})
