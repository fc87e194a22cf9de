import { alarmChanged, reviewChanged } from '../../events/agreements.ts'
import { announceConsultationPoll } from '../../shared/agreements/consultation-operations.ts'
import { agreementKeys } from '../../shared/agreements/keys.ts'
import { ordinaryAgreementsOperations } from '../../shared/agreements/operations.ts'
import { councilKeys } from '../../shared/councils/keys.ts'
import { pollKeys } from '../../shared/voting/keys.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import { drawUpDocuments } from './documents.ts'
import { giveNotice } from './notices.ts'
import { putEvents, type Unit } from './unit.ts'
import { wrapPollSecrets } from './voting.ts'

export const agreementsUnits: readonly Unit[] = [
  {
    name: 'agreements-api',
    context: 'agreements',
    entry: 'functions/agreements/api.ts',
    trigger: { kind: 'http', operations: Object.values(ordinaryAgreementsOperations) },
    access: [
      {
        table: 'main',
        actions: [
          'dynamodb:ConditionCheckItem',
          'dynamodb:DeleteItem',
          'dynamodb:GetItem',
          'dynamodb:PutItem',
          'dynamodb:Query',
          'dynamodb:UpdateItem',
        ],
        leadingKeys: [agreementKeys.agreement],
      },
      {
        table: 'main',
        actions: [
          'dynamodb:ConditionCheckItem',
          'dynamodb:DeleteItem',
          'dynamodb:GetItem',
          'dynamodb:PutItem',
          'dynamodb:Query',
        ],
        leadingKeys: [agreementKeys.rules],
      },
      {
        table: 'main',
        index: 'gsi1',
        actions: ['dynamodb:Query'],
        leadingKeys: [
          agreementKeys.all,
          agreementKeys.comments,
          agreementKeys.actionsOfYear,
          agreementKeys.alarmsOfWard,
        ],
      },
      giveNotice,
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [pollKeys.poll] },
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [councilKeys.decision] },
      { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [councilKeys.heldBy] },
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:Query'], leadingKeys: [wardKeys.wards] },
      drawUpDocuments,
      putEvents,
    ],
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Niemand kan wijkakkoorden lezen, maken of erover melden en oordelen.',
      en: 'Nobody can read or make ward agreements, report on them or judge them.',
    },
  },
  {
    name: 'announce-consultation-poll',
    context: 'agreements',
    entry: 'functions/agreements/announce-consultation-poll.ts',
    trigger: { kind: 'http', operations: [announceConsultationPoll] },
    access: [
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'],
        leadingKeys: [agreementKeys.agreement],
      },
      { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [councilKeys.heldBy, wardKeys.ofWard] },
      { table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [pollKeys.poll, pollKeys.secrets] },
      putEvents,
    ],
    keys: wrapPollSecrets,
    signs: true,
    beacons: 'knows',
    memory: 1769,
    timeoutSeconds: 25,
    userImpact: {
      nl: 'Een wijkraad kan bij een raadpleging geen stemming onder bewoners aankondigen.',
      en: 'A ward council cannot announce a poll among residents with a consultation.',
    },
  },
  {
    name: 'sweep-agreements',
    context: 'agreements',
    entry: 'functions/agreements/sweep-agreements.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [agreementKeys.turnDue] },
      { table: 'main', index: 'gsi1', actions: ['dynamodb:Query'], leadingKeys: [agreementKeys.all] },
      {
        table: 'main',
        actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'],
        leadingKeys: [agreementKeys.agreement],
      },
      { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [agreementKeys.rules] },
      putEvents,
    ],
    memory: 256,
    timeoutSeconds: 60,
    userImpact: {
      nl: 'Wijkakkoorden gaan niet op tijd in en eindigen niet op tijd.',
      en: 'Ward agreements do not take effect or end on time.',
    },
  },
  {
    name: 'release-waits',
    context: 'agreements',
    entry: 'functions/agreements/reviews/waits/release-waits.ts',
    trigger: { kind: 'events', events: [reviewChanged], retries: { attempts: 2, withinMinutes: 360 } },
    access: [
      {
        table: 'main',
        actions: ['dynamodb:DeleteItem', 'dynamodb:GetItem'],
        leadingKeys: [agreementKeys.agreement],
      },
    ],
    answers: ['review'],
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'Een voortgangsronde gaat tot vijf minuten te laat verder: alleen de periodieke controle ziet dat er is geantwoord.',
      en: 'A review continues up to five minutes late: only the sweeper still notices answers.',
    },
  },
  {
    name: 'sweep-reviews',
    context: 'agreements',
    entry: 'functions/agreements/reviews/sweep-reviews.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [agreementKeys.reviewDue] },
      {
        table: 'main',
        actions: ['dynamodb:DeleteItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
        leadingKeys: [agreementKeys.agreement],
      },
      putEvents,
    ],
    starts: ['review'],
    answers: ['review'],
    alarms: {
      says: 'review-is-behind',
      metric: 'ReviewsBehind',
      userImpact: {
        nl: 'Een voortgangsronde staat al een uur stil: een vraag, een oordeel of een verslag ontbreekt.',
        en: 'A review has been stuck for an hour: a question, a verdict or a report is missing.',
      },
    },
    memory: 256,
    timeoutSeconds: 120,
    userImpact: {
      nl: 'Voortgangsrondes van wijkakkoorden beginnen niet. Rondes die stilstaan, worden niet opnieuw gestart.',
      en: 'Reviews of ward agreements do not begin. Reviews that are stuck are not restarted.',
    },
  },
  {
    name: 'schedule-alarms',
    context: 'agreements',
    entry: 'functions/agreements/alarms/schedule-alarms.ts',
    trigger: { kind: 'events', events: [alarmChanged], retries: { attempts: 2, withinMinutes: 360 } },
    access: [{ table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [agreementKeys.agreement] }],
    schedules: ['climb-alarm'],
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'Een alarm gaat enkele minuten te laat naar de volgende trede: alleen de periodieke controle start dat nog.',
      en: 'An alarm goes to the next rung a few minutes late: only the sweeper still starts it.',
    },
  },
  {
    name: 'sweep-alarms',
    context: 'agreements',
    entry: 'functions/agreements/alarms/sweep-alarms.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [{ table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [agreementKeys.climbDue] }],
    starts: ['climb-alarm'],
    alarms: {
      says: 'alarm-climbs-late',
      metric: 'AlarmsClimbingLate',
      userImpact: {
        nl: 'Een alarm van een wijkraad wacht al een uur te lang op antwoord.',
        en: 'An alarm of a ward council has waited an hour too long for an answer.',
      },
    },
    memory: 256,
    timeoutSeconds: 60,
    userImpact: {
      nl: 'Een alarm dat niet op tijd naar de volgende trede ging, gaat er ook later niet naartoe.',
      en: 'An alarm that missed its move to the next rung is not moved later either.',
    },
  },
]
