import { seatChanged } from '../../events/elections.ts'
import { councilKeys } from '../../shared/councils/keys.ts'
import { councilsOperations } from '../../shared/councils/operations.ts'
import { electionKeys } from '../../shared/elections/keys.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import { type TableAccess, tellEvents, type Unit } from './unit.ts'

/** What it takes to make members of who took a seat. */
const following: readonly TableAccess[] = [
  { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:DeleteItem'], leadingKeys: [electionKeys.election] },
  {
    table: 'main',
    actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    leadingKeys: [councilKeys.council],
  },
  { table: 'main', actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem'], leadingKeys: [councilKeys.heldBy] },
  tellEvents,
]

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
        leadingKeys: [councilKeys.decision, councilKeys.roleHolder, councilKeys.delegation, councilKeys.delegated],
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
          councilKeys.delegationsOfWard,
          councilKeys.delegatedOfWard,
        ],
      },
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [councilKeys.objectedOfWard] },
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
  {
    name: 'follow-seat',
    context: 'councils',
    entry: 'functions/councils/follow-seat.ts',
    trigger: { kind: 'events', events: [seatChanged], retries: { attempts: 2, withinMinutes: 360 } },
    access: following,
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'Wie een zetel heeft ingenomen, kan pas enkele minuten later meestemmen in de wijkraad.',
      en: 'Whoever took a seat can only vote in the ward council some minutes later.',
    },
  },
  {
    name: 'sweep-council-seats',
    context: 'councils',
    entry: 'functions/councils/sweep-council-seats.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [electionKeys.unheardDue] },
      ...following,
    ],
    memory: 256,
    timeoutSeconds: 120,
    userImpact: {
      nl: 'Een nieuw lid kan niet meestemmen in de wijkraad, of een vertrokken lid nog wel.',
      en: 'A new member cannot vote in the ward council, or one who left still can.',
    },
  },
]
