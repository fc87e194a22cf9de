// The code blocks of docs/how-to-add-a-context.md: whole files and changes of files, by section.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** `ts`: the whole file. `diff`: lines that begin with a space, `-` or `+`; `…` marks omitted lines. */
export type Block = {
  readonly section: string
  readonly kind: 'ts' | 'diff'
  readonly path: string
  readonly text: string
}

/** The blocks in their order on the page. */
export const blocksOf = (page: string): readonly Block[] => {
  const sections = page.split(/^## /m).slice(1)
  return sections.flatMap((section) => {
    const [title = ''] = section.split('\n')
    return [...section.matchAll(/^```(ts|diff) (\S+)\n(.*?)^```$/gms)].map(([, kind, path = '', text = '']) => ({
      section: title,
      kind: kind === 'diff' ? 'diff' : 'ts',
      path,
      text,
    }))
  })
}

/** The number of lines that somebody has to write for a block. */
const writtenIn = ({ kind, text }: Block): number =>
  text.split('\n').filter((line) => (kind === 'diff' ? /^\+./.test(line) : line !== '')).length

/** The cost of a section: the number of files and of lines that are not empty. */
export const costOf = (blocks: readonly Block[]): { readonly files: number; readonly lines: number } => ({
  files: new Set(blocks.map(({ path }) => path)).size,
  lines: blocks.reduce((sum, block) => sum + writtenIn(block), 0),
})

const keepOf = (lines: readonly string[], kept: RegExp): string =>
  lines
    .filter((line) => kept.test(line))
    .map((line) => `${line.slice(1)}\n`)
    .join('')

/** The position of a piece in a text. The text must contain it exactly once. */
const placeOf = (text: string, piece: string, path: string): number => {
  const place = text.indexOf(piece)
  if (place < 0) throw new Error(`${path} does not hold:\n${piece}`)
  if (text.indexOf(piece, place + 1) >= 0) throw new Error(`${path} holds more than once:\n${piece}`)
  return place
}

/** The text of a file after the changes of a block. */
const changed = (text: string, { text: diff, path }: Block): string =>
  diff
    .split(/^…\n/m)
    .map((part) => part.split('\n').slice(0, -1))
    .reduce((now, lines) => {
      const [before, after] = [keepOf(lines, /^[ -]/), keepOf(lines, /^[ +]/)]
      const place = placeOf(now, before, path)
      return `${now.slice(0, place)}${after}${now.slice(place + before.length)}`
    }, text)

/** Writes a block into a copy of the project. */
export const write = (root: string, block: Block): void => {
  const file = join(root, block.path)
  if (block.kind === 'ts' && existsSync(file)) throw new Error(`${block.path} is there already`)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, block.kind === 'ts' ? block.text : changed(readFileSync(file, 'utf8'), block))
}
