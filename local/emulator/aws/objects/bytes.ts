// The bytes of objects and of parts of unfinished uploads, stored in files.
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileSlice } from '../../gateway/problems.ts'

/** Bytes by a name `bucket/anything`. A write appears as a whole or not at all. */
export type Bytes = {
  /** Writes the chunks one after the other; each is read when the one before has been written. */
  write(name: string, chunks: Iterable<Buffer>): void
  read(name: string): Buffer
  /** A range of them, as an answer. */
  slice(name: string, start: number, length: number): Buffer | FileSlice
  remove(name: string): void
}

/** One file for each name, in a folder for each bucket. */
export const bytesInFiles = (directory: string): Bytes => {
  const fileOf = (name: string) => {
    const [bucket = '', ...rest] = name.split('/')
    return join(directory, bucket, encodeURIComponent(rest.join('/')))
  }
  return {
    write: (name, chunks) => {
      const file = fileOf(name)
      // Encoded names contain no plus, so the temporary file cannot collide with an object.
      const unfinished = `${file}+unfinished`
      mkdirSync(dirname(file), { recursive: true })
      const descriptor = openSync(unfinished, 'w')
      try {
        for (const chunk of chunks) writeFileSync(descriptor, chunk)
      } finally {
        closeSync(descriptor)
      }
      renameSync(unfinished, file)
    },
    read: (name) => readFileSync(fileOf(name)),
    slice: (name, start, length) => ({ path: fileOf(name), start, length }),
    remove: (name) => rmSync(fileOf(name), { force: true }),
  }
}
