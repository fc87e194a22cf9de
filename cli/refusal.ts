// What the user gave and cannot be used.

/** In words for the user; the commands print it and end with a code other than 0. */
export class Refusal extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'Refusal'
  }
}

const expected = ['Refusal', 'ExportError']

/** Whether an error is about what was given: a refusal, a text that is no export, a file or an address that is not there. */
export const isExpected = (error: unknown): error is Error =>
  error instanceof Error && (expected.includes(error.name) || 'code' in error || error.message === 'fetch failed')
