// Where the bytes of objects, and of parts of unfinished uploads, lie: in files.
import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { FileSlice } from '../../gateway/problems.ts'

/** Bytes by a name `bucket/anything`. What is written appears whole or not at all. */
export type Bytes = {
  /** Puts the chunks one behind the other, each taken when the one before has been written. */
  write(name: string, chunks: Iterable<Buffer>): void
  read(name: string): Buffer
  /** A part of them, to be answered with. */
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
      // No name becomes one with a plus when it is encoded: what is being written is nobody's file yet.
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
