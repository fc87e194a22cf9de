// Files that a demo writes on this machine, in `.local/demo`.
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))))

/** Writes a file. Returns its path from the root of the project. */
export const keep = (name: string, text: string): string => {
  const folder = join(root, '.local', 'demo')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, name)
  writeFileSync(file, text)
  return relative(root, file)
}
