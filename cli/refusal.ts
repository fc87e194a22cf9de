// What the user gave and cannot be used.
import * as z from 'zod'

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

const Cause = z.object({
  code: z.string().optional(),
  address: z.string().optional(),
  hostname: z.string().optional(),
  port: z.int().optional(),
})

/** Why a fetch failed, as Node tells it; of several addresses that were tried, the first. */
const causeOf = ({ cause }: Error): z.infer<typeof Cause> =>
  Cause.catch({}).parse(cause instanceof AggregateError ? cause.errors[0] : cause)

/** What went wrong, in words: where nobody answered it says at which address. */
export const reasonOf = (error: Error): string => {
  if (error.message !== 'fetch failed') return error.message
  const { code, address, hostname = address, port } = causeOf(error)
  const where = hostname === undefined ? 'there' : `at ${hostname}${port === undefined ? '' : `:${port}`}`
  return `Nobody answers ${where}${code === undefined ? '' : ` (${code})`}. Check the address, and that the system runs.`
}
