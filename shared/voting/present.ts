import type * as z from 'zod'
import type { Instant } from '../kernel/clock.ts'
import { formInWords } from './poll/ballot-form.ts'
import { type Poll, phaseAt } from './poll/poll.ts'
import type { PublicPoll } from './public-poll.ts'

/** A poll for the world, as it stands at a moment. */
export const presentPoll = (poll: Poll, now: Instant): z.input<typeof PublicPoll> => ({
  ...poll.frozen,
  configurationHash: poll.configurationHash,
  configurationSignature: poll.configurationSignature,
  formInWords: formInWords(poll.frozen.ballotForm),
  phase: phaseAt(poll, now),
  announcedAt: poll.announcedAt,
  ...('checkpoint' in poll ? { checkpoint: poll.checkpoint } : {}),
  ...('recordedLots' in poll ? { recordedLots: poll.recordedLots } : {}),
  ...(poll.status === 'void' ? { voidedBecause: poll.reason, isToBeRepeated: poll.isToBeRepeated } : {}),
})
