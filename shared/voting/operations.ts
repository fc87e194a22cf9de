// API operations on polls.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { cityWideQuery } from '../api/city-wide.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { Instant, InstantInput } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { PollId } from '../kernel/ids.ts'
import { Line, Prose } from '../kernel/text.ts'
import { Ballot } from './box/ballot.ts'
import { CountedShard } from './count/counted-shard.ts'
import { PollResult } from './count/result.ts'
import { Checkpoint } from './evidence/checkpoint.ts'
import { CitySignature } from './evidence/city-signature.ts'
import { getCityKeys, getTurnout, voidPoll } from './oversight-operations.ts'
import { PollPhase } from './poll/poll.ts'
import { PublicPoll } from './public-poll.ts'
import { votingRefusals } from './refusals.ts'
import { ResultSummary } from './result-summary.ts'

const operation = operationsOf('voting', votingRefusals)
const params = z.strictObject({ pollId: PollId })

/**
 * A published result: `resultDigest` is the SHA-256 of its canonical JSON, which the city has signed;
 * `checkpoint` is the signed root of the ballots (C2SP tlog-checkpoint).
 */
const PublishedResult = z
  .strictObject({ result: PollResult, resultDigest: Sha256, resultSignature: CitySignature, checkpoint: Checkpoint })
  .meta({ id: 'PollResult' })

/** One of the caller's polls. Only the permit is known: nobody can tell whether a ballot followed. */
const MyPoll = z.strictObject({ poll: PublicPoll, hasTakenPermit: z.boolean() }).meta({ id: 'MyPoll' })

export const getPoll = operation({
  id: 'getPoll',
  method: 'GET',
  path: '/polls/{pollId}',
  summary: { nl: 'Een stemming', en: 'A poll' },
  description: 'Everything that was fixed when it was announced, and how it stands now.',
  access: access.public,
  about: { missing: 'poll-not-found' },
  params,
  responses: { 200: PublicPoll },
})

export const listPolls = operation({
  id: 'listPolls',
  method: 'GET',
  path: '/polls',
  summary: {
    nl: 'De stemmingen van de stad of een wijk, de laatste eerst',
    en: 'The polls of the city or a ward, the latest first',
  },
  description:
    'Open, announced and past ones, by the moment they close; `since` is about the day on which they do. A page of one phase may hold fewer than asked for and still have a `cursor`.',
  access: access.public,
  cached: 'checked',
  query: z.strictObject({ ...cityWideQuery, phase: PollPhase.optional(), ...pageQuery }),
  responses: { 200: pageOf(PublicPoll) },
})

export const listResults = operation({
  id: 'listResults',
  method: 'GET',
  path: '/results',
  summary: {
    nl: 'De uitslagen van de stad of een wijk, de nieuwste eerst',
    en: 'The results of the city or a ward, newest first',
  },
  description:
    'Published ones, by the moment the vote closed; `since` is about that day. The whole result, with its reasoning, is at its poll. A page may hold fewer than asked for and still have a `cursor`.',
  access: access.public,
  cached: 'checked',
  query: z.strictObject({ ...cityWideQuery, ...pageQuery }),
  responses: { 200: pageOf(ResultSummary) },
})

export const getPollResult = operation({
  id: 'getPollResult',
  method: 'GET',
  path: '/polls/{pollId}/result',
  summary: { nl: 'De uitslag van een stemming', en: 'The result of a poll' },
  description:
    'Counts, the outcome with its reasoning, the Merkle root of the ballots and the digest of every published part of the box; signed by the city.',
  access: access.public,
  cached: 'immutable',
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
  cached: 'immutable',
  params: z.strictObject({ pollId: PollId, shard: z.coerce.number().int().min(0).max(255) }),
  responses: { 200: CountedShard.meta({ id: 'CountedBallots' }) },
  refusals: ['poll-not-found', 'result-not-published', 'part-not-found'],
})

export const getPollExport = operation({
  id: 'getPollExport',
  method: 'GET',
  path: '/polls/{pollId}/export',
  summary: { nl: 'Alles om een uitslag na te rekenen', en: 'Everything to verify a result' },
  description:
    'The address of the export: one immutable file of canonical JSON, a header with every signature and then a line for each ballot. `npx --no -- wijk verify` checks it offline.',
  access: access.public,
  params,
  responses: {
    200: z
      .strictObject({
        href: z.url().meta({ description: 'GET this address, without a token, before `expiresAt`.' }),
        expiresAt: Instant,
      })
      .meta({ id: 'PollExport' }),
  },
  refusals: ['poll-not-found', 'result-not-published'],
})

/** `proof`: the hashes from the ballot to the root, base64, nearest first (RFC 6962). */
const InclusionProof = z.strictObject({ ballotHash: Sha256, index: z.int().min(0), proof: z.array(z.base64()) })

export const listInclusionProofs = operation({
  id: 'listInclusionProofs',
  method: 'GET',
  path: '/polls/{pollId}/inclusion-proofs',
  summary: { nl: 'Bewijs dat stembiljetten zijn meegeteld', en: 'Proof that ballots were counted' },
  description:
    'For all ballots whose hash begins like this, so that the request does not reveal which one is yours. With the hash of your own ballot (SHA-256 of 0x00 and its canonical JSON) the proof leads to the root in the checkpoint.',
  access: access.public,
  // A person who asks for a few ballots has probably cast one of them, so the request is not logged.
  isSilent: true,
  params,
  query: z.strictObject({
    prefix: z
      .string()
      .regex(/^[0-9a-f]{0,8}$/)
      .default('')
      .meta({ maxLength: 8, description: 'First hexadecimal digits of ballot hashes; none in a small poll.' }),
  }),
  responses: {
    200: z.strictObject({ checkpoint: Checkpoint, items: z.array(InclusionProof) }).meta({ id: 'InclusionProofs' }),
  },
  refusals: ['poll-not-found', 'result-not-published', 'prefix-too-long', 'prefix-too-short'],
})

export const getCountProgress = operation({
  id: 'getCountProgress',
  method: 'GET',
  path: '/polls/{pollId}/count-progress',
  summary: { nl: 'Hoe ver het tellen is', en: 'How far the count is' },
  description: 'In whole percent of the parts of the ballot box, and never in numbers of ballots.',
  access: access.electionOffice,
  params,
  responses: {
    200: z.strictObject({ phase: PollPhase, percent: z.int().min(0).max(100) }).meta({ id: 'CountProgress' }),
  },
  refusals: ['poll-not-found', 'count-not-begun'],
})

export const recordLots = operation({
  id: 'recordLots',
  method: 'PUT',
  path: '/polls/{pollId}/lots',
  summary: { nl: 'Leg een loting in openbare zitting vast', en: 'Record lots drawn in a session in public' },
  description:
    'Which office held the session (no names: it is published), when, and the seed exactly as in the minutes. The session follows the checkpoint of the poll, which everybody can read before. The order of the lots is computed from seed and checkpoint; the city signs the record, and the result follows within minutes. The same record again changes nothing.',
  access: access.electionOffice,
  params,
  // Stricter than the stored schema: published records must stay readable.
  body: z.strictObject({ who: Line(200), when: InstantInput, seed: Prose(1_000) }),
  responses: { 200: PublicPoll },
  refusals: [
    'poll-not-found',
    'lots-not-awaited',
    'lots-recorded-already',
    'lots-by-beacon',
    'session-at-another-time',
  ],
})

export const listMyPolls = operation({
  id: 'listMyPolls',
  method: 'GET',
  path: '/me/polls',
  summary: { nl: 'Waarover ik nu mag stemmen', en: 'What I may vote on now' },
  description:
    'The polls that are open in my ward and that I am old enough for, the first to close first. Polls with a `roll` are included if I am on that roll; people who have moved find theirs at the roll (`getMyRollEntry`). A page may hold fewer items than requested and still have a `cursor`.',
  access: access.residentSelf,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(MyPoll) },
})

export const issuePermit = operation({
  id: 'issuePermit',
  method: 'POST',
  path: '/polls/{pollId}/permits',
  summary: { nl: 'Haal een stembewijs', en: 'Take a permit to vote' },
  description:
    'Signs a message that the client has blinded (RFC 9474, RSABSSA-SHA384-PSS-Randomized), once for each person, whatever account they use. The same message gets the same signature again, so a lost answer does no harm. A poll whose electorate names a `roll` is for the people on it in that ward, even if they have moved. A person with its permit cannot vote on paper any more, and one who has voted on paper gets none.',
  access: access.self,
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
    'residence-not-verified',
    'person-not-known',
    'not-on-roll',
    'roll-of-other-ward',
    'has-voted-on-paper',
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
    'Not signed in: the permit is the right to vote, and says nothing about the voter. The one-time key in the permit signs `wijk/choice/v2`, poll id, ballot hash, number and the canonical JSON of the choice, a line each (ECDSA P-256 with SHA-256, r and s in 64 bytes, the lower s). The same permit with a higher number before the close replaces the ballot; the same request again gives the same answer. In a poll with `ballotVersion` 1, or without one, a ballot has no number and no signature.',
  access: access.public,
  isSilent: true,
  params,
  body: z.strictObject({
    ...Ballot.shape,
    padding: z.string().regex(/^ *$/).max(60_000).optional().meta({
      description:
        'Spaces that make every request of a poll equally long, so that its size tells nothing of the choice.',
    }),
  }),
  responses: {
    200: z
      .strictObject({
        pollId: PollId,
        ballotHash: Sha256.meta({ description: 'SHA-256 of the message of the permit.' }),
        acceptance: z.base64url().max(100).meta({
          description:
            'Ed25519 signature with the acceptance key of the poll over `wijk/acceptance/v2`, poll id, ballot hash, number and the SHA-256 of the canonical JSON of the whole ballot, a line each (`ballotVersion` 1: `wijk/acceptance/v1`, poll id and ballot hash): keep it, as evidence should the ballot be missing or changed.',
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
    'choice-not-signed',
    'ballot-overtaken',
  ],
})

/** By deploy unit: ordinary operations together, each one with special privileges separately. */
export const pollOperations = {
  getPoll,
  listPolls,
  listResults,
  getPollResult,
  getCountedBallots,
  getPollExport,
  getCountProgress,
  getCityKeys,
} as const
export const votingOperations = {
  ...pollOperations,
  getTurnout,
  voidPoll,
  listInclusionProofs,
  recordLots,
  listMyPolls,
  issuePermit,
  castBallot,
} as const
