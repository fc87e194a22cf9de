import type * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import type { PublicPoll } from './operations.ts'
import { formInWords } from './poll/ballot-form.ts'
import { type Poll, phaseAt } from './poll/poll.ts'

/** A poll for the world, as it stands at a moment. */
export const presentPoll = (poll: Poll, now: Instant): z.input<typeof PublicPoll> => ({
  ...poll.frozen,
  configurationHash: poll.configurationHash,
  ...(poll.configurationSignature === undefined ? {} : { configurationSignature: poll.configurationSignature }),
  formInWords: formInWords(poll.frozen.ballotForm),
  phase: phaseAt(poll, now),
  announcedAt: poll.announcedAt,
  ...(poll.checkpoint === undefined ? {} : { checkpoint: poll.checkpoint }),
  ...(poll.recordedLots === undefined ? {} : { recordedLots: poll.recordedLots }),
})
