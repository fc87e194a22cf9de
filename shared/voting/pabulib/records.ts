// Text in pieces → records with the line each starts on. `;` between fields, `"` around a field that needs it.
// Our own reader instead of a CSV library: an invalid record must be reported by line and column, and an
// ordinary line (no quotes) must need only one split.

/** An invalid `.pb` file: `line` counts from 1, `column` is the name in the header, if there is one. */
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
/** A line without fields: empty, or as a spreadsheet leaves it. */
const nothing = /^[;\s]*$/

/** The fields of one line with quotes in it; undefined if a quoted field does not end on it. */
const splitQuoted = (text: string): string[] | undefined => {
  const fields: string[] = []
  let rest = text
  for (;;) {
    // If text follows the closing quote, the field's first quote is an ordinary character: `"De Bank" op het plein`.
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

/** Takes text in pieces of any size; emits each record when its last line is complete. */
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
    // Empty lines are refused only if something follows: files may end in several line ends.
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
