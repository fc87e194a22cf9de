import { councilKeys } from '../../shared/councils/keys.ts'
import { councilsOperations } from '../../shared/councils/operations.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import { tellEvents, type Unit } from './unit.ts'

export const councilsUnits: readonly Unit[] = [
  {
    name: 'councils-api',
    context: 'councils',
    entry: 'functions/councils/api.ts',
    trigger: { kind: 'http', operations: Object.values(councilsOperations) },
    access: [
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        leadingKeys: [councilKeys.decision, councilKeys.roleHolder],
      },
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
        leadingKeys: [councilKeys.meeting],
      },
      {
        table: 'main',
        actions: [
          'dynamodb:GetItem',
          'dynamodb:Query',
          'dynamodb:PutItem',
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
        ],
        leadingKeys: [councilKeys.council, councilKeys.heldBy],
      },
      {
        table: 'main',
        index: 'gsi1',
        actions: ['dynamodb:Query'],
        leadingKeys: [
          councilKeys.meetingsOfWard,
          councilKeys.roleHoldersOf,
          councilKeys.decisionsOfWard,
          councilKeys.decisionsWaiting,
          councilKeys.listsToAdopt,
        ],
      },
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [wardKeys.wards] },
      tellEvents,
    ],
    memory: 512,
    timeoutSeconds: 10,
    userImpact: {
      nl: 'Bewoners zien niet wanneer hun wijkraad vergadert en wat die besluit, en de wijkraad kan niets beleggen of vastleggen.',
      en: 'Residents cannot see when their ward council meets and what it decides, and the council can call and record nothing.',
    },
  },
]
