// Text in pieces → records with the line each starts on. `;` between fields, `"` around a field that needs it.
// Our own reader and not a CSV library: a record that breaks the rules must be named by line and column, and the
// ordinary line (no quotes) must cost no more than one split.

/** A file that is not as `.pb` files are: `line` counts from 1, `column` is the name in the header where there is one. */
export class PbError extends Error {
  readonly line: number
  readonly column: string | undefined

  constructor(line: number, column: string | undefined, reason: string) {
    super(`line ${line}${column === undefined ? '' : `, column ${column}`}: ${reason}`)
    this.name = 'PbError'
    this.line = line
    this.column = column
  }
}

export type PbRecord = { readonly line: number; readonly fields: readonly string[] }

const quotedField = /^\s*"((?:[^"]|"")*)"\s*(?:;|$)/
const plainField = /^([^;]*)(?:;|$)/
/** A line without a field: empty, or as a spreadsheet leaves it. */
const nothing = /^[;\s]*$/

/** The fields of one line with quotes in it; undefined when a quoted field does not end on it. */
const splitQuoted = (text: string): string[] | undefined => {
  const fields: string[] = []
  let rest = text
  for (;;) {
    // A field that goes on after its closing quote begins with a quote like any other character: `"De Bank" op het plein`.
    const quoted = quotedField.exec(rest)
    if (!quoted && /^\s*"(?:[^"]|"")*$/.test(rest)) return undefined
    const match = quoted ?? plainField.exec(rest)
    const field = match?.[1] ?? ''
    fields.push((quoted ? field.replaceAll('""', '"') : field).trim())
    const length = match?.[0].length ?? 0
    if (!match?.[0].endsWith(';')) return fields
    rest = rest.slice(length)
  }
}

const splitPlain = (text: string): string[] => {
  const fields = text.split(';')
  for (let at = 0; at < fields.length; at += 1) fields[at] = fields[at]?.trim() ?? ''
  return fields
}

/** Takes text in pieces of any size; hands over each record when its last line is complete. */
export const recordReader = (take: (record: PbRecord) => void) => {
  let line = 0
  let unfinished = ''
  let open: { readonly line: number; readonly text: string } | undefined
  let blankAt: number | undefined

  const takeLine = (raw: string): void => {
    line += 1
    const text = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    if (open === undefined && nothing.test(text)) {
      blankAt ??= line
      return
    }
    // Empty lines are refused, but only once something follows: files may end in several line ends.
    if (blankAt !== undefined) throw new PbError(blankAt, undefined, 'empty line')
    const start = open?.line ?? line
    const whole = open === undefined ? text : `${open.text}\n${text}`
    const fields = whole.includes('"') ? splitQuoted(whole) : splitPlain(whole)
    open = fields === undefined ? { line: start, text: whole } : undefined
    if (fields !== undefined) take({ line: start, fields })
  }

  return {
    push: (piece: string): void => {
      const lines = (unfinished + piece).split('\n')
      unfinished = lines.pop() ?? ''
      for (const text of lines) takeLine(text)
    },
    /** The number of lines read. */
    end: (): number => {
      if (unfinished !== '') takeLine(unfinished)
      unfinished = ''
      if (open !== undefined) throw new PbError(open.line, undefined, 'a quoted field does not end')
      return line
    },
  }
}
