// Where the export of a poll can be fetched for a while: too large for an answer of the API.
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { type Instant, plusMilliseconds } from '../../../shared/kernel/clock.ts'
import type { PollId } from '../../../shared/kernel/ids.ts'
import { keys, placeOf, s3 } from './publication.ts'

const validSeconds = 15 * 60

/** An address for anyone, signed by the function's own role, and until when it works. */
export const exportAddress = async (pollId: PollId, now: Instant) => ({
  href: await getSignedUrl(s3(), new GetObjectCommand(placeOf(keys.export(pollId))), { expiresIn: validSeconds }),
  expiresAt: plusMilliseconds(now, validSeconds * 1_000),
})
