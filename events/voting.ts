import * as z from 'zod'
import { Instant } from '../shared/kernel/clock.ts'
import { Sha256 } from '../shared/kernel/digest.ts'
import { PollId, WardCode } from '../shared/kernel/ids.ts'
import { defineEvent } from './envelope.ts'

const poll = { pollId: PollId, wardCode: WardCode }

export const pollAnnounced = defineEvent(
  'nl.wijk.voting.poll-announced.v1',
  { nl: 'Een stemming is aangekondigd; alles staat vast.', en: 'A poll has been announced; everything is fixed.' },
  z.strictObject({ ...poll, opensAt: Instant, closesAt: Instant, configurationHash: Sha256 }),
)

export const pollRescheduled = defineEvent(
  'nl.wijk.voting.poll-rescheduled.v1',
  { nl: 'Een stemming is verplaatst voordat zij openging.', en: 'A poll was moved before it opened.' },
  z.strictObject({ ...poll, opensAt: Instant, closesAt: Instant, configurationHash: Sha256 }),
)

export const pollCancelled = defineEvent(
  'nl.wijk.voting.poll-cancelled.v1',
  { nl: 'Een stemming gaat niet door.', en: 'A poll was called off.' },
  z.strictObject(poll),
)

export const pollOptionWithdrawn = defineEvent(
  'nl.wijk.voting.poll-option-withdrawn.v1',
  {
    nl: 'Een keuze op het stembiljet is ingetrokken.',
    en: 'An option on the ballot was withdrawn.',
  },
  z.strictObject({ ...poll, option: z.string() }),
)

export const pollSealed = defineEvent(
  'nl.wijk.voting.poll-sealed.v1',
  { nl: 'De stembus is dicht; het tellen begint.', en: 'The ballot box is sealed; the count begins.' },
  z.strictObject({ ...poll, sealedAt: Instant }),
)

export const pollCounted = defineEvent(
  'nl.wijk.voting.poll-counted.v1',
  {
    nl: 'De stembiljetten zijn geteld en hun wortel ligt vast; er wordt geloot.',
    en: 'The ballots are counted and their root is fixed; lots will be drawn.',
  },
  z.strictObject({ ...poll, source: z.string(), checkpoint: z.string() }),
)

export const pollLotsRecorded = defineEvent(
  'nl.wijk.voting.poll-lots-recorded.v1',
  { nl: 'De loting van een stemming is vastgelegd.', en: 'The lots of a poll have been recorded.' },
  z.strictObject({ ...poll, source: z.string() }),
)

export const pollResultPublished = defineEvent(
  'nl.wijk.voting.poll-result-published.v1',
  { nl: 'De uitslag van een stemming is gepubliceerd.', en: 'The result of a poll has been published.' },
  z.strictObject({ ...poll, winners: z.array(z.string()), resultDigest: Sha256 }),
)

export const pollResultWithheld = defineEvent(
  'nl.wijk.voting.poll-result-withheld.v1',
  {
    nl: 'De telling van een stemming klopt niet en is niet gepubliceerd.',
    en: 'The count of a poll does not add up and was not published.',
  },
  z.strictObject({ ...poll, ballots: z.int(), marks: z.int(), electorate: z.int() }),
)

export const pollVoided = defineEvent(
  'nl.wijk.voting.poll-voided.v1',
  { nl: 'Een stemming is ongeldig verklaard.', en: 'A poll was declared void.' },
  z.strictObject({ ...poll, isToBeRepeated: z.boolean() }),
)

export const votingEvents = [
  pollAnnounced,
  pollRescheduled,
  pollCancelled,
  pollOptionWithdrawn,
  pollSealed,
  pollCounted,
  pollLotsRecorded,
  pollResultPublished,
  pollResultWithheld,
  pollVoided,
] as const
