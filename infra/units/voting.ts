// Voting: a separate role for each function. Functions that read the roll cannot reach the box, and the other way round.
import { rollKeys } from '../../shared/roll/keys.ts'
import { pollKeys } from '../../shared/voting/keys.ts'
import {
  castBallot,
  issuePermit,
  listInclusionProofs,
  listMyPolls,
  pollOperations,
} from '../../shared/voting/operations.ts'
import { electorateNearlyReached, getTurnout } from '../../shared/voting/oversight-operations.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import type { KeyAccess, TableAccess, Unit } from './unit.ts'

/** For a unit that announces a poll: wraps its secrets, each with the key for its purpose. */
export const wrapPollSecrets: readonly KeyAccess[] = [
  { key: 'permitKey', actions: ['kms:Encrypt'], purpose: 'permit' },
  { key: 'rollKey', actions: ['kms:Encrypt'], purpose: 'roll' },
  { key: 'acceptanceKey', actions: ['kms:Encrypt'], purpose: 'acceptance' },
  { key: 'sealKey', actions: ['kms:Encrypt'], purpose: 'seal' },
]

/** Reads one poll. */
export const readPoll: TableAccess = { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [pollKeys.poll] }
const listPollsOfWard: TableAccess = {
  table: 'main',
  index: 'gsi1',
  actions: ['dynamodb:Query'],
  leadingKeys: [pollKeys.ofWard],
}
const reading = [
  {
    name: 'voting-api',
    context: 'voting',
    entry: 'functions/voting/reading/api.ts',
    trigger: { kind: 'http', operations: Object.values(pollOperations) },
    access: [
      readPoll,
      { table: 'main', actions: ['dynamodb:BatchGetItem'], leadingKeys: [pollKeys.poll] },
      listPollsOfWard,
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:Query'], leadingKeys: [wardKeys.wards] },
    ],
    publication: 'read',
    signs: 'shows',
    memory: 512,
    timeoutSeconds: 10,
    userImpact: {
      nl: 'Niemand kan stemmingen of uitslagen bekijken.',
      en: 'Nobody can look at polls or their results.',
    },
  },
  {
    name: 'list-inclusion-proofs',
    context: 'voting',
    entry: 'functions/voting/reading/list-inclusion-proofs.ts',
    trigger: { kind: 'http', operations: [listInclusionProofs] },
    access: [readPoll],
    publication: 'read',
    memory: 512,
    timeoutSeconds: 20,
    userImpact: {
      nl: 'Bewoners kunnen niet nagaan of hun stem is meegeteld.',
      en: 'Residents cannot check that their ballot was counted.',
    },
  },
  {
    name: 'list-my-polls',
    context: 'voting',
    entry: 'functions/voting/reading/list-my-polls.ts',
    trigger: { kind: 'http', operations: [listMyPolls] },
    access: [
      listPollsOfWard,
      {
        table: 'main',
        actions: ['dynamodb:GetItem'],
        leadingKeys: [pollKeys.rollSecret, rollKeys.roll, rollKeys.secret],
      },
      { table: 'main', actions: ['dynamodb:BatchGetItem'], leadingKeys: [pollKeys.roll] },
    ],
    keys: [{ key: 'rollKey', actions: ['kms:Decrypt'], purpose: 'roll' }],
    register: 'looks-up',
    knowsPersons: true,
    memory: 512,
    timeoutSeconds: 10,
    userImpact: {
      nl: 'Bewoners zien niet waarover zij nu mogen stemmen.',
      en: 'Residents cannot see what they may vote on now.',
    },
  },
] as const satisfies readonly Unit[]

const turnout = {
  name: 'get-turnout',
  context: 'voting',
  entry: 'functions/voting/reading/get-turnout.ts',
  trigger: { kind: 'http', operations: [getTurnout] },
  access: [readPoll, { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [pollKeys.roll] }],
  memory: 512,
  timeoutSeconds: 20,
  userImpact: {
    nl: 'Het verkiezingsbureau ziet niet hoeveel stembewijzen er zijn opgehaald, en merkt te laat dat het er te veel zijn.',
    en: 'The election office cannot see how many permits were taken, and notices too late that they are too many.',
  },
} as const satisfies Unit

const watching = {
  name: 'watch-electorates',
  context: 'voting',
  entry: 'functions/voting/reading/watch-electorates.ts',
  trigger: { kind: 'every', minutes: 15 },
  access: [
    { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [pollKeys.closeDue] },
    { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [pollKeys.roll] },
  ],
  alarms: {
    says: electorateNearlyReached,
    metric: 'ElectorateNearlyReached',
    userImpact: {
      nl: 'Er zijn bijna meer stembewijzen opgehaald dan er kiezers zijn. Komt het zover, dan houdt het systeem de uitslag achter.',
      en: 'The number of permits is about to exceed the number of voters. If it does, the result will be withheld.',
    },
  },
  memory: 512,
  timeoutSeconds: 120,
  userImpact: {
    nl: 'Het verkiezingsbureau krijgt geen waarschuwing als er meer stembewijzen dreigen te komen dan er kiezers zijn.',
    en: 'The election office is not warned when there are about to be more permits than voters.',
  },
} as const satisfies Unit

const casting = [
  {
    name: 'issue-permit',
    context: 'voting',
    entry: 'functions/voting/casting/issue-permit.ts',
    trigger: { kind: 'http', operations: [issuePermit] },
    access: [
      {
        table: 'main',
        actions: ['dynamodb:GetItem'],
        leadingKeys: [pollKeys.poll, pollKeys.permitSecret, pollKeys.rollSecret, rollKeys.roll, rollKeys.secret],
      },
      { table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [pollKeys.roll, rollKeys.marks] },
    ],
    keys: [
      { key: 'permitKey', actions: ['kms:Decrypt'], purpose: 'permit' },
      { key: 'rollKey', actions: ['kms:Decrypt'], purpose: 'roll' },
    ],
    register: 'looks-up',
    knowsPersons: true,
    memory: 1024,
    timeoutSeconds: 20,
    userImpact: {
      nl: 'Bewoners kunnen geen stembewijs ophalen en dus niet stemmen.',
      en: 'Residents cannot take a permit and so cannot vote.',
    },
  },
  {
    name: 'cast-ballot',
    context: 'voting',
    entry: 'functions/voting/casting/cast-ballot.ts',
    trigger: { kind: 'http', operations: [castBallot] },
    access: [
      readPoll,
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [pollKeys.acceptanceSecret] },
      { table: 'ballotBox', actions: ['dynamodb:PutItem'], leadingKeys: [pollKeys.box] },
    ],
    keys: [{ key: 'acceptanceKey', actions: ['kms:Decrypt'], purpose: 'acceptance' }],
    memory: 1024,
    timeoutSeconds: 20,
    userImpact: {
      nl: 'Bewoners met een stembewijs kunnen hun stem niet uitbrengen.',
      en: 'Residents with a permit cannot cast their ballot.',
    },
  },
] as const satisfies readonly Unit[]

export const votingUnits: readonly Unit[] = [...reading, turnout, watching, ...casting]
