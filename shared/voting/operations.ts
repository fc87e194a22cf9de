// What the API offers of polls.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { Instant } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { PollId, WardCode } from '../kernel/ids.ts'
import { Permit } from './ballot.ts'
import { Choice } from './ballot-form.ts'
import { CitySignature } from './city-signature.ts'
import { FrozenPoll, PollPhase } from './poll.ts'
import { votingRefusals } from './refusals.ts'
import { CountedShard, PollResult } from './result.ts'

const operation = operationsOf('voting', votingRefusals)
const params = z.strictObject({ pollId: PollId })

/** A poll as anyone may see it: everything that was hashed, the hash, the form in words, and whether it is open now. */
export const PublicPoll = z
  .strictObject({
    ...FrozenPoll.shape,
    configurationHash: Sha256,
    configurationSignature: CitySignature.optional(),
    formInWords: z.strictObject({ nl: z.string(), en: z.string() }),
    phase: PollPhase,
    announcedAt: Instant,
  })
  .meta({ id: 'Poll' })

/** A result as it is published: `resultDigest` is the SHA-256 of its canonical JSON, and what the city has signed. */
export const PublishedResult = z
  .strictObject({ result: PollResult, resultDigest: Sha256, resultSignature: CitySignature })
  .meta({ id: 'PollResult' })

/** A poll of mine. A permit taken is all anyone can know: whether a ballot followed, nobody can tell. */
const MyPoll = z.strictObject({ poll: PublicPoll, hasTakenPermit: z.boolean() }).meta({ id: 'MyPoll' })

export const getPoll = operation({
  id: 'getPoll',
  method: 'GET',
  path: '/polls/{pollId}',
  summary: { nl: 'Een stemming', en: 'A poll' },
  access: access.public,
  params,
  responses: { 200: PublicPoll },
  refusals: ['poll-not-found'],
})

export const listPolls = operation({
  id: 'listPolls',
  method: 'GET',
  path: '/polls',
  summary: { nl: 'De stemmingen van een wijk, de laatste eerst', en: 'The polls of a ward, the latest first' },
  access: access.public,
  query: z.strictObject({ wardCode: WardCode, ...pageQuery }),
  responses: { 200: pageOf(PublicPoll) },
  refusals: ['invalid-cursor'],
})

export const getPollResult = operation({
  id: 'getPollResult',
  method: 'GET',
  path: '/polls/{pollId}/result',
  summary: { nl: 'De uitslag van een stemming', en: 'The result of a poll' },
  description:
    'Counts, the outcome with its reasoning, the Merkle root of the ballots and the digest of every published part of the box; signed by the city.',
  access: access.public,
  params,
  responses: { 200: PublishedResult },
  refusals: ['poll-not-found', 'result-not-published'],
})

export const getCountedBallots = operation({
  id: 'getCountedBallots',
  method: 'GET',
  path: '/polls/{pollId}/counted-ballots/{shard}',
  summary: { nl: 'De getelde stembiljetten, per deel van de stembus', en: 'The counted ballots, by part of the box' },
  description:
    'From these anyone can recompute the result: every permit verifies under the permit key of the poll, and the SHA-256 of the canonical JSON (RFC 8785) of each part is in the result.',
  access: access.public,
  params: z.strictObject({ pollId: PollId, shard: z.coerce.number().int().min(0).max(255) }),
  responses: { 200: CountedShard.meta({ id: 'CountedBallots' }) },
  refusals: ['poll-not-found', 'result-not-published'],
})

export const listMyPolls = operation({
  id: 'listMyPolls',
  method: 'GET',
  path: '/me/polls',
  summary: { nl: 'Waarover ik nu mag stemmen', en: 'What I may vote on now' },
  access: access.resident,
  responses: { 200: z.strictObject({ items: z.array(MyPoll) }) },
})

export const issuePermit = operation({
  id: 'issuePermit',
  method: 'POST',
  path: '/polls/{pollId}/permits',
  summary: { nl: 'Haal een stembewijs', en: 'Take a permit to vote' },
  description:
    'Signs a message that the client has blinded (RFC 9474, RSABSSA-SHA384-PSS-Randomized), once for each voter. The same message gets the same signature again, so a lost answer costs nothing.',
  access: access.resident,
  params,
  body: z.strictObject({ blindedMessage: z.base64url().length(512) }),
  responses: { 200: z.strictObject({ blindSignature: z.base64url().length(512) }).meta({ id: 'BlindPermit' }) },
  refusals: [
    'poll-not-found',
    'poll-not-open-yet',
    'poll-closed',
    'poll-cancelled',
    'not-your-ward',
    'too-young',
    'permit-already-taken',
    'blinded-message-invalid',
  ],
})

export const castBallot = operation({
  id: 'castBallot',
  method: 'POST',
  path: '/polls/{pollId}/ballots',
  summary: { nl: 'Breng een stem uit', en: 'Cast a ballot' },
  description:
    'Not signed in: the permit is the right to vote, and says nothing about the voter. The same permit again before the close replaces the ballot; the same request again gives the same answer.',
  access: access.public,
  isSilent: true,
  params,
  body: z.strictObject({ permit: Permit, choice: Choice }),
  responses: {
    200: z
      .strictObject({
        pollId: PollId,
        ballotHash: Sha256.meta({ description: 'SHA-256 of the message of the permit.' }),
        acceptance: z.base64url().max(100).meta({
          description:
            'Ed25519 signature with the acceptance key of the poll over `wijk/acceptance/v1`, poll id and ballot hash, a line each: keep it, as evidence should the ballot be missing.',
        }),
      })
      .meta({ id: 'CastBallot' }),
  },
  refusals: [
    'poll-not-found',
    'poll-not-open-yet',
    'poll-closed',
    'poll-cancelled',
    'permit-invalid',
    'choice-invalid',
  ],
})

/** By deploy unit: the ordinary ones together, each with other privileges on its own. */
export const publicPollOperations = { getPoll, listPolls, getPollResult, getCountedBallots } as const
export const votingOperations = { ...publicPollOperations, listMyPolls, issuePermit, castBallot } as const
