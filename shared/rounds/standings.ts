// The states of a round, in words for a ward manager.
import type { Standings } from '../kernel/refusals.ts'
import type { Round } from './round.ts'

export const roundStandings: Standings<Round['status']> = {
  draft: { nl: 'Deze ronde is nog niet aangekondigd.', en: 'This round has not been announced yet.' },
  announced: { nl: 'Deze ronde is aangekondigd.', en: 'This round has been announced.' },
  awarded: { nl: 'Het geld van deze ronde is toegekend.', en: 'The money of this round has been awarded.' },
  cancelled: { nl: 'Deze ronde gaat niet door.', en: 'This round was called off.' },
  void: {
    nl: 'De stemming van deze ronde is ongeldig verklaard.',
    en: 'The vote of this round was declared void.',
  },
}

/** The state of an announced round's vote, once it is too late to move or to call it off. */
export const voteStandings: Standings<'about-to-open' | 'open' | 'over'> = {
  'about-to-open': { nl: 'De stemming gaat zo open.', en: 'Voting is about to open.' },
  open: { nl: 'De stemming is open.', en: 'Voting is open.' },
  over: { nl: 'De stemming is gesloten.', en: 'Voting has closed.' },
}
