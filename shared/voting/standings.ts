// The states of a poll, in words for a voter: by its stored status, and by its phase at a moment.
import type { Standings } from '../kernel/refusals.ts'
import type { Poll, PollPhase } from './poll/poll.ts'

const common = {
  'awaiting-lots': {
    nl: 'De stemmen zijn geteld, maar er moet nog worden geloot.',
    en: 'The votes have been counted, but lots are still to be drawn.',
  },
  published: { nl: 'De uitslag van deze stemming is bekend.', en: 'The result of this poll is known.' },
  withheld: { nl: 'De uitslag van deze stemming is achtergehouden.', en: 'The result of this poll was withheld.' },
  void: { nl: 'Deze stemming is ongeldig verklaard.', en: 'This poll was declared void.' },
  cancelled: { nl: 'Deze stemming gaat niet door.', en: 'This poll was called off.' },
} as const
const counting = { nl: 'De stemmen worden geteld.', en: 'The votes are being counted.' } as const

export const pollStandings: Standings<Poll['status']> = {
  ...common,
  // Whether it is open depends on its dates, not on this status.
  announced: {
    nl: 'De stemmen van deze stemming zijn nog niet geteld.',
    en: 'The votes of this poll have not been counted yet.',
  },
  sealed: counting,
  'lots-drawn': { nl: 'Er is geloot; de uitslag volgt.', en: 'The lots have been drawn; the result follows.' },
}

export const phaseStandings: Standings<PollPhase> = {
  ...common,
  announced: { nl: 'De stemming is nog niet open.', en: 'Voting has not opened yet.' },
  open: { nl: 'De stemming is nog open.', en: 'Voting is still open.' },
  counting,
}
