import { seatChanged } from '../../events/elections.ts'
import { agreementKeys } from '../../shared/agreements/keys.ts'
import { councilKeys } from '../../shared/councils/keys.ts'
import { councilsOperations } from '../../shared/councils/operations.ts'
import { electionKeys } from '../../shared/elections/keys.ts'
import { initiativeKeys } from '../../shared/initiatives/keys.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import { drawUpDocuments } from './documents.ts'
import { putEvents, type TableAccess, type Unit } from './unit.ts'

/** The rights needed to make holders of seats members. */
const following: readonly TableAccess[] = [
  { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:DeleteItem'], leadingKeys: [electionKeys.election] },
  {
    table: 'main',
    actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
    leadingKeys: [councilKeys.council],
  },
  { table: 'main', actions: ['dynamodb:PutItem', 'dynamodb:DeleteItem'], leadingKeys: [councilKeys.heldBy] },
  putEvents,
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
          'dynamodb:ConditionCheckItem',
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
      // What agenda items are about must exist.
      {
        table: 'main',
        actions: ['dynamodb:GetItem'],
        leadingKeys: [agreementKeys.agreement, initiativeKeys.initiative],
      },
      drawUpDocuments,
      putEvents,
    ],
    memory: 512,
    timeoutSeconds: 10,
    userImpact: {
      nl: 'Bewoners zien de vergaderingen en besluiten van hun wijkraad niet, en de wijkraad kan niets plannen of vastleggen.',
      en: 'Residents cannot see the meetings and decisions of their ward council, and the council cannot call or record any.',
    },
  },
  {
    name: 'follow-seat',
    context: 'councils',
    entry: 'functions/councils/seats/follow-seat.ts',
    trigger: { kind: 'events', events: [seatChanged], retries: { attempts: 2, withinMinutes: 360 } },
    access: following,
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'Een nieuw lid kan enkele minuten later dan anders meestemmen in de wijkraad.',
      en: 'A new member can vote in the ward council a few minutes late.',
    },
  },
  {
    name: 'sweep-council-seats',
    context: 'councils',
    entry: 'functions/councils/seats/sweep-council-seats.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [electionKeys.seatNotesDue] },
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
