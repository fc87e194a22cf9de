// Where an object can be fetched or sent for a while, because it is too large for the API.
import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type Instant, plusMilliseconds } from '../kernel/clock.ts'
import { type Objects, placeOf } from './objects.ts'

const validSeconds = 15 * 60

/** An address for anyone, signed by the function's own role, and until when it works. */
export const addressOf = async (objects: Objects, key: string, now: Instant) => ({
  href: await getSignedUrl(objects.client, new GetObjectCommand(placeOf(objects, key)), { expiresIn: validSeconds }),
  expiresAt: plusMilliseconds(now, validSeconds * 1_000),
})

/** What is known of an object before it is sent. */
export type Expected = { readonly type: string; readonly bytes: number; readonly sha256: string }

/**
 * Where these very bytes can be sent, once: their length and digest are signed, and no object may be there. The headers
 * must be sent as they are.
 */
export const uploadAddressOf = async (objects: Objects, key: string, expected: Expected, now: Instant) => {
  const checksum = Buffer.from(expected.sha256, 'hex').toString('base64')
  const put = new PutObjectCommand({
    ...placeOf(objects, key),
    ContentType: expected.type,
    ContentLength: expected.bytes,
    ChecksumSHA256: checksum,
    IfNoneMatch: '*',
  })
  return {
    href: await getSignedUrl(objects.client, put, {
      expiresIn: validSeconds,
      unhoistableHeaders: new Set(['x-amz-checksum-sha256']),
    }),
    headers: { 'content-type': expected.type, 'if-none-match': '*', 'x-amz-checksum-sha256': checksum },
    expiresAt: plusMilliseconds(now, validSeconds * 1_000),
  }
}
