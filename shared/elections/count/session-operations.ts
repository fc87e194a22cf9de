// API operations on the sessions of counting in a ward.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { Instant } from '../../kernel/clock.ts'
import { ElectionId, WardCode } from '../../kernel/ids.ts'
import { Prose } from '../../kernel/text.ts'
import { electionsRefusals } from '../refusals.ts'
import { CountSession } from './session.ts'
import { StationNumber } from './station-count.ts'

const operation = operationsOf('elections', electionsRefusals)
const contestParams = z.strictObject({ electionId: ElectionId, wardCode: WardCode })
const SessionNumber = z
  .string()
  .max(2)
  .regex(/^[1-9][0-9]?$/)
const params = contestParams.extend({ countSession: SessionNumber })
const about = { missing: 'count-session-not-found' } as const
const path = '/elections/{electionId}/contests/{wardCode}/count-sessions'
const onePath = `${path}/{countSession}` as const

/** The public view of a session of counting. */
export const PublicCountSession = z
  .strictObject({
    electionId: ElectionId,
    wardCode: WardCode,
    number: z.int(),
    status: z.enum(CountSession.options.map(({ shape }) => shape.status.value)),
    stations: z.array(StationNumber),
    reason: z.string().optional(),
    openedAt: Instant,
    closedAt: Instant.optional(),
  })
  .meta({ id: 'CountSession' })

const openCountSession = operation({
  id: 'openCountSession',
  method: 'POST',
  path,
  summary: { nl: 'Open een zitting om een telling te corrigeren', en: 'Open a session that corrects a count' },
  description:
    'The first session begins with the first polling station. A later one gives its reason and names the stations that are counted anew; the counts of the session before stay as they are, and the total uses the newest of each station. Not possible while a proposed result waits.',
  access: access.electionOffice,
  names: { 'station-not-found': ['/stations/*'] },
  requires: 'idempotency-key',
  params: contestParams,
  body: z.strictObject({
    reason: Prose(1_000, 10).meta({ description: 'Why, for everyone to read: no names of persons.' }),
    stations: z
      .array(StationNumber)
      .max(40)
      .refine((stations) => new Set(stations).size === stations.length, {
        params: { words: { nl: 'Noem elk stembureau één keer.', en: 'Name each station once.' } },
      }),
  }),
  responses: { 201: PublicCountSession },
  refusals: [
    'contest-not-found',
    'contest-not-counting',
    'no-stations',
    'count-session-not-closed',
    'station-not-found',
  ],
})

const listCountSessions = operation({
  id: 'listCountSessions',
  method: 'GET',
  path,
  summary: { nl: 'De zittingen van de telling van een wijk', en: 'The sessions of counting in a ward' },
  description: 'The earliest first, with the stations that each counted, and why a later one was held.',
  access: access.public,
  about: { missing: 'contest-not-found' },
  params: contestParams,
  responses: { 200: z.strictObject({ items: z.array(PublicCountSession) }) },
})

const step = { method: 'POST', access: access.electionOffice, about, requires: 'if-match', params } as const

const getCountSession = operation({
  id: 'getCountSession',
  method: 'GET',
  path: onePath,
  summary: { nl: 'Een zitting van de telling', en: 'A session of counting' },
  description: 'With the stations that it counted.',
  access: access.public,
  about,
  params,
  responses: { 200: PublicCountSession },
})

const pauseCountSession = operation({
  ...step,
  id: 'pauseCountSession',
  path: `${onePath}/_pause`,
  summary: { nl: 'Leg de invoer stil', en: 'Pause the entry' },
  description: 'Nobody begins or finishes an entry until it goes on.',
  responses: { 200: PublicCountSession },
  refusals: ['count-session-not-open'],
})

const resumeCountSession = operation({
  ...step,
  id: 'resumeCountSession',
  path: `${onePath}/_resume`,
  summary: { nl: 'Ga verder met de invoer', en: 'Go on with the entry' },
  description: 'After a pause.',
  responses: { 200: PublicCountSession },
  refusals: ['count-session-not-paused'],
})

const closeCountSession = operation({
  ...step,
  id: 'closeCountSession',
  path: `${onePath}/_close`,
  summary: { nl: 'Sluit de zitting van de telling', en: 'Close the session of counting' },
  description:
    'Once every station is definitive. Nothing that it counted is written afterwards. Proposing the result closes it too.',
  responses: { 200: PublicCountSession },
  refusals: ['count-session-not-open', 'stations-not-definitive'],
})

export const operations = {
  openCountSession,
  listCountSessions,
  getCountSession,
  pauseCountSession,
  resumeCountSession,
  closeCountSession,
} as const
