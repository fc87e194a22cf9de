import { describe, expect, it } from 'vitest'
import { type Document, facts, list, paragraph, table } from '../../../shared/documents/document.ts'
import { replacement } from '../../../shared/documents/render/legible.ts'
import { renderPdf } from '../../../shared/documents/render/pdf.ts'
import { documentOf, hostile, ordinary } from '../../support/builders/documents.ts'
import { openedPdf, structureOf, textOf } from '../../support/readers/pdf-reading.ts'

const opened = async (document: Document) => openedPdf(await renderPdf(document))

describe('a document as a PDF', () => {
  it('a document as a PDF is tagged, with language and title, and declares PDF/UA', async () => {
    const pdf = await opened(ordinary)
    expect(await pdf.getMarkInfo()).toEqual(
      new Map([
        ['Marked', true],
        ['UserProperties', false],
        ['Suspects', false],
      ]),
    )
    const { info, metadata } = await pdf.getMetadata()
    expect(info).toMatchObject({
      Language: 'nl-NL',
      Title: 'Proces-verbaal van de uitslag – Oude Noorden',
      PDFFormatVersion: '1.7',
      CreationDate: 'D:20220323100000Z',
    })
    expect(metadata?.get('pdfuaid:part')).toBe('1')
    expect(await pdf.getViewerPreferences()).toEqual(new Map([['DisplayDocTitle', true]]))
  })

  it('a document as a PDF has headings, paragraphs, lists and tables with header cells, in reading order', async () => {
    const structure = await structureOf(await opened(ordinary))
    expect(structure).toEqual([
      'Document: ',
      'H1: Proces-verbaal van de uitslag',
      'P: Oude Noorden',
      'P: Versie 1, 23 maart 2022',
      ...['Table: ', 'TR: ', 'TH: Wijk', 'TD: Oude Noorden', 'TR: ', 'TH: Zetels', 'TD: 9'],
      'H2: Gekozen leden',
      'P: Gekozen zijn de kandidatenmet de meeste stemmen.',
      'P: Een tweede alinea.',
      ...['L: ', 'LI: ', 'Lbl: 1.', 'LBody: Zoë Öztürk', 'LI: ', 'Lbl: 2.', 'LBody: Łukasz Đorđević'],
      ...['L: ', 'LI: ', 'Lbl: •', 'LBody: los', 'LI: ', 'Lbl: •', 'LBody: van elkaar'],
      'H3: Stemmen per kandidaat',
      'P: Totaal van de wijk',
      ...['Table: ', 'TR: ', 'TH: Kandidaat', 'TH: Stemmen'],
      ...['TR: ', 'TH: 1. Zoë Öztürk', 'TD: 1.234', 'TR: ', 'TH: 2. Łukasz Đorđević', 'TD: 56'],
    ])
  })

  it('a document as a PDF embeds its fonts, and has scopes on its header cells', async () => {
    const bytes = Buffer.from(await renderPdf(ordinary)).toString('latin1')
    expect(bytes).toContain('/FontFile2')
    expect(bytes).not.toContain('/Helvetica')
    expect(bytes).toMatch(/\/Scope \/Column/)
    expect(bytes).toMatch(/\/Scope \/Row/)
    expect(bytes).toContain('/StructTreeRoot')
    expect(bytes).toContain('/Lang (nl-NL)')
  })

  it('a document as a PDF has the same bytes for the same document, whenever it is made', async () => {
    const [first, second] = await Promise.all([renderPdf(ordinary), renderPdf(ordinary)])
    expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true)
    const idOf = (bytes: Uint8Array) => /\/ID \[<([0-9a-f]+)>/.exec(Buffer.from(bytes).toString('latin1'))?.[1]
    const other = await renderPdf(documentOf([paragraph('Iets anders.')]))
    expect(idOf(first)).toMatch(/^[0-9a-f]{32}$/)
    expect(idOf(other)).not.toBe(idOf(first))
  })

  it('a document as a PDF marks characters that it cannot show, and never fails on texts that people wrote', async () => {
    const pdf = await opened(hostile)
    const text = await textOf(pdf)
    const said = [
      '<script>alert(1)</script>',
      '%PDF-1.7 endobj ) >> (stream',
      `familie ${replacement} vlag ${replacement} duim ${replacement}`,
    ]
    expect(said.filter((each) => !text.includes(each))).toEqual([])
    expect(/[\u0590-\u06ff]/.test(text)).toBe(false)
    expect(/Dit pdf-document kan \d+ tekens niet laten zien/.test(text)).toBe(true)
    expect(await textOf(await opened(ordinary))).not.toContain('niet laten zien')
  })

  it('a document as a PDF continues on the next page if something is too long, without losing a word', async () => {
    const words = Array.from({ length: 4_000 }, (_, place) => `woord${place}`).join(' ')
    const pdf = await opened(
      documentOf([
        paragraph(words),
        ...facts(['Toelichting', words]),
        ...list([words]),
        ...table('Uitleg', ['Wat', 'Waarom'], [['Alles', words]]),
      ]),
    )
    const text = await textOf(pdf)
    for (const word of ['woord0', 'woord1999', 'woord3999'])
      expect(text.split(new RegExp(`${word}(?![0-9])`))).toHaveLength(5)
    // Compared as booleans, so that a failure does not print the whole long text.
    expect(text.includes('Alles (vervolg)')).toBe(true)
    expect(text.includes(`Bladzijde ${pdf.numPages} van ${pdf.numPages}`)).toBe(true)
  })

  it('a document as a PDF has one table in its structure for a table of 60 rows on three pages, with each row once', async () => {
    const long = 'Een regel die over de volle breedte van de kolom loopt en zo op meer dan een regel komt te staan.'
    const rows = Array.from({ length: 60 }, (_, place) => [`Rij ${place + 1}`, `${long} ${long}`])
    const rendered = await renderPdf(documentOf(table('Uitleg', ['Wat', 'Waarom'], rows)))
    const raw = Buffer.from(rendered).toString('latin1')
    const ofKind = (kind: string) => raw.match(new RegExp(`/S /${kind}\\b`, 'g'))?.length
    const pdf = await openedPdf(rendered)
    expect(pdf.numPages).toBeGreaterThanOrEqual(3)
    expect([ofKind('Table'), ofKind('TR')]).toEqual([1, 61])
    const text = await textOf(pdf)
    for (const [name = ''] of rows) expect(text.split(new RegExp(`${name}(?![0-9])`))).toHaveLength(2)
  })

  it('a document as a PDF breaks a word that is longer than a line, in text and in a table', async () => {
    const long = 'x'.repeat(3_000)
    const text = await textOf(await opened(documentOf([paragraph(long), ...table('T', ['A', 'B'], [['a', long]])])))
    expect(text.replaceAll(/[^x]/g, '')).toHaveLength(6_000)
  })
})
