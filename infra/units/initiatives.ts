import { initiativesOperations } from '../../shared/initiatives/operations.ts'
import { keys, type Unit } from './unit.ts'

export const initiativesUnits: readonly Unit[] = [
  {
    name: 'initiatives-api',
    context: 'initiatives',
    entry: 'functions/initiatives/api.ts',
    trigger: { kind: 'http', operations: Object.values(initiativesOperations) },
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
        leadingKeys: [keys.initiative],
      },
      {
        table: 'main',
        actions: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
        leadingKeys: [keys.resident],
      },
      { table: 'main', index: 'gsi1', actions: ['dynamodb:Query'], leadingKeys: [keys.initiativesOfWard] },
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [`${keys.initiativesOfWard}#*`] },
      { table: 'main', actions: ['dynamodb:Query', 'dynamodb:UpdateItem'], leadingKeys: [keys.ofWard] },
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        leadingKeys: [keys.round],
      },
      { table: 'main', actions: ['dynamodb:ConditionCheckItem'], leadingKeys: [keys.wards] },
      { table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [keys.outbox] },
    ],
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Niemand kan initiatieven indienen, steunen, beoordelen of bekijken.',
      en: 'Nobody can hand in, support, assess or look at initiatives.',
    },
  },
]
