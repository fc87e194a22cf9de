// What `npm run demo -- WORD` plays, by its word. Without a word, or with the name of a file, it plays a poll.
import type { Target } from '../scenario/target.ts'
import { playWardAgreement } from './ward-agreement.ts'
import { playWardElection } from './ward-election.ts'

export type Demo = {
  /** What it shows, in a line of the usage. */
  readonly shows: string
  /** Plays it at a target, in a ward. Answers the exit code: 0 when everything came out as it should. */
  play(target: Target, wardCode: string): Promise<number>
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
