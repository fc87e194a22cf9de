// A table on the pages of a PDF: header cells with their scope, columns of the width they need, no cell taller than a page.
import { margin, type Page, sizes } from './pdf-page.ts'

type Drawn = {
  readonly columns: readonly { readonly isNumber: boolean }[]
  readonly header?: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

const padding = 4
const size = sizes.body - 0.5
const fewest = 44

/** Columns of numbers get the width they need; the others share the rest by their longest text, within bounds. */
const widthsOf = ({ pdf }: Page, { columns, header, rows }: Drawn): readonly number[] => {
  const whole = pdf.page.width - 2 * margin
  pdf.font('bold').fontSize(size)
  const needed = columns.map((_, place) => {
    const cells = [header?.[place] ?? '', ...rows.map((row) => row[place] ?? '')]
    const longest = cells.reduce((most, cell) => Math.max(most, pdf.widthOfString(cell.slice(0, 120))), 0)
    return Math.min(Math.max(longest + 2 * padding + 2, fewest), whole)
  })
  const sum = needed.reduce((total, width) => total + width, 0)
  if (sum <= whole) return needed.map((width) => width + (whole - sum) / needed.length)
  const wide = whole / columns.length
  const spared = needed.reduce((total, width) => total + Math.max(0, wide - width), 0)
  const wanted = needed.reduce((total, width) => total + Math.max(0, width - wide), 0)
  return needed.map((width) => (width <= wide ? width : wide + (spared * (width - wide)) / wanted))
}

/** The longest part of a text that fits into a height, cut at a space if there is one. */
const cutTo = ({ pdf }: Page, text: string, width: number, height: number): readonly [string, string] => {
  const fits = (end: number) => pdf.heightOfString(text.slice(0, end), { width }) <= height
  // No character is narrower than a tenth of its height, so text beyond that cannot fit and is not measured.
  const most = Math.ceil((height / size) * ((10 * width) / size))
  if (text.length <= most && fits(text.length)) return [text, '']
  let [low, high] = [1, Math.min(text.length, most)]
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (fits(middle)) low = middle
    else high = middle
  }
  const space = text.lastIndexOf(' ', low)
  const at = space > low / 2 ? space : low
  // Never between the halves of a surrogate pair.
  const end = /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : at
  return [text.slice(0, end), text.slice(end).trimStart()]
}

/** Splits a row that is taller than a page into rows that fit: its header is repeated. */
const pagesOf = (page: Page, row: readonly string[], widths: readonly number[]): readonly (readonly string[])[] => {
  const height = (page.pdf.page.height - 2 * margin) * 0.8
  const pieces: string[][] = []
  let left: readonly string[] = row
  do {
    const cut = left.map((text, place) => cutTo(page, text, (widths[place] ?? fewest) - 2 * padding - 2, height))
    pieces.push(cut.map(([piece]) => piece))
    const rest = cut.map(([, remaining]) => remaining)
    if (rest.every((text) => text === '')) break
    left = rest[0] === '' ? [page.continued(row[0] ?? '').slice(0, 200), ...rest.slice(1)] : rest
  } while (pieces.length < 2_000)
  return pieces
}

/** Draws a table. The first cell of a row is its header; `header` are those of the columns. */
export const drawTable = (page: Page, drawn: Drawn): void => {
  const { pdf, root, shown } = page
  const fitting: Drawn = {
    ...drawn,
    ...(drawn.header && { header: drawn.header.map(shown) }),
    rows: drawn.rows.map((row) => row.map(shown)),
  }
  const widths = widthsOf(page, fitting)
  pdf.font('bold').fontSize(size)
  const rows = fitting.rows.flatMap((row) => pagesOf(page, row, widths))
  const { columns, header = [] } = fitting
  pdf.font('regular')
  pdf.x = margin
  const rule = { top: 0, right: 0, bottom: 0.5, left: 0 } as const
  const cell = (text: string, place: number) => ({
    text,
    align: { x: columns[place]?.isNumber ? ('right' as const) : ('left' as const), y: 'top' as const },
  })
  pdf.table({
    structParent: root,
    columnStyles: widths.map((width) => ({ width })),
    defaultStyle: { padding, border: rule, borderColor: '#767676', textColor: '#1a1a1a' },
    data: [
      ...(header.length === 0
        ? []
        : [
            header.map((text, place) => ({
              ...cell(text, place),
              ...{ type: 'TH' as const, scope: 'Column' as const, font: { src: 'bold' }, backgroundColor: '#eeeeee' },
            })),
          ]),
      ...rows.map((row) =>
        row.map((text, place) =>
          place === 0
            ? { ...cell(text, place), type: 'TH' as const, scope: 'Row' as const, font: { src: 'bold' } }
            : cell(text, place),
        ),
      ),
    ],
  })
  pdf.x = margin
  pdf.y += 12
}
