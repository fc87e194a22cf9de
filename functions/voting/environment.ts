// What a function's environment gives it, read once when it starts: a missing name fails the first invocation loudly.
import * as z from 'zod'

const Name = z.string().min(1)

/** The value of one environment variable, required. */
export const required = (name: string): string => {
  const value = Name.safeParse(process.env[name])
  if (!value.success) throw new Error(`The environment variable ${name} is missing`)
  return value.data
}
