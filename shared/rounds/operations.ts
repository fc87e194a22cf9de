// API operations on budget rounds.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { cityWideQuery } from '../api/city-wide.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { warned } from '../api/warning.ts'
import { Instant, InstantInput } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { InitiativeId, PollId, RoundId, WardCode } from '../kernel/ids.ts'
import { Cents } from '../kernel/money.ts'
import { LotSource } from '../voting/lots/lots.ts'
import { BallotForm } from '../voting/poll/ballot-form.ts'
import { RuleConfiguration } from '../voting/rules/configuration.ts'
import { Entry, EntryGroups } from './entry.ts'
import { RoundPlan } from './plan.ts'
import { roundRefusals } from './refusals.ts'
import { RegisterReference, RoundPhase } from './round.ts'

const operation = operationsOf('rounds', roundRefusals)
const params = z.strictObject({ roundId: RoundId })
/** The subject of the operations on one round, and the refusal that comes with it. */
const about = { missing: 'round-not-found' } as const
const entryParams = z.strictObject({ roundId: RoundId, initiativeId: InitiativeId })

/** The public view of a round. */
export const PublicRound = z
  .strictObject({
    id: RoundId,
    wardCode: WardCode,
    ...RoundPlan.shape,
    register: RegisterReference.optional().meta({
      description: 'What the population register counts in the ward: the electorate is not larger.',
    }),
    phase: RoundPhase,
    entries: z.int(),
    pollId: PollId.optional(),
    configurationHash: Sha256.optional(),
    awardedCents: Cents.optional(),
    createdAt: Instant,
    ...warned,
  })
  .meta({ id: 'Round' })

const PublicEntry = z.strictObject({ ...Entry.shape, ...warned }).meta({ id: 'RoundEntry' })

/**
 * The plan as a ward manager writes it; if absent, form, rule and lots follow from
 * the ward's rules and its register figure.
 */
const PlanInput = z.strictObject({
  ...RoundPlan.shape,
  opensAt: InstantInput,
  closesAt: InstantInput,
  ballotForm: BallotForm.optional(),
  rule: RuleConfiguration.optional(),
  lots: LotSource.optional(),
  electorateSize: RoundPlan.shape.electorateSize.optional(),
})

const planRefusals = [
  'voting-not-in-rules',
  'plan-beyond-rules',
  'window-in-the-past',
  'window-not-valid',
  'window-too-short',
  'no-rules-then',
  'no-register-figure',
  'electorate-beyond-register',
] as const

export const createRound = operation({
  id: 'createRound',
  method: 'POST',
  path: '/rounds',
  summary: { nl: 'Bereid een budgetronde voor', en: 'Prepare a budget round' },
  description:
    'A draft, in the ward that is named, or else in which you live. Values that are left out follow from the rules of the ward. Nothing is fixed before the round is announced, and a draft can be cancelled. The answer warns of plans that the rules allow but residents may not expect.',
  access: access.wardManager,
  about: { missing: 'ward-not-found' },
  requires: 'idempotency-key',
  body: PlanInput.extend({ wardCode: WardCode.optional() }),
  responses: { 201: PublicRound },
  refusals: [...planRefusals],
})

export const changeRound = operation({
  id: 'changeRound',
  method: 'PATCH',
  path: '/rounds/{roundId}',
  summary: { nl: 'Wijzig een ronde in voorbereiding', en: 'Change a round being prepared' },
  description: 'Absent fields stay unchanged. Once the round has been announced, nothing can be changed.',
  access: access.wardManager,
  about,
  requires: 'if-match',
  params,
  body: PlanInput.partial(),
  responses: { 200: PublicRound },
  refusals: ['round-not-in-draft', ...planRefusals],
})

export const getRound = operation({
  id: 'getRound',
  method: 'GET',
  path: '/rounds/{roundId}',
  summary: { nl: 'Een budgetronde', en: 'A budget round' },
  description: 'Its plan, how far it has come, and once it is announced its poll.',
  access: access.public,
  about,
  params,
  responses: { 200: PublicRound },
})

export const listRounds = operation({
  id: 'listRounds',
  method: 'GET',
  path: '/rounds',
  summary: {
    nl: 'De budgetrondes van de stad, een gebied of een wijk, de nieuwste eerst',
    en: 'The budget rounds of the city, an area or a ward, newest first',
  },
  description: 'Drafts too: a round is prepared in public. `since` is about the day on which the round was made.',
  access: access.public,
  cached: 'checked',
  query: z.strictObject({
    ...cityWideQuery,
    phase: RoundPhase.optional(),
    ...pageQuery,
  }),
  responses: { 200: pageOf(PublicRound) },
})

export const listRoundEntries = operation({
  id: 'listRoundEntries',
  method: 'GET',
  path: '/rounds/{roundId}/initiatives',
  summary: {
    nl: 'De initiatieven van een ronde, zoals op het stembiljet',
    en: 'The initiatives of a round, as on the ballot',
  },
  description: 'Each with the id that a ballot names.',
  access: access.public,
  about,
  params,
  responses: { 200: z.strictObject({ items: z.array(PublicEntry) }) },
})

export const enterInitiative = operation({
  id: 'enterInitiative',
  method: 'PUT',
  path: '/rounds/{roundId}/initiatives/{initiativeId}',
  summary: { nl: 'Laat een toegelaten initiatief meedoen', en: 'Let an admitted initiative take part' },
  description:
    'Category and area are shown on the ballot, and the caps of a counting rule apply to them. The answer warns of an initiative that asks more than the whole budget, unless the rules refuse it, and of one whose title is on the ballot already.',
  access: access.wardManager,
  about,
  requires: 'if-match',
  params: entryParams,
  body: EntryGroups.prefault({}),
  responses: { 200: PublicEntry },
  refusals: [
    'initiative-not-found',
    'round-not-in-draft',
    'initiative-of-another-ward',
    'initiative-not-admitted',
    'not-decided-by-residents',
    'round-full',
    'entry-above-budget',
  ],
})

export const removeInitiative = operation({
  id: 'removeInitiative',
  method: 'DELETE',
  path: '/rounds/{roundId}/initiatives/{initiativeId}',
  summary: { nl: 'Laat een initiatief niet meer meedoen', en: 'Let an initiative no longer take part' },
  description:
    'Only while the round is being prepared. The initiative is free again, and its number is not given to another.',
  access: access.wardManager,
  about,
  requires: 'if-match',
  params: entryParams,
  responses: { 204: z.undefined() },
  refusals: ['entry-not-found', 'round-not-in-draft'],
})

export const announceRound = operation({
  id: 'announceRound',
  method: 'POST',
  path: '/rounds/{roundId}/_announce',
  summary: { nl: 'Kondig de ronde aan: alles ligt vast', en: 'Announce the round: everything is fixed' },
  description: 'Makes the poll, publishes the hash of its configuration, and reserves the budget.',
  access: access.wardManager,
  about,
  requires: 'if-match',
  params,
  responses: { 200: PublicRound },
  refusals: [
    'round-not-in-draft',
    ...planRefusals,
    'round-without-initiatives',
    'round-without-budget',
    'nothing-fits-the-budget',
    'entry-above-budget',
    'poll-cannot-be-counted',
    'budget-exhausted',
  ],
})

export const rescheduleRound = operation({
  id: 'rescheduleRound',
  method: 'POST',
  path: '/rounds/{roundId}/_reschedule',
  summary: { nl: 'Verplaats de stemming voordat zij opengaat', en: 'Move the vote before it opens' },
  description: 'An announced round whose vote has not opened. Everything else stays as it was fixed.',
  access: access.wardManager,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ opensAt: InstantInput, closesAt: InstantInput }),
  responses: { 200: PublicRound },
  refusals: ['round-not-announced', 'round-already-open', 'window-in-the-past', 'window-not-valid', 'window-too-short'],
})

export const cancelRound = operation({
  id: 'cancelRound',
  method: 'POST',
  path: '/rounds/{roundId}/_cancel',
  summary: { nl: 'Zeg een ronde af voordat de stemming opengaat', en: 'Call off a round before the vote opens' },
  description: 'Its initiatives and its money are free again.',
  access: access.wardManager,
  about,
  requires: 'if-match',
  params,
  responses: { 200: PublicRound },
  refusals: ['round-already-open', 'round-over'],
})

/** Served together; announcing needs keys and has its own unit. */
export const ordinaryRoundOperations = {
  createRound,
  changeRound,
  getRound,
  listRounds,
  listRoundEntries,
  enterInitiative,
  removeInitiative,
  rescheduleRound,
  cancelRound,
} as const
export const roundsOperations = { ...ordinaryRoundOperations, announceRound } as const
