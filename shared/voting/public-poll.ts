// The public view of a poll.
import * as z from 'zod'
import { Instant } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { Checkpoint } from './evidence/checkpoint.ts'
import { CitySignature } from './evidence/city-signature.ts'
import { FrozenPoll, PollPhase, RecordedLots } from './poll/poll.ts'
import { Withdrawal } from './poll/poll-option.ts'

/**
 * The public view of a poll: its hashed configuration, the hash, the form in words, whether it is open now; and, while
 * its lots are drawn and afterwards, the signed root of its ballots and the source of the lots.
 */
export const PublicPoll = z
  .strictObject({
    ...FrozenPoll.shape,
    configurationHash: Sha256,
    configurationSignature: CitySignature.optional(),
    formInWords: z.strictObject({ nl: z.string(), en: z.string() }),
    phase: PollPhase,
    withdrawn: z
      .array(Withdrawal)
      .optional()
      .meta({ description: 'Options that were withdrawn, from that moment on. A vote for them helps nobody.' }),
    announcedAt: Instant,
    checkpoint: Checkpoint.optional(),
    recordedLots: RecordedLots.optional(),
    voidedBecause: z.string().optional().meta({ description: 'Why the election office declared the poll void.' }),
    isToBeRepeated: z.boolean().optional().meta({ description: 'Of a void poll: whether residents are asked again.' }),
  })
  .meta({ id: 'Poll' })
