// API operations on initiatives, for everyone, applicants and supporters. Those of the staff: staff-operations.ts.
import * as z from 'zod'
import { access } from '../api/access.ts'
import { cityWideQuery } from '../api/city-wide.ts'
import { operationsOf, pageOf, pageQuery } from '../api/operation.ts'
import { InitiativeId } from '../kernel/ids.ts'
import { OwnInitiative, PublicInitiative, PublicStatus } from './present.ts'
import { initiativeRefusals } from './refusals.ts'
import { aboutInitiative as about, staffOperations } from './staff-operations.ts'
import { OwnSupport, PublicTextVersion, SupportedInitiative } from './support/present-supports.ts'
import { DraftInput, DraftPatch, Grounds, PersonName } from './text/content.ts'
import { SearchText } from './text/words.ts'

const operation = operationsOf('initiatives', initiativeRefusals)
const params = z.strictObject({ initiativeId: InitiativeId })

export const listInitiatives = operation({
  id: 'listInitiatives',
  method: 'GET',
  path: '/initiatives',
  summary: {
    nl: 'De initiatieven van de stad, een gebied of een wijk, de nieuwste eerst',
    en: 'The initiatives of the city, an area or a ward, newest first',
  },
  description:
    'In the order in which they were handed in, without drafts. `q` finds those that have all of its words, whole, in title or summary; accents and capitals make no difference. A page of a search may hold fewer than asked for and still have a `cursor`. A change shows in the list within seconds.',
  access: access.public,
  cached: 'checked',
  query: z.strictObject({
    ...cityWideQuery,
    status: PublicStatus.optional(),
    q: SearchText.optional(),
    ...pageQuery,
  }),
  responses: { 200: pageOf(PublicInitiative) },
})

export const getInitiative = operation({
  id: 'getInitiative',
  method: 'GET',
  path: '/initiatives/{initiativeId}',
  summary: { nl: 'Een initiatief', en: 'An initiative' },
  description:
    'The public half of an initiative that has been handed in. Names, addresses and account numbers are not in it.',
  access: access.public,
  about,
  params,
  responses: { 200: PublicInitiative },
})

export const listInitiativeVersions = operation({
  id: 'listInitiativeVersions',
  method: 'GET',
  path: '/initiatives/{initiativeId}/versions',
  summary: {
    nl: 'De versies van de tekst, de nieuwste eerst',
    en: 'The versions of its text, newest first',
  },
  description: 'Every text that was ever public, and since when.',
  access: access.public,
  about,
  params,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(PublicTextVersion) },
})

export const createInitiative = operation({
  id: 'createInitiative',
  method: 'POST',
  path: '/initiatives',
  summary: { nl: 'Begin een initiatief in uw wijk', en: 'Begin an initiative in your ward' },
  description:
    'A draft that nobody else can see. A title is enough to begin with. The answer warns of initiatives in the ward whose title is like yours.',
  access: access.residentOfWard,
  requires: 'idempotency-key',
  body: DraftInput,
  responses: { 201: OwnInitiative },
})

export const editInitiative = operation({
  id: 'editInitiative',
  method: 'PATCH',
  path: '/initiatives/{initiativeId}',
  summary: { nl: 'Wijzig uw concept', en: 'Change your draft' },
  description:
    'A JSON merge patch of the top level: what is absent stays, `null` empties. Also when the initiative was returned to you; then nothing that is needed can be emptied, and the public text stays as it is until you hand in again.',
  access: access.owner,
  about,
  requires: 'if-match',
  params,
  body: DraftPatch,
  responses: { 200: OwnInitiative },
  refusals: ['not-editable', 'incomplete'],
})

export const submitInitiative = operation({
  id: 'submitInitiative',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_submit',
  summary: { nl: 'Dien uw initiatief in', en: 'Hand in your initiative' },
  description:
    'Pins the rules of the ward as they are today. From now on everyone can read it; the private half stays private. After a return: small completions keep the signatures, another text requires new ones (`asksSignaturesAgain` says so beforehand).',
  access: access.residentOwner,
  about,
  requires: 'if-match',
  params,
  responses: { 200: OwnInitiative },
  refusals: [
    'not-your-ward',
    'not-editable',
    'incomplete',
    'no-rules-then',
    'amount-above-maximum',
    'starts-too-soon',
    'contact-too-young',
  ],
})

export const withdrawInitiative = operation({
  id: 'withdrawInitiative',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_withdraw',
  summary: { nl: 'Trek uw initiatief in', en: 'Withdraw your initiative' },
  description:
    'At any point before an award. It is removed from a round in preparation. In an announced round it is marked as withdrawn on the ballot, and the count skips it. During the count nobody can withdraw.',
  access: access.owner,
  about,
  requires: 'if-match',
  params,
  responses: { 200: OwnInitiative },
  refusals: ['too-late-to-withdraw', 'vote-being-counted'],
})

export const discardDraft = operation({
  id: 'discardDraft',
  method: 'DELETE',
  path: '/initiatives/{initiativeId}',
  summary: { nl: 'Gooi uw concept weg', en: 'Throw your draft away' },
  description:
    'Deletes a draft with everything in it: name, address, account number. An initiative that was handed in is public and cannot be deleted, only withdrawn.',
  access: access.owner,
  about,
  requires: 'if-match',
  params,
  responses: { 204: z.undefined() },
  refusals: ['handed-in-already'],
})

export const renounceAward = operation({
  id: 'renounceAward',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_renounce',
  summary: { nl: 'Zie af van het geld', en: 'Give the award up' },
  description:
    'Before anything has begun. The money goes back to the budget of the ward, of the year from which it came; a vote that awarded it stays as it was decided.',
  access: access.owner,
  about,
  requires: 'if-match',
  params,
  responses: { 200: OwnInitiative },
  refusals: ['no-award-to-return'],
})

export const objectToDecision = operation({
  id: 'objectToDecision',
  method: 'POST',
  path: '/initiatives/{initiativeId}/_object',
  summary: { nl: 'Maak bezwaar tegen een besluit', en: 'Object to a decision' },
  description:
    'To a refusal, or to a decision of the staff against an award: once, until `objectionDueOn`. The objection is public; only staff see your grounds.',
  access: access.owner,
  about,
  requires: 'if-match',
  params,
  body: z.strictObject({ grounds: Grounds }),
  responses: { 200: OwnInitiative },
  refusals: ['nothing-to-object-to', 'decided-by-vote', 'objection-decided', 'objection-too-late'],
})

export const listMyInitiatives = operation({
  id: 'listMyInitiatives',
  method: 'GET',
  path: '/me/initiatives',
  summary: { nl: 'Mijn initiatieven, de nieuwste eerst', en: 'My initiatives, newest first' },
  description: 'All that I began, drafts included, with what only I and the staff may read.',
  access: access.self,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(OwnInitiative) },
})

export const getMyInitiative = operation({
  id: 'getMyInitiative',
  method: 'GET',
  path: '/me/initiatives/{initiativeId}',
  summary: { nl: 'Mijn initiatief', en: 'My initiative' },
  description: 'All of it, with what only I and the staff may read.',
  access: access.owner,
  about: { missing: 'initiative-not-found' },
  params,
  responses: { 200: OwnInitiative },
})

export const supportInitiative = operation({
  id: 'supportInitiative',
  method: 'PUT',
  path: '/initiatives/{initiativeId}/supports/me',
  summary: { nl: 'Steun een initiatief', en: 'Support an initiative' },
  description: 'Your name is for the staff who check the signatures; everyone else sees the number only.',
  access: access.residentOfWard,
  about,
  params,
  body: z.strictObject({
    name: PersonName,
    textVersion: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .meta({ description: 'The version of the text that you have read: refused if another is public by now.' }),
  }),
  responses: { 200: PublicInitiative },
  refusals: ['support-closed', 'own-support', 'too-young', 'text-changed'],
})

export const getMySupport = operation({
  id: 'getMySupport',
  method: 'GET',
  path: '/initiatives/{initiativeId}/supports/me',
  summary: { nl: 'Uw steun aan een initiatief', en: 'Your support of an initiative' },
  description: 'Which text I signed, and with which name.',
  access: access.self,
  params,
  responses: { 200: OwnSupport },
  refusals: ['initiative-not-found', 'support-not-found'],
})

export const listMySupports = operation({
  id: 'listMySupports',
  method: 'GET',
  path: '/me/supports',
  summary: { nl: 'Wat u steunt, het nieuwste initiatief eerst', en: 'What you support, the newest initiative first' },
  description: 'Each with the initiative as it stands now.',
  access: access.self,
  query: z.strictObject(pageQuery),
  responses: { 200: pageOf(SupportedInitiative) },
})

export const withdrawSupport = operation({
  id: 'withdrawSupport',
  method: 'DELETE',
  path: '/initiatives/{initiativeId}/supports/me',
  summary: { nl: 'Steun een initiatief niet meer', en: 'No longer support an initiative' },
  description: 'The name is gone and the number goes down. It can be given again while support is open.',
  access: access.self,
  params,
  responses: { 204: z.undefined() },
  refusals: ['initiative-not-found', 'support-closed'],
})

export const initiativesOperations = {
  listInitiatives,
  getInitiative,
  listInitiativeVersions,
  createInitiative,
  editInitiative,
  submitInitiative,
  withdrawInitiative,
  discardDraft,
  renounceAward,
  objectToDecision,
  listMyInitiatives,
  getMyInitiative,
  supportInitiative,
  withdrawSupport,
  getMySupport,
  listMySupports,
  ...staffOperations,
} as const
