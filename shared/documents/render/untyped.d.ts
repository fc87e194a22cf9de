// The PDF libraries, as far as they are used here. Their published types lack PDF/UA and the structure of tables.

declare module '*.ttf' {
  /** A font is inlined in the bundle (infra/constructs/functions/bundles.ts) and in the tests (vitest.config.ts). */
  const bytes: Uint8Array<ArrayBuffer>
  export default bytes
}

declare module 'fontkit' {
  export const create: (bytes: Buffer) => { readonly hasGlyphForCodePoint: (codePoint: number) => boolean }
}

declare module 'pdfkit' {
  import type { Readable } from 'node:stream'

  type Child = StructureElement | (() => void)
  interface StructureElement {
    add(child: Child): this
    end(): void
  }
  type TextOptions = { readonly width?: number; readonly lineGap?: number; readonly lineBreak?: boolean }
  type Cell = {
    readonly text: string
    readonly align: { readonly x: 'left' | 'right'; readonly y: 'top' }
    readonly type?: 'TH'
    readonly scope?: 'Row' | 'Column'
    readonly font?: { readonly src: string }
    readonly backgroundColor?: string
  }
  type Sides = { readonly top: number; readonly right: number; readonly bottom: number; readonly left: number }
  type TableOptions = {
    readonly structParent: StructureElement
    readonly columnStyles: readonly { readonly width: number }[]
    readonly defaultStyle: {
      readonly padding: number
      readonly border: Sides
      readonly borderColor: string
      readonly textColor: string
    }
    readonly data: readonly (readonly Cell[])[]
  }
  type Options = {
    readonly size: 'A4'
    readonly margin: number
    readonly pdfVersion: '1.7'
    readonly subset: 'PDF/UA'
    readonly tagged: true
    readonly lang: string
    readonly displayTitle: true
    readonly bufferPages: true
    /** The first font, so that none of the library's standard fonts is loaded. */
    readonly font: Buffer
    readonly info: { readonly CreationDate: Date; readonly [name: string]: string | Date }
  }
  export default class PDFDocument extends Readable {
    constructor(options: Options)
    x: number
    y: number
    readonly page: { readonly width: number; readonly height: number; readonly margins: { bottom: number } }
    readonly outline: { addItem(title: string): unknown }
    registerFont(name: string, bytes: Buffer): this
    font(name: string): this
    fontSize(size: number): this
    text(text: string, x: number, y: number, options: TextOptions): this
    widthOfString(text: string): number
    heightOfString(text: string, options: TextOptions): number
    table(options: TableOptions): this
    struct(type: string, options?: object, children?: Child): StructureElement
    addStructure(element: StructureElement): this
    markContent(tag: 'Artifact', options: { readonly type: 'Pagination' }): this
    endMarkedContent(): this
    addPage(): this
    switchToPage(page: number): unknown
    bufferedPageRange(): { readonly start: number; readonly count: number }
    end(): void
  }
}
