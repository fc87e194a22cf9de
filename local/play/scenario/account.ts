// The account to which a token belongs.
import * as z from 'zod'

const Claims = z.object({ sub: z.string() })

/** The account of a token. A user pool gives accounts its own ids. */
export const accountIn = (token: string): string =>
  Claims.parse(JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())).sub
