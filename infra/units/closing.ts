// From the last minute of a poll to its result: the steps of the close, their triggers, and the lots.
import { pollAnnounced, pollCancelled, pollLotsRecorded, pollRescheduled } from '../../events/voting.ts'
import { pollKeys } from '../../shared/voting/keys.ts'
import { recordLots } from '../../shared/voting/operations.ts'
import { voidPoll } from '../../shared/voting/oversight-operations.ts'
import { putEvents, type TableAccess, type Unit } from './unit.ts'
import { readPoll } from './voting.ts'

const closing = [
  {
    name: 'schedule-poll',
    context: 'voting',
    entry: 'functions/voting/closing/schedule-poll.ts',
    trigger: {
      kind: 'events',
      events: [pollAnnounced, pollRescheduled, pollCancelled],
      retries: { attempts: 2, withinMinutes: 360 },
    },
    access: [readPoll],
    schedules: ['close-poll'],
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'Uitslagen komen tot een kwartier te laat: alleen de periodieke controle start het tellen nog.',
      en: 'Results are up to a quarter of an hour late: only the sweeper still starts counts.',
    },
  },
  {
    name: 'sweep-polls',
    context: 'voting',
    entry: 'functions/voting/closing/sweep-polls.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [{ table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [pollKeys.closeDue] }],
    starts: ['close-poll'],
    memory: 256,
    timeoutSeconds: 60,
    userImpact: {
      nl: 'Een stemming waarvan het tellen is misgegaan, wordt niet opnieuw geteld.',
      en: 'A poll whose count has failed is not counted again.',
    },
  },
] as const satisfies readonly Unit[]

const saveLots: TableAccess = {
  table: 'main',
  actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
  leadingKeys: [pollKeys.poll],
}

const drawing = [
  {
    name: 'draw-lots',
    context: 'voting',
    entry: 'functions/voting/lots/draw-lots.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [pollKeys.lotsDue] },
      saveLots,
      putEvents,
    ],
    beacons: 'asks',
    memory: 512,
    timeoutSeconds: 120,
    userImpact: {
      nl: 'Getelde stemmingen wachten op hun loting. Een openbare zitting kan die na een dag vervangen, en meteen als te laat is geteld.',
      en: 'Counted polls wait for their lots. A public session can draw them after a day, or at once if the count came late.',
    },
  },
  {
    name: 'record-lots',
    context: 'voting',
    entry: 'functions/voting/lots/record-lots.ts',
    trigger: { kind: 'http', operations: [recordLots] },
    access: [saveLots, putEvents],
    signs: true,
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Het verkiezingsbureau kan een loting in openbare zitting niet vastleggen.',
      en: 'The election office cannot record lots that were drawn in a public session.',
    },
  },
  {
    name: 'resume-close',
    context: 'voting',
    entry: 'functions/voting/closing/resume-close.ts',
    trigger: { kind: 'events', events: [pollLotsRecorded], retries: { attempts: 2, withinMinutes: 360 } },
    access: [readPoll],
    starts: ['close-poll'],
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'Na een loting komt de uitslag tot een kwartier te laat: alleen de periodieke controle gaat nog verder.',
      en: 'After a draw the result is up to a quarter of an hour late: only the sweeper still continues.',
    },
  },
  {
    name: 'void-poll',
    context: 'voting',
    entry: 'functions/voting/closing/void-poll.ts',
    trigger: { kind: 'http', operations: [voidPoll] },
    access: [
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [pollKeys.poll] },
      { table: 'main', actions: ['dynamodb:DeleteItem'], leadingKeys: [pollKeys.secrets] },
      putEvents,
    ],
    memory: 256,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Een stemming waarvan de uitslag is achtergehouden, kan niet ongeldig worden verklaard. Het geld en de initiatieven blijven vastzitten.',
      en: 'A poll whose result was withheld cannot be declared void. Its money and initiatives stay reserved.',
    },
  },
] as const satisfies readonly Unit[]

export const closingUnits: readonly Unit[] = [...closing, ...drawing]
