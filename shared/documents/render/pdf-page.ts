// What the parts of a page share while it is drawn. Lengths in points, 1/72 inch.
import type PDFDocument from 'pdfkit'

export const margin = 56
export const sizes = { title: 20, section: 14, subsection: 11.5, body: 10, small: 8 } as const

export type Page = {
  readonly pdf: InstanceType<typeof PDFDocument>
  /** The element that everything is under. */
  readonly root: ReturnType<InstanceType<typeof PDFDocument>['struct']>
  /** The text in characters that the font has. */
  readonly shown: (text: string) => string
  /** What stands before a row that goes on on another page. */
  readonly continued: (header: string) => string
}
