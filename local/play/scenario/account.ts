// Whose token it is.
import * as z from 'zod'

const Claims = z.object({ sub: z.string() })

/** The account to which a token was given: a user pool gives its accounts ids of its own. */
export const accountIn = (token: string): string =>
  Claims.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).sub
