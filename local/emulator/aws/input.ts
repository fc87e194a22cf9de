// Parses the body of a call; an invalid body is a ValidationException, as on AWS.
import * as z from 'zod'
import { AwsRefusal, type Operation } from './refusal.ts'

/** An operation with a parsed body. */
export const operation =
  <Input>(schema: z.ZodType<Input>, run: (input: Input) => unknown): Operation =>
  (body) => {
    const parsed = schema.safeParse(body)
    if (!parsed.success) throw new AwsRefusal('ValidationException', z.prettifyError(parsed.error))
    return run(parsed.data)
  }
