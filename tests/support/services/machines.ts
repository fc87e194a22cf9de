// The state of an Equal Shares count for a generated poll.
import fc from 'fast-check'
import { countProfile } from '../../../shared/voting/rules/counts.ts'
import {
  type SharesMachine,
  sharesMachine,
  type Utility,
} from '../../../shared/voting/rules/equal-shares/shares-run.ts'
import { marksOf } from '../../../shared/voting/rules/marks.ts'
import { matrixOf } from '../../../shared/voting/rules/matrix.ts'
import { tieBreak } from '../../../shared/voting/rules/ties.ts'
import { type RandomPoll, randomCrowd } from '../builders/voting/random-polls.ts'

export const supportedOf = ({ profile }: RandomPoll) => countProfile(profile).options.filter(({ votes }) => votes > 0)
export const anyCrowd = fc.oneof(randomCrowd(), randomCrowd(3)).filter((poll) => supportedOf(poll).length > 0)
export const anyUtility = fc.constantFrom<Utility[]>('cost', 'unit')

export const machineOf = (poll: RandomPoll, utility: Utility): SharesMachine => {
  const options = supportedOf(poll)
  const ties = tieBreak([], poll.lots, poll.profile.options)
  return sharesMachine(
    options,
    options.length,
    matrixOf(marksOf(poll.profile), options),
    poll.ballots.length,
    utility,
    ties,
  )
}
