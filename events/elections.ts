import * as z from 'zod'
import { Instant, LocalDate } from '../shared/kernel/clock.ts'
import { Sha256 } from '../shared/kernel/digest.ts'
import { AppealId, ElectionId, NominationId, PollId, WardCode } from '../shared/kernel/ids.ts'
import { defineEvent } from './envelope.ts'
import { nominationsEvents } from './nominations.ts'

const election = { electionId: ElectionId }
const contest = { ...election, wardCode: WardCode }
const dates = { pollingOn: LocalDate, nominationOpensAt: Instant, nominationClosesAt: Instant }

export const electionPlanned = defineEvent(
  'nl.wijk.elections.election-planned.v1',
  { nl: 'Een wijkraadsverkiezing is gepland.', en: 'A ward-council election was planned.' },
  z.strictObject({ ...election, ...dates }),
)

export const electionMoved = defineEvent(
  'nl.wijk.elections.election-moved.v1',
  { nl: 'De datums van een verkiezing zijn gewijzigd.', en: 'The dates of an election were changed.' },
  z.strictObject({ ...election, ...dates }),
)

export const electionCancelled = defineEvent(
  'nl.wijk.elections.election-cancelled.v1',
  { nl: 'Een verkiezing gaat niet door.', en: 'An election was called off.' },
  z.strictObject(election),
)

/** A moment of an election's windows. It is published once, after it has come; the window itself follows from the dates alone. */
const moment = { ...election, pollingOn: LocalDate }

export const nominationsOpened = defineEvent(
  'nl.wijk.elections.nominations-opened.v1',
  { nl: 'Bewoners kunnen zich kandidaat stellen.', en: 'Residents can stand for their ward council.' },
  z.strictObject(moment),
)

export const nominationsClosed = defineEvent(
  'nl.wijk.elections.nominations-closed.v1',
  { nl: 'De kandidaatstelling is gesloten.', en: 'Nominations have closed.' },
  z.strictObject(moment),
)

export const pollingOpened = defineEvent(
  'nl.wijk.elections.polling-opened.v1',
  { nl: 'De stembureaus zijn open.', en: 'The polls have opened.' },
  z.strictObject(moment),
)

export const pollingClosed = defineEvent(
  'nl.wijk.elections.polling-closed.v1',
  { nl: 'De stembureaus zijn gesloten.', en: 'The polls have closed.' },
  z.strictObject(moment),
)

export const contestPlanned = defineEvent(
  'nl.wijk.elections.contest-planned.v1',
  { nl: 'Een wijk doet mee aan een verkiezing.', en: 'A ward takes part in an election.' },
  z.strictObject({ ...contest, seats: z.int() }),
)

export const contestResized = defineEvent(
  'nl.wijk.elections.contest-resized.v1',
  { nl: 'Het aantal zetels van een wijk is gewijzigd.', en: 'The number of seats of a ward was changed.' },
  z.strictObject({ ...contest, seats: z.int() }),
)

export const contestCancelled = defineEvent(
  'nl.wijk.elections.contest-cancelled.v1',
  { nl: 'De verkiezing in een wijk gaat niet door.', en: 'The election in a ward was called off.' },
  z.strictObject(contest),
)

export const sessionOpened = defineEvent(
  'nl.wijk.elections.session-opened.v1',
  {
    nl: 'De zitting over de kandidaten van een wijk is begonnen.',
    en: 'The session on the candidates of a ward has begun.',
  },
  z.strictObject({ ...contest, session: z.int() }),
)

export const sessionContinued = defineEvent(
  'nl.wijk.elections.session-continued.v1',
  {
    nl: 'Het stembureau heeft over een kandidaat beslist.',
    en: 'The electoral committee has decided about a candidate.',
  },
  z.strictObject({ ...contest, session: z.int() }),
)

export const appealGranted = defineEvent(
  'nl.wijk.elections.appeal-granted.v1',
  {
    nl: 'Een beroep is gegrond. Een zitting van het stembureau beslist opnieuw.',
    en: 'An appeal was granted. A session of the electoral committee decides again.',
  },
  z.strictObject({ ...contest, session: z.int(), appealId: AppealId }),
)

export const candidatesFixed = defineEvent(
  'nl.wijk.elections.candidates-fixed.v1',
  {
    nl: 'De kandidaten van een wijk staan vast; hun volgorde wordt geloot.',
    en: 'The candidates of a ward are fixed; their order will be drawn.',
  },
  z.strictObject({ ...contest, session: z.int(), candidates: z.int(), seats: z.int(), poolDigest: Sha256 }),
)

export const ballotOrderDrawn = defineEvent(
  'nl.wijk.elections.ballot-order-drawn.v1',
  {
    nl: 'De volgorde op het stembiljet van een wijk is geloot.',
    en: 'The order on the ballot of a ward was drawn.',
  },
  z.strictObject({ ...contest, session: z.int(), order: z.array(NominationId) }),
)

export const onlinePollAnnounced = defineEvent(
  'nl.wijk.elections.online-poll-announced.v1',
  {
    nl: 'In een wijk kan ook digitaal worden gestemd: de stemming is aangekondigd.',
    en: 'In a ward people can vote online too: the poll was announced.',
  },
  z.strictObject({ ...contest, pollId: PollId }),
)

export const onlinePollCalledOff = defineEvent(
  'nl.wijk.elections.online-poll-called-off.v1',
  {
    nl: 'In een wijk wordt toch alleen op papier gestemd.',
    en: 'In a ward people vote on paper only after all.',
  },
  z.strictObject(contest),
)

export const tieLotNeeded = defineEvent(
  'nl.wijk.elections.tie-lot-needed.v1',
  {
    nl: 'Kandidaten staan gelijk voor de laatste zetel. Er wordt geloot.',
    en: 'Candidates are equal for the last seat. A lot will be drawn.',
  },
  z.strictObject({ ...contest, among: z.array(z.string()), places: z.int(), poolDigest: Sha256 }),
)

export const tieLotDrawn = defineEvent(
  'nl.wijk.elections.tie-lot-drawn.v1',
  { nl: 'De loting tussen gelijken is vastgelegd.', en: 'The lot between equals was recorded.' },
  z.strictObject({ ...contest, order: z.array(z.string()) }),
)

export const resultProposed = defineEvent(
  'nl.wijk.elections.result-proposed.v1',
  {
    nl: 'De uitslag van een wijk ligt klaar om te worden vastgesteld.',
    en: 'The result of a ward is ready to be established.',
  },
  z.strictObject(contest),
)

export const resultReviewed = defineEvent(
  'nl.wijk.elections.result-reviewed.v1',
  {
    nl: 'Een medewerker heeft de stappen van een uitslag nagekeken.',
    en: 'An officer has checked the steps of a result.',
  },
  z.strictObject({ ...contest, reviews: z.int() }),
)

export const resultReturned = defineEvent(
  'nl.wijk.elections.result-returned.v1',
  { nl: 'De voorgestelde uitslag is teruggegeven.', en: 'The proposed result was returned.' },
  z.strictObject(contest),
)

export const resultEstablished = defineEvent(
  'nl.wijk.elections.result-established.v1',
  { nl: 'De uitslag van een wijk is vastgesteld.', en: 'The result of a ward was established.' },
  z.strictObject({ ...contest, elected: z.array(z.string()), vacantSeats: z.int(), termStartsOn: LocalDate }),
)

export const recountOrdered = defineEvent(
  'nl.wijk.elections.recount-ordered.v1',
  {
    nl: 'De stemmen van een wijk worden opnieuw geteld.',
    en: 'The votes of a ward are counted again.',
  },
  z.strictObject({ ...contest, result: z.int(), orderedBy: z.string() }),
)

export const seatsAdjusted = defineEvent(
  'nl.wijk.elections.seats-adjusted.v1',
  {
    nl: 'Het aantal zetels van een wijkraad is binnen de zittingsduur gewijzigd.',
    en: 'The number of seats of a ward council was changed within its term.',
  },
  z.strictObject({ ...contest, seats: z.int() }),
)

export const stationCountChanged = defineEvent(
  'nl.wijk.elections.station-count-changed.v1',
  {
    nl: 'De invoer van een stembureau is een stap verder. De aantallen staan hier niet in.',
    en: 'The entry of a polling station has moved on. The numbers are not in it.',
  },
  z.strictObject({ ...contest, station: z.string(), status: z.string() }),
)

export const countSessionChanged = defineEvent(
  'nl.wijk.elections.count-session-changed.v1',
  {
    nl: 'Een zitting van de telling in een wijk is geopend, stilgelegd, hervat of gesloten, of kreeg er een stembureau bij.',
    en: 'A session of counting in a ward was opened, paused, resumed or closed, or got another polling station.',
  },
  z.strictObject({ ...contest, countSession: z.int(), status: z.string() }),
)

export const seatChanged = defineEvent(
  'nl.wijk.elections.seat-changed.v1',
  {
    nl: 'Een zetel is aangeboden, aangenomen, ingenomen of vrij.',
    en: 'A seat was offered, accepted or taken, or is vacant.',
  },
  z.strictObject({ ...contest, seat: z.int(), status: z.string(), nominationId: NominationId.optional() }),
)

export const lotteryChanged = defineEvent(
  'nl.wijk.elections.lottery-changed.v1',
  {
    nl: 'Een loting onder bewoners is aangekondigd, bekendgemaakt, getrokken of vervallen, of is verder.',
    en: 'A lottery among residents was announced, posted, drawn or called off, or has gone on.',
  },
  z.strictObject({ ...contest, lottery: z.int(), status: z.string() }),
)

export const electionsEvents = [
  ...nominationsEvents,
  electionPlanned,
  electionMoved,
  electionCancelled,
  nominationsOpened,
  nominationsClosed,
  pollingOpened,
  pollingClosed,
  contestPlanned,
  contestResized,
  contestCancelled,
  sessionOpened,
  sessionContinued,
  appealGranted,
  candidatesFixed,
  ballotOrderDrawn,
  onlinePollAnnounced,
  onlinePollCalledOff,
  tieLotNeeded,
  tieLotDrawn,
  resultProposed,
  resultReviewed,
  resultReturned,
  resultEstablished,
  recountOrdered,
  seatsAdjusted,
  stationCountChanged,
  countSessionChanged,
  seatChanged,
  lotteryChanged,
] as const
