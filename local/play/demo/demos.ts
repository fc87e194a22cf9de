// The demos that `npm run demo -- WORD` plays, by word. Without a word, or with the name of a file, it plays a poll.
import type { Target } from '../scenario/target.ts'
import { playWardAgreement } from './ward-agreement.ts'
import { playWardElection } from './ward-election.ts'

export type Demo = {
  /** One line for the usage text. */
  readonly shows: string
  /** Plays it at a target, in the given ward or one that it chooses. Returns the exit code: 0 if all is as expected. */
  play(target: Target, wardCode: string | undefined): Promise<number>
}

export const demos: ReadonlyMap<string, Demo> = new Map([
  [
    'election',
    {
      shows: 'a ward elects its council, from the first nomination to the oath, in fast motion',
      play: playWardElection,
    },
  ],
  [
    'agreement',
    {
      shows: 'a ward makes an agreement, reviews it for a year and raises the alarm, in fast motion',
      play: playWardAgreement,
    },
  ],
])
