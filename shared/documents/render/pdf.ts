// A document as a tagged PDF (PDF 1.7, marked as PDF/UA-1): structure, language, title, embedded fonts. Nothing depends on
// the moment or the machine that renders it: the same document gives the same bytes.
import regular from '@expo-google-fonts/open-sans/400Regular/OpenSans_400Regular.ttf'
import bold from '@expo-google-fonts/open-sans/700Bold/OpenSans_700Bold.ttf'
import PDFDocument from 'pdfkit'
import { digestOf } from '../../kernel/digest.ts'
import type { Block, Document } from '../document.ts'
import { legibleLine, paragraphsOf } from './legible.ts'
import { margin, type Page, sizes } from './pdf-page.ts'
import { drawTable } from './pdf-table.ts'
import { type Fitting, fittingIn } from './pdf-text.ts'
import { dateInWords, wordsOf } from './words.ts'

const open = (document: Document): Page['pdf'] => {
  const { title, subtitle, language, madeAt } = document
  const pdf = new PDFDocument({
    size: 'A4',
    margin,
    pdfVersion: '1.7',
    subset: 'PDF/UA',
    tagged: true,
    lang: language === 'nl' ? 'nl-NL' : 'en-GB',
    displayTitle: true,
    bufferPages: true,
    font: Buffer.from(regular),
    info: {
      Title: `${legibleLine(title)} – ${legibleLine(subtitle)}`,
      Subject: legibleLine(subtitle),
      Producer: 'pdfkit',
      Creator: 'Wijk aan Zet',
      CreationDate: new Date(madeAt),
      // The identifier of the file is derived from these entries: another document has another identifier.
      Keywords: digestOf(document),
    },
  })
  pdf.registerFont('regular', Buffer.from(regular))
  pdf.registerFont('bold', Buffer.from(bold))
  return pdf
}

/** A heading does not stand alone at the end of a page. */
const keepWithNext = ({ pdf }: Page) => {
  if (pdf.y > pdf.page.height - margin - 90) pdf.addPage()
}

type Setting = {
  readonly size: number
  readonly font: 'regular' | 'bold'
  readonly before?: number
  readonly after: number
}

const write = ({ pdf, root, shown }: Page, tag: string, text: string, { size, font, before = 0, after }: Setting) => {
  const words = shown(text)
  pdf.font(font).fontSize(size)
  pdf.y += before
  root.add(
    pdf.struct(tag, {}, () => {
      pdf
        .font(font)
        .fontSize(size)
        .text(words, margin, pdf.y, { lineGap: size * 0.25 })
    }),
  )
  pdf.y += after
}

const body = { size: sizes.body, font: 'regular', after: 7 } as const

const drawList = (page: Page, { items, isOrdered }: Extract<Block, { kind: 'list' }>) => {
  const { pdf, root, shown } = page
  const whole = pdf.struct('L')
  root.add(whole)
  for (const [place, item] of items.entries()) {
    const label = isOrdered ? `${place + 1}.` : '•'
    const element = pdf.struct('LI')
    whole.add(element)
    pdf.font('regular').fontSize(sizes.body)
    // Room for the label and one line, so that both are on the same page.
    if (pdf.y > pdf.page.height - margin - 30) pdf.addPage()
    const top = pdf.y
    element.add(pdf.struct('Lbl', {}, () => void pdf.text(label, margin, top, { lineBreak: false })))
    element.add(
      pdf.struct('LBody', {}, () => {
        pdf.text(shown(legibleLine(item)), margin + 22, top, { lineGap: sizes.body * 0.25 })
      }),
    )
    element.end()
    pdf.y += 3
  }
  whole.end()
  pdf.x = margin
  pdf.y += 5
}

const draw = (page: Page, block: Block): void => {
  const { pdf } = page
  switch (block.kind) {
    case 'heading': {
      keepWithNext(page)
      const isSection = block.level === 2
      const text = legibleLine(block.text)
      if (isSection) pdf.outline.addItem(page.shown(text))
      write(page, `H${block.level}`, text, {
        ...{ size: isSection ? sizes.section : sizes.subsection, font: 'bold' },
        ...{ before: isSection ? 14 : 9, after: 5 },
      })
      return
    }
    case 'paragraph':
      for (const each of paragraphsOf(block.text)) write(page, 'P', each, body)
      return
    case 'list':
      drawList(page, block)
      return
    case 'facts':
      drawTable(page, {
        columns: [{ isNumber: false }, { isNumber: false }],
        rows: block.items.map(({ term, text }) => [legibleLine(term), paragraphsOf(text).join('\n')]),
      })
      return
    case 'table':
      keepWithNext(page)
      write(page, 'P', legibleLine(block.caption), { ...body, font: 'bold', after: 4 })
      drawTable(page, {
        columns: block.columns,
        header: block.columns.map(({ title }) => legibleLine(title)),
        rows: block.rows.map((row) => row.map(legibleLine)),
      })
      return
    default:
      block satisfies never
  }
}

/** Page number and title on every page, as an artifact, which screen readers skip. */
const drawFooters = ({ pdf, shown }: Page, { language, title }: Document) => {
  const { start, count } = pdf.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    pdf.switchToPage(page)
    const bottom = pdf.page.margins.bottom
    // Below the margin a line would start a new page.
    pdf.page.margins.bottom = 0
    pdf.markContent('Artifact', { type: 'Pagination' })
    pdf.font('regular').fontSize(sizes.small)
    const name = shown(legibleLine(title))
    pdf.text(name.length > 80 ? `${name.slice(0, 79)}…` : name, margin, pdf.page.height - 40, { lineBreak: false })
    const words = wordsOf[language].page(page - start + 1, count)
    pdf.text(words, pdf.page.width - margin - pdf.widthOfString(words), pdf.page.height - 40, { lineBreak: false })
    pdf.endMarkedContent()
    pdf.page.margins.bottom = bottom
  }
}

const collect = (pdf: Page['pdf']): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const chunks: Uint8Array[] = []
    pdf.on('data', (chunk: Uint8Array) => chunks.push(chunk))
    pdf.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))))
    pdf.on('error', reject)
    pdf.end()
  })

/** The bytes of the PDF. */
export const renderPdf = (document: Document): Promise<Uint8Array> => {
  const pdf = open(document)
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  const fitting: Fitting = fittingIn(regular)
  const words = wordsOf[document.language]
  const page: Page = { pdf, root, shown: fitting.shown, continued: words.continued }
  write(page, 'H1', legibleLine(document.title), { size: sizes.title, font: 'bold', after: 2 })
  write(page, 'P', legibleLine(document.subtitle), { size: sizes.subsection, font: 'regular', after: 2 })
  const version = words.version(document.number, dateInWords(document.on, document.language))
  write(page, 'P', version, { ...body, after: 10 })
  for (const block of document.blocks) draw(page, block)
  const replaced = fitting.replaced()
  if (replaced > 0) write(page, 'P', words.replaced(replaced), { ...body, before: 12 })
  root.end()
  drawFooters(page, document)
  return collect(pdf)
}
