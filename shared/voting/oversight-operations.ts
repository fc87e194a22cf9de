// API operations for overseers of a poll: the election office while it is open, and verifiers.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf } from '../api/operation.ts'
import { Sha256 } from '../kernel/digest.ts'
import { PollId } from '../kernel/ids.ts'
import { Prose } from '../kernel/text.ts'
import { PollPhase } from './poll/poll.ts'
import { PublicPoll } from './public-poll.ts'
import { votingRefusals } from './refusals.ts'

const operation = operationsOf('voting', votingRefusals)

export const getTurnout = operation({
  id: 'getTurnout',
  method: 'GET',
  path: '/polls/{pollId}/turnout',
  summary: { nl: 'Hoeveel stembewijzen er ongeveer zijn gehaald', en: 'About how many permits were taken' },
  description:
    'Permits against the electorate, and never ballots or choices. Rounded down to steps of ten, or of a hundredth of the electorate where that is more, so that no step reveals who has just been there. `nearElectorate`: nine in ten have taken a permit, or more; with more permits than voters the result will be withheld, so look into it while there is time.',
  access: access.electionOffice,
  params: z.strictObject({ pollId: PollId }),
  responses: {
    200: z
      .strictObject({
        phase: PollPhase,
        permitsAtLeast: z.int().min(0),
        step: z.int().min(1),
        electorate: z.int().min(1),
        nearElectorate: z.boolean(),
      })
      .meta({ id: 'Turnout' }),
  },
  refusals: ['poll-not-found', 'turnout-not-kept'],
})

/** Logged when 90 % of the voters of an open poll have a permit; it triggers an alarm. */
export const electorateNearlyReached = 'electorate-nearly-reached'

/** A key with which the city signs: SPKI in base64, and the SHA-256 of its bytes, to be read out or compared. */
const CityKey = z.strictObject({ signingKey: z.base64().max(1_000), sha256: Sha256 }).meta({ id: 'CityKey' })

export const getCityKeys = operation({
  id: 'getCityKeys',
  method: 'GET',
  path: '/city-keys',
  summary: { nl: 'De sleutels waarmee de stad ondertekent', en: 'The keys with which the city signs' },
  description:
    'ECDSA P-256. To verify a result, get the key from another source than the signed file: from here (`wijk verify --city`), better from the file of the stage in the repository, or from both.',
  access: access.public,
  responses: { 200: z.strictObject({ items: z.array(CityKey) }).meta({ id: 'CityKeys' }) },
})

export const voidPoll = operation({
  id: 'voidPoll',
  method: 'POST',
  path: '/polls/{pollId}/_void',
  summary: { nl: 'Verklaar een achtergehouden stemming ongeldig', en: 'Declare a withheld poll void' },
  description:
    'For a poll whose result was withheld. The reason is public. Its secrets are destroyed; the money and the initiatives of its round are free again, or stay in the round, which is then in preparation again for another vote.',
  access: access.electionOffice,
  about: { missing: 'poll-not-found' },
  params: z.strictObject({ pollId: PollId }),
  body: z.strictObject({
    reason: Prose(1_000, 10).meta({ description: 'Why the vote is void, for everyone to read: no names.' }),
    isToBeRepeated: z.boolean().meta({ description: 'Whether residents are asked again.' }),
  }),
  responses: { 200: PublicPoll },
  refusals: ['result-not-withheld'],
})
