// Where an object can be fetched for a while, because it is too large for an answer of the API.
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type Instant, plusMilliseconds } from '../kernel/clock.ts'
import { type Objects, placeOf } from './objects.ts'

const validSeconds = 15 * 60

/** An address for anyone, signed by the function's own role, and until when it works. */
export const addressOf = async (objects: Objects, key: string, now: Instant) => ({
  href: await getSignedUrl(objects.client, new GetObjectCommand(placeOf(objects, key)), { expiresIn: validSeconds }),
  expiresAt: plusMilliseconds(now, validSeconds * 1_000),
})
