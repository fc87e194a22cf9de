// The columns of a register's file, in any order: the header line, and the fields of a line.

/** Every column, each exactly once. */
export const registerColumns = ['person', 'wardCode', 'birthDate'] as const
export type RegisterColumn = (typeof registerColumns)[number]

/** The fields of a line. */
export type RegisterFields = { readonly [Column in RegisterColumn]: string }

/** The header line: the separator, and the position of each column. */
export type RegisterHeader = { readonly separator: string; readonly columns: readonly RegisterColumn[] }

export type HeaderProblem = 'not-utf-8' | 'unknown-column' | 'column-missing' | 'column-twice'

const separators = [';', ',', '\t'] as const
const byteOrderMark = '\ufeff'

/**
 * The fields of a line. A field may be in double quotes, with quotes inside doubled. Undefined if a quote does not
 * end on its line or something follows it: values of a register contain no line ends.
 */
export const fieldsOf = (line: string, separator: string): readonly string[] | undefined => {
  if (!line.includes('"')) return line.split(separator)
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (line[at] === '"') {
      let end = line.indexOf('"', at + 1)
      while (end >= 0 && line[end + 1] === '"') end = line.indexOf('"', end + 2)
      if (end < 0) return undefined
      fields.push(line.slice(at + 1, end).replaceAll('""', '"'))
      at = end + 1
    } else {
      const end = line.indexOf(separator, at)
      const field = line.slice(at, end < 0 ? undefined : end)
      if (field.includes('"')) return undefined
      fields.push(field)
      at += field.length
    }
    if (at >= line.length) return fields
    if (line[at] !== separator) return undefined
    at += 1
  }
}

const isColumn = (name: string): name is RegisterColumn => registerColumns.some((column) => column === name)

/** Reads the header line. `text`: without its line end; a byte order mark is skipped. */
export const headerOf = (text: string): RegisterHeader | { readonly problem: HeaderProblem } => {
  const line = text.startsWith(byteOrderMark) ? text.slice(1) : text
  const widths = separators.map((separator) => ({ separator, fields: fieldsOf(line, separator) ?? [] }))
  const widest = widths.reduce((best, each) => (each.fields.length > best.fields.length ? each : best))
  const columns: RegisterColumn[] = []
  for (const field of widest.fields) {
    const name = field.trim()
    if (!isColumn(name)) return { problem: 'unknown-column' }
    if (columns.includes(name)) return { problem: 'column-twice' }
    columns.push(name)
  }
  return columns.length === registerColumns.length
    ? { separator: widest.separator, columns }
    : { problem: 'column-missing' }
}

/** The fields of a line by column, or what is wrong with its form. */
export const columnsOf = (
  text: string,
  { separator, columns }: RegisterHeader,
): RegisterFields | { readonly problem: 'quote-not-closed' | 'wrong-number-of-fields' } => {
  const fields = fieldsOf(text, separator)
  if (fields === undefined) return { problem: 'quote-not-closed' }
  if (fields.length !== columns.length) return { problem: 'wrong-number-of-fields' }
  const fieldOf = (column: RegisterColumn) => (fields[columns.indexOf(column)] ?? '').trim()
  return { person: fieldOf('person'), wardCode: fieldOf('wardCode'), birthDate: fieldOf('birthDate') }
}
