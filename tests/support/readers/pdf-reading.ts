// The structure and text of a PDF, read by an independent library.
import { getDocument, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import * as z from 'zod'

type Element = {
  readonly role?: string | undefined
  readonly id?: string | undefined
  readonly children: readonly Element[]
}
const Element: z.ZodType<Element> = z.lazy(() =>
  z.looseObject({ role: z.string().optional(), id: z.string().optional(), children: z.array(Element).default([]) }),
)
const Item = z.looseObject({ str: z.string().optional(), type: z.string().optional(), id: z.string().nullish() })

export const openedPdf = (bytes: Uint8Array): Promise<PDFDocumentProxy> =>
  getDocument({ data: new Uint8Array(bytes), verbosity: 0 }).promise

/** The structure of a page, with the text of each element, such as `H1: title`. */
export const structureOf = async (pdf: PDFDocumentProxy, number = 1): Promise<readonly string[]> => {
  const page = await pdf.getPage(number)
  const { items } = await page.getTextContent({ includeMarkedContent: true })
  const texts = new Map<string, string>()
  let within = ''
  for (const raw of items) {
    const { str, type, id } = Item.parse(raw)
    if (type !== undefined) within = type.startsWith('begin') ? (id ?? '') : ''
    else texts.set(within, `${texts.get(within) ?? ''}${str}`)
  }
  const walk = ({ role, children }: Element): readonly string[] => {
    const own = children.flatMap(({ id }) => (id === undefined ? [] : [texts.get(id) ?? '']))
    const under = children.filter((child) => child.role !== undefined).flatMap(walk)
    return [...(role === undefined || role === 'Root' ? [] : [`${role}: ${own.join('').trim()}`]), ...under]
  }
  return walk(Element.parse(await page.getStructTree()))
}

/** The text of all pages. */
export const textOf = async (pdf: PDFDocumentProxy): Promise<string> => {
  let text = ''
  for (let number = 1; number <= pdf.numPages; number++)
    for (const raw of (await (await pdf.getPage(number)).getTextContent()).items) text += Item.parse(raw).str ?? ''
  return text
}
