// Cells of files that people open in a spreadsheet.

/** Begins a formula: in ASCII, or in the wide forms that some spreadsheets take for the same. */
const formula = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/
const plainNumber = /^[+-]?\d+(?:[.,]\d+)?$/
/** Characters that end a line for some reader, all other control characters, and NUL. */
const breaks = /[\p{Cc}\p{Zl}\p{Zp}]+/gu

/**
 * One cell, on one line. What a spreadsheet would run (`=HYPERLINK(…)`) gets an apostrophe before it, so that it is shown and
 * not run (OWASP, "CSV injection"); numbers stay numbers. Quoted where it holds a quote or what separates cells.
 */
export const csvCell = (text: string, separator: ',' | ';' = ','): string => {
  const oneLine = text.replaceAll(breaks, ' ').trim()
  const shown = formula.test(oneLine) && !plainNumber.test(oneLine) ? `'${oneLine}` : oneLine
  return shown.includes('"') || shown.includes(separator) ? `"${shown.replaceAll('"', '""')}"` : shown
}
