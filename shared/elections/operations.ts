// API operations on elections; those on contests and nominations are in separate files.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { Instant, LocalDate } from '../kernel/clock.ts'
import { ElectionId, WardCode } from '../kernel/ids.ts'
import { Prose } from '../kernel/text.ts'
import * as appealOperations from './appeals/operations.ts'
import * as contestOperations from './contests/operations.ts'
import { announceOnlinePoll } from './contests/operations.ts'
import * as countOperations from './count/operations.ts'
import * as countSessionOperations from './count/session-operations.ts'
import * as exportOperations from './exports/operations.ts'
import { importEntry } from './imports/operations.ts'
import { officeLotteryOperations, poolLotteryOperations } from './lottery/operations.ts'
import { personLotteryOperations } from './lottery/person-operations.ts'
import * as listOperations from './nominations/list-operations.ts'
import * as nominationOperations from './nominations/operations.ts'
import { ElectionCalendar, OwnDates } from './planning/calendar.ts'
import { Election, ElectionPhase } from './planning/election.ts'
import { OwnRules } from './planning/plan-election.ts'
import { electionsRefusals } from './refusals.ts'
import * as recountOperations from './results/operations.ts'
import { ElectionRules } from './rules/election-rules.ts'
import * as seatOperations from './seating/operations.ts'

const operation = operationsOf('elections', electionsRefusals)
const params = z.strictObject({ electionId: ElectionId })
const about = { missing: 'election-not-found' } as const

const [plannedElection] = Election.options
const { name } = plannedElection.shape
const reason = Prose(1_000, 10).meta({ description: 'Why, for everyone to read: no names of persons.' })

/** The public view of an election, with its rules and which of them are assumed. */
export const PublicElection = z
  .strictObject({
    id: ElectionId,
    name,
    phase: ElectionPhase,
    calendar: ElectionCalendar.meta({ id: 'ElectionCalendar' }),
    rules: ElectionRules.meta({ id: 'ElectionRules' }),
    reason: z.string().optional(),
    createdAt: Instant,
  })
  .meta({ id: 'Election' })

const ContestPlan = z.strictObject({ wardCode: WardCode, seats: z.int().min(1).max(60) })
const namesEachOnce = (plans: readonly { readonly wardCode: string }[]) =>
  new Set(plans.map(({ wardCode }) => wardCode)).size === plans.length

const dateRefusals = ['dates-out-of-order', 'time-does-not-exist'] as const

export const planElection = operation({
  id: 'planElection',
  method: 'POST',
  path: '/elections',
  summary: { nl: 'Plan een wijkraadsverkiezing', en: 'Plan a ward-council election' },
  description:
    'All dates follow from the polling day by the rules of that day; an election may settle dates and whole sections of the rules for itself. The contests of the wards are made with it.',
  access: access.electionOffice,
  requires: 'idempotency-key',
  body: z.strictObject({
    name,
    pollingOn: LocalDate,
    dates: OwnDates.default({}),
    rules: OwnRules.default({}),
    contests: z
      .array(ContestPlan)
      .min(1)
      .max(45)
      .refine(namesEachOnce, {
        params: { words: { nl: 'Noem elke wijk één keer.', en: 'Name each ward once.' } },
      }),
  }),
  responses: { 201: PublicElection },
  refusals: [
    'no-election-rules-then',
    'nominations-would-be-closed',
    'ward-not-found',
    'seats-beyond-rules',
    ...dateRefusals,
  ],
})

export const moveElection = operation({
  id: 'moveElection',
  method: 'PATCH',
  path: '/elections/{electionId}',
  summary: { nl: 'Wijzig de datums van een verkiezing', en: 'Change the dates of an election' },
  description: 'Before the nominations open. `dates` takes the place of all dates that the election had settled.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ pollingOn: LocalDate.optional(), dates: OwnDates.optional() }),
  responses: { 200: PublicElection },
  refusals: ['election-cancelled', 'nominations-opened', 'nominations-would-be-open', ...dateRefusals],
})

export const cancelElection = operation({
  id: 'cancelElection',
  method: 'POST',
  path: '/elections/{electionId}/_cancel',
  summary: { nl: 'Laat een verkiezing niet doorgaan', en: 'Call an election off' },
  description: 'All its contests with it. The reason is public.',
  access: access.electionOffice,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ reason }),
  responses: { 200: PublicElection },
  refusals: ['election-cancelled', 'polling-closed'],
})

export const getElection = operation({
  id: 'getElection',
  method: 'GET',
  path: '/elections/{electionId}',
  summary: { nl: 'Een verkiezing, met haar datums en regels', en: 'An election, with its dates and rules' },
  description: 'Its dates as they follow from its polling day, and the rules it was pinned to.',
  access: access.public,
  about,
  params,
  responses: { 200: PublicElection },
})

export const listElections = operation({
  id: 'listElections',
  method: 'GET',
  path: '/elections',
  summary: { nl: 'Alle verkiezingen, de nieuwste eerst', en: 'All elections, newest first' },
  description: 'Those that were planned, held or called off.',
  access: access.public,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(PublicElection) },
})

/** From the plan to the lists of candidates. */
export const listingOperations = {
  planElection,
  moveElection,
  cancelElection,
  getElection,
  listElections,
  ...contestOperations.operations,
  ...nominationOperations.operations,
  ...listOperations.operations,
  ...appealOperations.operations,
} as const

/** Counts, results and what is exported of them. */
export const countingOperations = {
  ...countOperations.operations,
  importEntry,
  ...countSessionOperations.operations,
  ...recountOperations.operations,
  ...exportOperations.operations,
} as const

/** Seats, from the first offer to the last vacancy. */
export const seatingOperations = seatOperations.operations

/** Operations that wrap no keys, each set in a function of its own. */
export const ordinaryElectionsOperations = {
  ...listingOperations,
  ...countingOperations,
  ...seatingOperations,
} as const
export const electionsOperations = {
  ...ordinaryElectionsOperations,
  announceOnlinePoll,
  ...officeLotteryOperations,
  ...poolLotteryOperations,
  ...personLotteryOperations,
} as const
