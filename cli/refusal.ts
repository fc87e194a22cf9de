// Errors in what the user gave.
import { printError } from './say.ts'

/** An error in words for the user. Commands print it and end with a code other than 0. */
export class Refusal extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'Refusal'
  }
}

const expected = ['Refusal', 'ExportError', 'PbError', 'Unanswered']

/** Whether an error is about the user's input: a refusal, a malformed export, a missing file or an unreachable address. */
const isExpected = (error: unknown): error is Error =>
  error instanceof Error && (expected.includes(error.name) || 'code' in error)

const aboutFiles = new Map([
  ['ENOENT', 'there is no such file.'],
  ['EISDIR', 'this is a directory, not a file.'],
  ['ENOTDIR', 'a part of this path is no directory.'],
  ['EACCES', 'this file may not be read or written.'],
  ['ENOSPC', 'the disk is full.'],
])

/** The error in words. */
const reasonOf = (error: Error): string =>
  ('code' in error ? aboutFiles.get(String(error.code)) : undefined) ?? error.message

/** Runs a command. If its input is unusable, prints why and ends with this code. */
export const refusing = async (about: string, exitCode: number, run: () => Promise<void>): Promise<void> => {
  try {
    await run()
  } catch (error) {
    if (!isExpected(error)) throw error
    printError(`${about}: ${reasonOf(error)}`)
    process.exitCode = exitCode
  }
}
