// The online poll of a contest, as the contest holds it.
import * as z from 'zod'
import { Sha256 } from '../../kernel/digest.ts'
import { PollId } from '../../kernel/ids.ts'

/** The online poll that was announced. `isCalledOff`: before it opened, so that everybody votes on paper. */
export const OnlinePoll = z
  .strictObject({ pollId: PollId, configurationHash: Sha256, isCalledOff: z.boolean() })
  .meta({ id: 'OnlinePoll' })
export type OnlinePoll = z.infer<typeof OnlinePoll>
