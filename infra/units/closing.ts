// From the last minute of a poll to its result: the steps of the close, what starts them, and the lots.
import { pollAnnounced, pollCancelled, pollLotsRecorded, pollRescheduled } from '../../events/voting.ts'
import { dueQueues } from '../../shared/table/definition.ts'
import { recordLots } from '../../shared/voting/operations.ts'
import { voidPoll } from '../../shared/voting/oversight-operations.ts'
import { keys, type TableAccess, type Unit } from './unit.ts'
import { readPoll } from './voting.ts'

const tellEvents: TableAccess = { table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [keys.outbox] }

const closing = [
  {
    name: 'schedule-poll',
    context: 'voting',
    entry: 'functions/voting/closing/schedule-poll.ts',
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
    entry: 'functions/voting/closing/sweep-polls.ts',
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
    entry: 'functions/voting/closing/seal-poll.ts',
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
    entry: 'functions/voting/closing/count-marks.ts',
    trigger: { kind: 'closing-step', step: 'CountMarks' },
    access: [readPoll, { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [keys.roll] }],
    memory: 512,
    timeoutSeconds: 300,
    userImpact: { nl: 'Gesloten stemmingen worden niet geteld.', en: 'Polls that are over are not counted.' },
  },
  {
    name: 'count-shard',
    context: 'voting',
    entry: 'functions/voting/closing/count-shard.ts',
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
    name: 'build-tree',
    context: 'voting',
    entry: 'functions/voting/closing/build-tree.ts',
    trigger: { kind: 'closing-step', step: 'BuildTree' },
    access: [readPoll],
    publication: 'read-and-write',
    memory: 1024,
    timeoutSeconds: 600,
    userImpact: {
      nl: 'Getelde stemmingen krijgen geen uitslag.',
      en: 'Polls that have been counted get no result.',
    },
  },
  {
    name: 'publish-result',
    context: 'voting',
    entry: 'functions/voting/closing/publish-result.ts',
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
    publication: 'read-and-write',
    signs: true,
    memory: 1769,
    timeoutSeconds: 900,
    userImpact: {
      nl: 'Getelde stemmingen krijgen geen uitslag.',
      en: 'Polls that have been counted get no result.',
    },
  },
] as const satisfies readonly Unit[]

const saveLots: TableAccess = {
  table: 'main',
  actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
  leadingKeys: [keys.poll],
}

const drawing = [
  {
    name: 'draw-lots',
    context: 'voting',
    entry: 'functions/voting/lots/draw-lots.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [dueQueues.pollLots] },
      saveLots,
      tellEvents,
    ],
    beacons: 'asks',
    memory: 512,
    timeoutSeconds: 120,
    userImpact: {
      nl: 'Getelde stemmingen wachten op hun loting. Een openbare zitting kan die na een dag vervangen, en meteen als te laat is geteld.',
      en: 'Counted polls wait for their lots. A session in public can draw them after a day, and at once if the count came late.',
    },
  },
  {
    name: 'record-lots',
    context: 'voting',
    entry: 'functions/voting/lots/record-lots.ts',
    trigger: { kind: 'http', operations: [recordLots] },
    access: [saveLots, tellEvents],
    signs: true,
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Het verkiezingsbureau kan een loting in openbare zitting niet vastleggen.',
      en: 'The election office cannot record lots drawn in a session in public.',
    },
  },
  {
    name: 'resume-close',
    context: 'voting',
    entry: 'functions/voting/closing/resume-close.ts',
    trigger: { kind: 'events', events: [pollLotsRecorded] },
    access: [readPoll],
    startsClosing: true,
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'Na een loting komt de uitslag tot een kwartier later: alleen de veger gaat verder.',
      en: 'After lots are drawn the result comes up to a quarter of an hour late: only the sweeper goes on.',
    },
  },
  {
    name: 'void-poll',
    context: 'voting',
    entry: 'functions/voting/closing/void-poll.ts',
    trigger: { kind: 'http', operations: [voidPoll] },
    access: [
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [keys.poll] },
      { table: 'main', actions: ['dynamodb:DeleteItem'], leadingKeys: [keys.pollSecrets] },
      tellEvents,
    ],
    memory: 256,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Een stemming waarvan de uitslag is achtergehouden, kan niet ongeldig worden verklaard; geld en initiatieven blijven vastzitten.',
      en: 'A poll whose result was withheld cannot be declared void; its money and initiatives stay held.',
    },
  },
] as const satisfies readonly Unit[]

export const closingUnits: readonly Unit[] = [...closing, ...drawing]
