// Shared by the parts of a page while it is drawn. Lengths in points, 1/72 inch.
import type PDFDocument from 'pdfkit'

export const margin = 56
export const sizes = { title: 20, section: 14, subsection: 11.5, body: 10, small: 8 } as const

export type Page = {
  readonly pdf: InstanceType<typeof PDFDocument>
  /** The root of the structure tree. */
  readonly root: ReturnType<InstanceType<typeof PDFDocument>['struct']>
  /** The text in characters that the font has. */
  readonly shown: (text: string) => string
  /** Drawn before a row that continues on the next page. */
  readonly continued: (header: string) => string
}
