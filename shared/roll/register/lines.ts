// A file as lines, while it is streamed: holds at most one unfinished line, whatever the size of the file.
import { isUtf8 } from 'node:buffer'

/** The longest line allowed; a longer one means that the file has no line ends. */
export const longestLineBytes = 1_000

/** A line and its number, counted from 1. `problem`: it is not readable text. */
export type FileLine =
  | { readonly number: number; readonly text: string }
  | { readonly number: number; readonly problem: 'not-utf-8' | 'line-too-long' }

const lineFeed = 10
const carriageReturn = 13
const nothing = Buffer.alloc(0)

const lineOf = (number: number, bytes: Buffer, isTooLong: boolean): FileLine => {
  const whole = bytes.at(-1) === carriageReturn ? bytes.subarray(0, -1) : bytes
  if (isTooLong || whole.length > longestLineBytes) return { number, problem: 'line-too-long' }
  return isUtf8(whole) ? { number, text: whole.toString('utf8') } : { number, problem: 'not-utf-8' }
}

/**
 * The lines of a file, as each chunk completes them. Lines end with LF or CR LF; the last one may have
 * no line end. A line that is too long is reported as one problem, and its bytes are not kept.
 */
export async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<readonly FileLine[]> {
  let [rest, number, isTooLong] = [nothing, 0, false]
  for await (const piece of bytes) {
    const lines: FileLine[] = []
    const added = Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength)
    let from = 0
    for (let end = added.indexOf(lineFeed); end >= 0; end = added.indexOf(lineFeed, from)) {
      const tail = added.subarray(from, end)
      number += 1
      lines.push(lineOf(number, rest.length === 0 ? tail : Buffer.concat([rest, tail]), isTooLong))
      ;[rest, isTooLong, from] = [nothing, false, end + 1]
    }
    const unfinished = added.subarray(from)
    // The CR of a CR LF is not part of the line.
    isTooLong ||= rest.length + unfinished.length > longestLineBytes + 1
    rest = isTooLong ? nothing : Buffer.concat([rest, unfinished])
    if (lines.length > 0) yield lines
  }
  if (rest.length > 0 || isTooLong) yield [lineOf(number + 1, rest, isTooLong)]
}
