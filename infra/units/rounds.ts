import { roundCancelled, roundVoided } from '../../events/rounds.ts'
import { pollResultPublished, pollVoided } from '../../events/voting.ts'
import { announceRound, ordinaryRoundOperations } from '../../shared/rounds/operations.ts'
import { keys, type TableAccess, type Unit } from './unit.ts'

const tellEvents: TableAccess = { table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [keys.outbox] }

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
        leadingKeys: [keys.round],
      },
      { table: 'main', index: 'gsi1', actions: ['dynamodb:Query'], leadingKeys: [keys.roundsOfWard] },
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [keys.initiative] },
      { table: 'main', actions: ['dynamodb:Query', 'dynamodb:UpdateItem'], leadingKeys: [keys.ofWard] },
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [keys.poll] },
      tellEvents,
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
        leadingKeys: [keys.round],
      },
      { table: 'main', actions: ['dynamodb:Query', 'dynamodb:UpdateItem'], leadingKeys: [keys.ofWard] },
      { table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [keys.poll, keys.pollSecrets] },
      tellEvents,
    ],
    keys: [
      { key: 'permitKey', actions: ['kms:Encrypt'], purpose: 'permit' },
      { key: 'rollKey', actions: ['kms:Encrypt'], purpose: 'roll' },
      { key: 'acceptanceKey', actions: ['kms:Encrypt'], purpose: 'acceptance' },
      { key: 'sealKey', actions: ['kms:Encrypt'], purpose: 'seal' },
    ],
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
    trigger: { kind: 'events', events: [pollResultPublished, roundCancelled, pollVoided, roundVoided] },
    access: [
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
        leadingKeys: [keys.round],
      },
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [keys.initiative] },
      { table: 'main', actions: ['dynamodb:UpdateItem'], leadingKeys: [keys.ofWard] },
      tellEvents,
    ],
    memory: 512,
    timeoutSeconds: 300,
    userImpact: {
      nl: 'De uitslag staat er, maar initiatieven krijgen hun geld nog niet toegekend.',
      en: 'The result stands, but initiatives are not awarded their money yet.',
    },
  },
]
