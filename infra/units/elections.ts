import { contestCancelled, resultEstablished } from '../../events/elections.ts'
import { announceOnlinePoll } from '../../shared/elections/contests/operations.ts'
import { electionKeys } from '../../shared/elections/keys.ts'
import { countingOperations, listingOperations, seatingOperations } from '../../shared/elections/operations.ts'
import { rollKeys } from '../../shared/roll/keys.ts'
import { pollKeys } from '../../shared/voting/keys.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import { drawUpDocuments } from './documents.ts'
import { putEvents, type TableAccess, type Unit } from './unit.ts'
import { wrapPollSecrets } from './voting.ts'

const writeElections: TableAccess = {
  table: 'main',
  actions: [
    'dynamodb:ConditionCheckItem',
    'dynamodb:GetItem',
    'dynamodb:Query',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'dynamodb:DeleteItem',
  ],
  leadingKeys: [electionKeys.election],
}

const reportCity: readonly TableAccess[] = [
  { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:Query'], leadingKeys: [electionKeys.election] },
  { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [wardKeys.wards] },
  drawUpDocuments,
  putEvents,
]

export const electionsUnits: readonly Unit[] = [
  {
    name: 'elections-api',
    context: 'elections',
    entry: 'functions/elections/api.ts',
    trigger: { kind: 'http', operations: Object.values(listingOperations) },
    access: [
      writeElections,
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [pollKeys.poll] },
      { table: 'main', index: 'gsi1', actions: ['dynamodb:Query'], leadingKeys: [electionKeys.all] },
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [wardKeys.wards] },
      { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [wardKeys.wards, wardKeys.addresses] },
      putEvents,
    ],
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Bewoners kunnen zich niet kandidaat stellen en de kandidaten van hun wijk niet zien.',
      en: 'Residents cannot stand for their ward council, nor see the candidates of their ward.',
    },
  },
  {
    name: 'elections-counts-api',
    context: 'elections',
    entry: 'functions/elections/counts/api.ts',
    trigger: { kind: 'http', operations: Object.values(countingOperations) },
    access: [
      writeElections,
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [rollKeys.roll, pollKeys.poll] },
      { table: 'main', index: 'gsi1', actions: ['dynamodb:Query'], leadingKeys: [electionKeys.all] },
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:Query'], leadingKeys: [wardKeys.wards] },
      drawUpDocuments,
      putEvents,
    ],
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Stembureaus kunnen geen telling invoeren, en de uitslag van een wijk kan niet worden vastgesteld.',
      en: 'No count of a polling station can be entered, and the result of a ward cannot be established.',
    },
  },
  {
    name: 'elections-seats-api',
    context: 'elections',
    entry: 'functions/elections/seats/api.ts',
    trigger: { kind: 'http', operations: Object.values(seatingOperations) },
    access: [writeElections, putEvents],
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Gekozen kandidaten kunnen hun zetel niet aannemen, en een lege zetel kan niet worden aangeboden.',
      en: 'Elected candidates cannot accept their seat, and a vacant seat cannot be offered.',
    },
  },
  {
    name: 'announce-online-poll',
    context: 'elections',
    entry: 'functions/elections/announce-online-poll.ts',
    trigger: { kind: 'http', operations: [announceOnlinePoll] },
    access: [
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
        leadingKeys: [electionKeys.election],
      },
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [rollKeys.roll] },
      { table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [pollKeys.poll, pollKeys.secrets] },
      putEvents,
    ],
    keys: wrapPollSecrets,
    signs: true,
    beacons: 'knows',
    memory: 1769,
    timeoutSeconds: 25,
    userImpact: {
      nl: 'Bewoners kunnen niet digitaal stemmen, ook waar de regels dat toestaan: de stemming kan niet worden aangekondigd.',
      en: 'Residents cannot vote online, even where the rules allow it: the poll cannot be announced.',
    },
  },
  {
    name: 'sweep-seats',
    context: 'elections',
    entry: 'functions/elections/seats/sweep-seats.ts',
    trigger: { kind: 'every', minutes: 15 },
    access: [
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [electionKeys.seatDue] },
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        leadingKeys: [electionKeys.election],
      },
      putEvents,
    ],
    memory: 256,
    timeoutSeconds: 60,
    userImpact: {
      nl: 'Een aangeboden zetel waarop geen antwoord kwam, blijft aangeboden. Het einde van een zittingsduur wordt niet vastgelegd.',
      en: 'An offered seat that was not answered stays offered, and the end of a term is not recorded.',
    },
  },
  {
    name: 'report-city',
    context: 'elections',
    entry: 'functions/elections/official-reports/report-city.ts',
    trigger: {
      kind: 'events',
      events: [resultEstablished, contestCancelled],
      retries: { attempts: 2, withinMinutes: 360 },
    },
    access: reportCity,
    memory: 512,
    timeoutSeconds: 60,
    userImpact: {
      nl: 'Het proces-verbaal van de stad komt tot een kwartier te laat: alleen de periodieke controle maakt het nog op.',
      en: 'The official report of the city is up to a quarter of an hour late: only the sweeper still creates it.',
    },
  },
  {
    name: 'sweep-city-reports',
    context: 'elections',
    entry: 'functions/elections/official-reports/sweep-city-reports.ts',
    trigger: { kind: 'every', minutes: 15 },
    access: [
      { table: 'main', index: 'gsi1', actions: ['dynamodb:Query'], leadingKeys: [electionKeys.all] },
      ...reportCity,
    ],
    memory: 512,
    timeoutSeconds: 120,
    userImpact: {
      nl: 'Is het proces-verbaal van de stad bij de laatste uitslag niet opgemaakt, dan gebeurt dat ook later niet.',
      en: 'An official report of the city that was not created with the last result is not created later either.',
    },
  },
]
