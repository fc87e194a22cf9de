import { councilKeys } from '../../shared/councils/keys.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import { wardsOperations } from '../../shared/wards/operations.ts'
import { putEvents, type Unit } from './unit.ts'

const ofWards = [wardKeys.wards, wardKeys.ofWard]

export const wardsUnits: readonly Unit[] = [
  {
    name: 'wards-api',
    context: 'wards',
    entry: 'functions/wards/api.ts',
    trigger: { kind: 'http', operations: Object.values(wardsOperations) },
    access: [
      {
        table: 'main',
        actions: [
          'dynamodb:GetItem',
          'dynamodb:Query',
          'dynamodb:PutItem',
          'dynamodb:DeleteItem',
          'dynamodb:ConditionCheckItem',
        ],
        leadingKeys: ofWards,
      },
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem'],
        leadingKeys: [wardKeys.addresses],
      },
      { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [councilKeys.heldBy] },
      putEvents,
    ],
    memory: 512,
    timeoutSeconds: 10,
    userImpact: {
      nl: 'Niemand kan wijken, hun regels of hun budget bekijken of vaststellen.',
      en: 'Nobody can look up or set wards, their rules or their budgets.',
    },
  },
  {
    name: 'seed-wards',
    context: 'wards',
    entry: 'functions/wards/seed-wards.ts',
    trigger: { kind: 'operator' },
    access: [
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:ConditionCheckItem'],
        leadingKeys: ofWards,
      },
      putEvents,
    ],
    memory: 512,
    timeoutSeconds: 300,
    userImpact: {
      nl: 'Een nieuwe omgeving heeft geen wijken: niemand kan iets aanvragen.',
      en: 'A new environment has no wards: nobody can apply for anything.',
    },
  },
]
