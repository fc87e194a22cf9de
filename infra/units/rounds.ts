import { roundCancelled, roundVoided } from '../../events/rounds.ts'
import { pollResultPublished, pollVoided } from '../../events/voting.ts'
import { councilKeys } from '../../shared/councils/keys.ts'
import { initiativeKeys } from '../../shared/initiatives/keys.ts'
import { roundKeys } from '../../shared/rounds/keys.ts'
import { announceRound, ordinaryRoundOperations } from '../../shared/rounds/operations.ts'
import { pollKeys } from '../../shared/voting/keys.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import { putEvents, type TableAccess, type Unit } from './unit.ts'
import { wrapPollSecrets } from './voting.ts'

/** The roles by ward and term of whoever calls. */
const readRoles: TableAccess = { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [councilKeys.heldBy] }

/** The rights needed to award a round, or to release its initiatives. */
const settling: readonly TableAccess[] = [
  {
    table: 'main',
    actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
    leadingKeys: [roundKeys.round],
  },
  { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [initiativeKeys.initiative] },
  { table: 'main', actions: ['dynamodb:UpdateItem'], leadingKeys: [wardKeys.ofWard] },
  putEvents,
]

export const roundsUnits: readonly Unit[] = [
  {
    name: 'rounds-api',
    context: 'rounds',
    entry: 'functions/rounds/api.ts',
    trigger: { kind: 'http', operations: Object.values(ordinaryRoundOperations) },
    access: [
      {
        table: 'main',
        actions: [
          'dynamodb:GetItem',
          'dynamodb:Query',
          'dynamodb:PutItem',
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
        ],
        leadingKeys: [roundKeys.round],
      },
      { table: 'main', index: 'gsi1', actions: ['dynamodb:Query'], leadingKeys: [roundKeys.ofWard] },
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:Query'], leadingKeys: [wardKeys.wards] },
      readRoles,
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [initiativeKeys.initiative] },
      { table: 'main', actions: ['dynamodb:Query', 'dynamodb:UpdateItem'], leadingKeys: [wardKeys.ofWard] },
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [pollKeys.poll] },
      putEvents,
    ],
    signs: true,
    beacons: 'knows',
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Wijkmanagers kunnen geen budgetronde voorbereiden; bewoners zien de rondes niet.',
      en: 'Ward managers cannot prepare a budget round; residents cannot see the rounds.',
    },
  },
  {
    name: 'announce-round',
    context: 'rounds',
    entry: 'functions/rounds/announce-round.ts',
    trigger: { kind: 'http', operations: [announceRound] },
    access: [
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        leadingKeys: [roundKeys.round, roundKeys.ofPoll],
      },
      readRoles,
      { table: 'main', actions: ['dynamodb:Query', 'dynamodb:UpdateItem'], leadingKeys: [wardKeys.ofWard] },
      { table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [pollKeys.poll, pollKeys.secrets] },
      putEvents,
    ],
    keys: wrapPollSecrets,
    signs: true,
    beacons: 'knows',
    memory: 1769,
    timeoutSeconds: 25,
    userImpact: {
      nl: 'Wijkmanagers kunnen een voorbereide budgetronde niet aankondigen.',
      en: 'Ward managers cannot announce a round that is ready.',
    },
  },
  {
    name: 'settle-round',
    context: 'rounds',
    entry: 'functions/rounds/settle-round.ts',
    trigger: {
      kind: 'events',
      events: [pollResultPublished, roundCancelled, pollVoided, roundVoided],
      retries: { attempts: 2, withinMinutes: 360 },
    },
    access: [...settling, { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [roundKeys.ofPoll] }],
    memory: 512,
    timeoutSeconds: 300,
    userImpact: {
      nl: 'De uitslag is bekend, maar initiatieven krijgen hun geld nog niet toegekend.',
      en: 'The result is known, but initiatives are not awarded their money yet.',
    },
  },
  {
    name: 'sweep-rounds',
    context: 'rounds',
    entry: 'functions/rounds/sweep-rounds.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [roundKeys.settleDue] },
      ...settling,
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [pollKeys.poll] },
    ],
    memory: 512,
    timeoutSeconds: 300,
    userImpact: {
      nl: 'Ging de toekenning na een budgetronde mis, dan wordt die niet opnieuw geprobeerd.',
      en: 'If the award of a budget round has failed, it is not tried again.',
    },
  },
]
