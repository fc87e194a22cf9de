import { electionKeys } from '../../shared/elections/keys.ts'
import { electionsOperations } from '../../shared/elections/operations.ts'
import { rollKeys } from '../../shared/roll/keys.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import { tellEvents, type Unit } from './unit.ts'

export const electionsUnits: readonly Unit[] = [
  {
    name: 'elections-api',
    context: 'elections',
    entry: 'functions/elections/api.ts',
    trigger: { kind: 'http', operations: Object.values(electionsOperations) },
    access: [
      {
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
      },
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [rollKeys.roll] },
      { table: 'main', index: 'gsi1', actions: ['dynamodb:Query'], leadingKeys: [electionKeys.all] },
      { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [wardKeys.wards] },
      tellEvents,
    ],
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Bewoners kunnen zich niet kandidaat stellen en de kandidaten van hun wijk niet zien.',
      en: 'Residents cannot stand for their ward council, nor see the candidates of their ward.',
    },
  },
  {
    name: 'sweep-seats',
    context: 'elections',
    entry: 'functions/elections/sweep-seats.ts',
    trigger: { kind: 'every', minutes: 15 },
    access: [
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [electionKeys.seatDue] },
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        leadingKeys: [electionKeys.election],
      },
      tellEvents,
    ],
    memory: 256,
    timeoutSeconds: 60,
    userImpact: {
      nl: 'Een zetel waarop niemand heeft geantwoord, blijft aangeboden, en het einde van een zittingsduur wordt niet vastgelegd.',
      en: 'A seat that nobody has answered for stays offered, and the end of a term is not written down.',
    },
  },
]
