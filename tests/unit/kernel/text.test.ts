import { afterEach, describe, expect, it, vi } from 'vitest'
import { Line, objectionToText, Prose, printable } from '../../../shared/kernel/text.ts'

const code = (point: number) => String.fromCodePoint(point)

afterEach(() => vi.restoreAllMocks())

describe('a line that somebody writes', () => {
  it.each([
    ['emoji with joiners and skin tones', '👩🏽‍🌾 Tuin 👨‍👩‍👧‍👦'],
    ['the flag of Wales', '🏴󠁧󠁢󠁷󠁬󠁳󠁿 Cardiff'],
    ['Arabic', 'حديقة الحي'],
    ['Persian with a non-joiner', 'می\u200cخواهم'],
    ['Hebrew with points', 'שָׁלוֹם'],
    ['Turkish', 'İstanbul’da ağaç'],
    ['Devanagari', 'क्षेत्र की बगीचा'],
    ['Vietnamese', 'Nguyễn Thị Ánh'],
    ['Thai', 'สวนชุมชน'],
    ['a keycap', '1️⃣ bankje'],
  ])('a line that somebody writes may be %s', (_, text) => {
    expect(Line(120).safeParse(text).data).toBe(text.normalize('NFC'))
  })

  it.each([
    ['an escape sequence', '\u001b[2J All checks hold'],
    ['a C1 control', 'a\u009b2J'],
    ['NUL', 'a\u0000b'],
    ['a line feed', 'a\nb'],
    ['a next line', 'a\u0085b'],
    ['a line separator', 'a\u2028b'],
    ['a direction override', 'betaal \u202e0001'],
    ['an isolate', 'a\u2066b\u2069'],
    ['a zero-width space', 'pa\u200bul'],
    ['only zero-width joiners', '\u200d\u200d'],
    ['a Hangul filler', '\u3164'],
    ['a half-width Hangul filler', '\uffa0'],
    ['Hangul Jamo fillers', '\u115f\u1160'],
    ['a Braille blank', '\u2800'],
    ['only spaces of any width', ' \u00a0\u2003\u3000'],
    ['a soft hyphen', 'bank\u00adje'],
    ['a byte order mark', '\ufeffbank'],
    ['only a combining mark', '\u0301'],
    ['sixty combining marks', `a${'\u0301\u0316'.repeat(30)}`],
    ['a hidden tag', `a${code(0xe0041)}`],
    ['private use', 'a\ue000'],
    ['a joiner between letters that never join', 'pa\u200dul'],
    ['a non-joiner between Latin letters', 'pa\u200cul'],
    ['a direction mark', 'a\u200eb'],
    ['a variation selector on a letter', 'a\ufe0fb'],
    ['a selector of ideographs on a letter', `a${code(0xe0100)}b`],
    ['a word joiner', 'a\u2060b'],
    ['a Khmer filler', 'a\u17b4'],
    ['half a surrogate pair', 'a\ud800'],
    ['a replacement character', 'a\ufffd'],
    ['nothing', ''],
  ])('a line that somebody writes is not %s', (_, text) => {
    expect(Line(120).safeParse(text).success).toBe(false)
  })

  it('a line that somebody writes is stored and counted in NFC', () => {
    expect(Line(4).parse('cafe\u0301')).toBe('café')
    expect(Line(3).safeParse('cafe\u0301').success).toBe(false)
  })
})

describe('a text that somebody writes', () => {
  it('a text that somebody writes has one kind of line breaks, and tabs', () => {
    expect(Prose(100).parse('een\r\ntwee\n\tdrie')).toBe('een\ntwee\n\tdrie')
    expect(Prose(100).safeParse('een\u000btwee').success).toBe(false)
  })

  // In Latin letters a text is judged by one look; beside a letter of another script by all rules, one after the other.
  it('a text that somebody writes is judged the same whether one look is enough for it or not', () => {
    const kinds = [Line(9), Prose(9)]
    const accepted = (text: string) => kinds.map((kind) => kind.safeParse(text).success)
    const differ = Array.from({ length: 0x3000 }, (_, point) => code(point)).filter((each) => {
      const isSeen = /[\p{L}\p{N}\p{P}\p{S}]/u.test(each)
      const alone = accepted(`あ${each}`).map((it) => it && isSeen)
      return `${accepted(`a${each}`)} ${accepted(each)}` !== `${accepted(`あ${each}`)} ${alone}`
    })
    expect(differ).toEqual([])
  })

  it('a text that somebody writes in Latin letters is looked at once', () => {
    const looks = vi.spyOn(RegExp.prototype, 'test')
    expect(Prose(10_000).safeParse('Een café – “op het plein” – voor € 1.200…\n'.repeat(50)).success).toBe(true)
    expect(looks).toHaveBeenCalledTimes(1)
  })

  it('a text that somebody writes has error messages in both languages', () => {
    expect(objectionToText('\u3164', true)).toEqual({
      nl: 'Gebruik geen onzichtbare tekens.',
      en: 'Use no invisible characters.',
    })
  })
})

describe('the output on a terminal', () => {
  it('the output on a terminal cannot be cleared, moved, reordered or hidden by what somebody wrote', () => {
    expect(printable('a\u001b[2Jb\u202ec\u009bd\u200be\rf')).toBe('a\\u001b[2Jb\\u202ec\\u009bd\\u200be\\u000df')
    expect(printable('een\ntwee\tdrie')).toBe('een\\u000atwee\\u0009drie')
  })

  it.each([
    ['a Hangul filler', '\u3164', '\\u3164'],
    ['a half-width Hangul filler', '\uffa0', '\\uffa0'],
    ['a Braille blank', '\u2800', '\\u2800'],
    ['a tag', code(0xe0041), '\\udb40\\udc41'],
    ['a zero-width joiner', '\u200d', '\\u200d'],
    ['a direction mark', '\u061c', '\\u061c'],
    ['a grapheme joiner', '\u034f', '\\u034f'],
    ['private use', '\ue000', '\\ue000'],
  ])('the output on a terminal makes %s visible', (_, character, shown) => {
    expect(printable(`a${character}b`)).toBe(`a${shown}b`)
  })

  it.each(['👩🏽‍🌾 Tuin 👨‍👩‍👧‍👦', '🏴󠁧󠁢󠁷󠁬󠁳󠁿', 'حديقة الحي', 'می\u200cخواهم', 'क्‍षेत्र', 'İstanbul’da ağaç', '1️⃣ ❤️'])(
    'the output on a terminal is as it was written: %s',
    (text) => {
      expect(printable(text)).toBe(text)
    },
  )

  it('the output on a terminal is the same JSON', () => {
    const value = { title: 'a\u202eb\u009bc' }
    expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value)
  })
})
