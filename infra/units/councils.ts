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
        leadingKeys: [councilKeys.meeting, councilKeys.roleHolder],
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
        leadingKeys: [councilKeys.meetingsOfWard, councilKeys.roleHoldersOf],
      },
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [wardKeys.wards] },
      tellEvents,
    ],
    memory: 512,
    timeoutSeconds: 10,
    userImpact: {
      nl: 'Bewoners zien niet wanneer hun wijkraad vergadert, en de wijkraad kan geen vergadering beleggen.',
      en: 'Residents cannot see when their ward council meets, and the council cannot call a meeting.',
    },
  },
]
