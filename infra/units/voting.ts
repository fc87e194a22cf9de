// Voting: each with other privileges on its own. Who reads the roll never reaches the box, and the other way round.
import { pollAnnounced, pollCancelled, pollRescheduled } from '../../events/voting.ts'
import { dueQueues } from '../../shared/table/definition.ts'
import { castBallot, issuePermit, listMyPolls, publicPollOperations } from '../../shared/voting/operations.ts'
import { keys, type TableAccess, type Unit } from './unit.ts'

const readPoll: TableAccess = { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [keys.poll] }
const listPollsOfWard: TableAccess = {
  table: 'main',
  index: 'gsi1',
  actions: ['dynamodb:Query'],
  leadingKeys: [keys.pollsOfWard],
}
const tellEvents: TableAccess = { table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [keys.outbox] }

const reading = [
  {
    name: 'voting-api',
    context: 'voting',
    entry: 'functions/voting/api.ts',
    trigger: { kind: 'http', operations: Object.values(publicPollOperations) },
    access: [readPoll, listPollsOfWard],
    publication: 'read',
    memory: 512,
    timeoutSeconds: 10,
    userImpact: {
      nl: 'Niemand kan stemmingen of uitslagen bekijken.',
      en: 'Nobody can look at polls or their results.',
    },
  },
  {
    name: 'list-my-polls',
    context: 'voting',
    entry: 'functions/voting/list-my-polls.ts',
    trigger: { kind: 'http', operations: [listMyPolls] },
    access: [
      listPollsOfWard,
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [keys.rollSecret] },
      { table: 'main', actions: ['dynamodb:BatchGetItem'], leadingKeys: [keys.roll] },
    ],
    keys: [{ key: 'rollKey', actions: ['kms:Decrypt'], purpose: 'roll' }],
    memory: 512,
    timeoutSeconds: 10,
    userImpact: {
      nl: 'Bewoners zien niet waarover zij nu mogen stemmen.',
      en: 'Residents cannot see what they may vote on now.',
    },
  },
] as const satisfies readonly Unit[]

const casting = [
  {
    name: 'issue-permit',
    context: 'voting',
    entry: 'functions/voting/issue-permit.ts',
    trigger: { kind: 'http', operations: [issuePermit] },
    access: [
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [keys.poll, keys.permitSecret, keys.rollSecret] },
      { table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [keys.roll] },
    ],
    keys: [
      { key: 'permitKey', actions: ['kms:Decrypt'], purpose: 'permit' },
      { key: 'rollKey', actions: ['kms:Decrypt'], purpose: 'roll' },
    ],
    memory: 1024,
    timeoutSeconds: 20,
    userImpact: {
      nl: 'Bewoners kunnen geen stembewijs halen en dus niet stemmen.',
      en: 'Residents cannot take a permit and so cannot vote.',
    },
  },
  {
    name: 'cast-ballot',
    context: 'voting',
    entry: 'functions/voting/cast-ballot.ts',
    trigger: { kind: 'http', operations: [castBallot] },
    access: [
      readPoll,
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [keys.acceptanceSecret] },
      { table: 'ballotBox', actions: ['dynamodb:PutItem'], leadingKeys: [keys.box] },
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

const closing = [
  {
    name: 'schedule-poll',
    context: 'voting',
    entry: 'functions/voting/schedule-poll.ts',
    trigger: { kind: 'events', events: [pollAnnounced, pollRescheduled, pollCancelled] },
    access: [readPoll],
    schedulesClosing: true,
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'Uitslagen komen tot een kwartier later: alleen de veger start het tellen.',
      en: 'Results come up to a quarter of an hour late: only the sweeper starts the count.',
    },
  },
  {
    name: 'sweep-polls',
    context: 'voting',
    entry: 'functions/voting/sweep-polls.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [{ table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [dueQueues.pollClose] }],
    startsClosing: true,
    memory: 256,
    timeoutSeconds: 60,
    userImpact: {
      nl: 'Een stemming waarvan het tellen is misgegaan, wordt niet opnieuw geteld.',
      en: 'A poll whose count has failed is not counted again.',
    },
  },
  {
    name: 'seal-poll',
    context: 'voting',
    entry: 'functions/voting/seal-poll.ts',
    trigger: { kind: 'closing-step', step: 'SealPoll' },
    access: [
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [keys.poll] },
      tellEvents,
    ],
    memory: 256,
    timeoutSeconds: 30,
    userImpact: { nl: 'Gesloten stemmingen worden niet geteld.', en: 'Polls that are over are not counted.' },
  },
  {
    name: 'count-marks',
    context: 'voting',
    entry: 'functions/voting/count-marks.ts',
    trigger: { kind: 'closing-step', step: 'CountMarks' },
    access: [readPoll, { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [keys.roll] }],
    memory: 512,
    timeoutSeconds: 300,
    userImpact: { nl: 'Gesloten stemmingen worden niet geteld.', en: 'Polls that are over are not counted.' },
  },
  {
    name: 'count-shard',
    context: 'voting',
    entry: 'functions/voting/count-shard.ts',
    trigger: { kind: 'closing-step', step: 'CountShard' },
    access: [
      readPoll,
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [keys.sealSecret] },
      { table: 'ballotBox', actions: ['dynamodb:Query'], leadingKeys: [keys.box] },
    ],
    keys: [{ key: 'sealKey', actions: ['kms:Decrypt'], purpose: 'seal' }],
    publication: 'write',
    memory: 1024,
    timeoutSeconds: 300,
    userImpact: { nl: 'Gesloten stemmingen worden niet geteld.', en: 'Polls that are over are not counted.' },
  },
  {
    name: 'publish-result',
    context: 'voting',
    entry: 'functions/voting/publish-result.ts',
    trigger: { kind: 'closing-step', step: 'PublishResult' },
    access: [
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        leadingKeys: [keys.poll],
      },
      { table: 'main', actions: ['dynamodb:DeleteItem'], leadingKeys: [keys.pollSecrets] },
      tellEvents,
    ],
    publication: 'read',
    signs: true,
    memory: 1769,
    timeoutSeconds: 600,
    userImpact: {
      nl: 'Getelde stemmingen krijgen geen uitslag.',
      en: 'Polls that have been counted get no result.',
    },
  },
] as const satisfies readonly Unit[]

export const votingUnits: readonly Unit[] = [...reading, ...casting, ...closing]
