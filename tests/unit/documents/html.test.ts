import fc from 'fast-check'
import { parse } from 'parse5'
import { describe, expect, it } from 'vitest'
import { type Document, paragraph } from '../../../shared/documents/document.ts'
import { renderHtml } from '../../../shared/documents/render/html.ts'
import { replacement } from '../../../shared/documents/render/legible.ts'
import { style } from '../../../shared/documents/render/style.ts'
import { documentOf, hostile, hostileTexts, ordinary } from '../../support/builders/documents.ts'
import { objectionsToPage } from '../../support/readers/html-objections.ts'
import { attributeOf, elementsIn, textsIn } from '../../support/readers/page-text.ts'

const objectionsTo = (document: Document) => objectionsToPage(renderHtml(document))
const pageOf = (document: Document) => textsIn(parse(renderHtml(document)))

describe('a document as a web page', () => {
  it('a document as a web page passes a validator of HTML and accessibility', async () => {
    expect(await objectionsTo(ordinary)).toEqual([])
  })

  it('a document as a web page has its language, its title, and headings in order below one main heading', () => {
    const { named, textOf } = pageOf(ordinary)
    const [html] = named('html')
    expect(html && attributeOf(html, 'lang')).toBe('nl')
    expect(named('title').map(textOf)).toEqual(['Proces-verbaal van de uitslag – Oude Noorden'])
    expect(named('h1', 'h2', 'h3', 'h4').map(({ tagName }) => tagName)).toEqual(['h1', 'h2', 'h3'])
    expect(named('main')).toHaveLength(1)
  })

  it('a document as a web page has tables with a caption, and a header for each column and each row', () => {
    const { named, textOf, rows } = pageOf(ordinary)
    expect(named('caption').map(textOf)).toEqual(['Totaal van de wijk'])
    expect(named('th').map((cell) => [textOf(cell), attributeOf(cell, 'scope')])).toEqual([
      ['Kandidaat', 'col'],
      ['Stemmen', 'col'],
      ['1. Zoë Öztürk', 'row'],
      ['2. Łukasz Đorđević', 'row'],
    ])
    expect(rows()).toContainEqual(['1. Zoë Öztürk', '1.234'])
    // Somebody who uses a keyboard can scroll a wide table too.
    const [region] = named('section')
    expect(region && ['aria-labelledby', 'tabindex'].map((name) => attributeOf(region, name))).toEqual(['table-6', '0'])
  })

  it('a document as a web page has paragraphs with their line breaks, lists, and facts without unknown ones', () => {
    const { named, textOf } = pageOf(ordinary)
    const [first, second] = named('p')
      .slice(2)
      .map((each) => elementsIn(each).map(({ tagName }) => tagName))
    expect([first, second]).toEqual([['br'], []])
    expect(named('ol').map((each) => elementsIn(each).map(textOf))).toEqual([['Zoë Öztürk', 'Łukasz Đorđević']])
    expect(named('dt', 'dd').map(textOf)).toEqual(['Wijk', 'Oude Noorden', 'Zetels', '9'])
  })

  it('a document as a web page loads and runs nothing, and can be printed and read on a phone', () => {
    const { named } = pageOf(ordinary)
    expect(named('script', 'link', 'img', 'iframe', 'form', 'object', 'a')).toEqual([])
    const meta = named('meta').map((each) => attributeOf(each, 'content'))
    expect(meta).toContain("default-src 'none'; style-src 'unsafe-inline'")
    expect(meta).toContain('width=device-width, initial-scale=1')
    expect(style).toContain('@media print')
    expect(style).not.toMatch(/url\(|@import/)
  })

  it('a document as a web page has a contrast of at least 4.5 to 1, wherever a colour is set', () => {
    const luminance = (hex: string) => {
      const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => {
        const part = Number.parseInt(hex.length === 3 ? hex.charAt(at / 2).repeat(2) : hex.slice(at, at + 2), 16) / 255
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
      })
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const darkest = luminance('eee')
    const colours = [...style.matchAll(/[{;]color:#([0-9a-f]{3,6})/g)].map(([, hex = '']) => hex)
    expect(colours.length).toBeGreaterThan(2)
    for (const colour of colours) expect((darkest + 0.05) / (luminance(colour) + 0.05)).toBeGreaterThan(4.5)
  })

  it('a document as a web page shows texts that people wrote, and executes nothing in them', async () => {
    const { all, named } = pageOf(hostile)
    expect(named('script', 'img', 'textarea')).toEqual([])
    expect(all.flatMap(({ attrs }) => attrs).filter(({ name }) => name.startsWith('on'))).toEqual([])
    expect((await objectionsTo(hostile)).filter((each) => !/empty-heading|wcag\/h|text-content/.test(each))).toEqual([])
    expect(pageOf(documentOf([paragraph(hostileTexts[0])])).text).toContain(hostileTexts[0])
  })

  it('a document as a web page replaces characters that would reorder, hide or break the text, and keeps every script and emoji', () => {
    const texts = hostileTexts.map((text) =>
      pageOf(documentOf([paragraph(text)]))
        .named('p')
        .at(2),
    )
    const said = texts.map((each) => (each === undefined ? '' : pageOf(ordinary).textOf(each)))
    expect(said[3]).toBe(`bel${replacement} terug${replacement} nul${replacement} escape${replacement}[31m`)
    expect(said[4]).toBe(`omgekeerd ${replacement}neb ki${replacement} en ${replacement}geïsoleerd${replacement}`)
    expect(said[5]).toBe(hostileTexts[5])
    expect(said[6]).toBe(hostileTexts[6])
    expect(said[7]).toBe(`half ${replacement} en ${replacement}`)
  })

  it('a document as a web page shows any text that people may write, and has the same bytes each time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 }), (text) => {
        const document = documentOf([paragraph(`a${text}b`)])
        expect(renderHtml(document)).toBe(renderHtml(document))
        const [, , said] = pageOf(document).named('p')
        const plain = (it: string) => it.normalize('NFC').replaceAll(/[\s\p{Cc}\u202a-\u202e\u2066-\u2069\ufffd]/gu, '')
        expect(said && plain(pageOf(document).textOf(said))).toBe(plain(`a${text}b`))
      }),
      { numRuns: 200 },
    )
  })
})
