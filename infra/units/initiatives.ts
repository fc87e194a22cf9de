import { councilKeys } from '../../shared/councils/keys.ts'
import { initiativeKeys } from '../../shared/initiatives/keys.ts'
import { initiativesOperations } from '../../shared/initiatives/operations.ts'
import { roundKeys } from '../../shared/rounds/keys.ts'
import { pollKeys } from '../../shared/voting/keys.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import { putEvents, type Unit } from './unit.ts'

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
          'dynamodb:BatchGetItem',
          'dynamodb:Query',
          'dynamodb:PutItem',
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
        ],
        leadingKeys: [initiativeKeys.initiative],
      },
      {
        table: 'main',
        actions: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
        leadingKeys: [initiativeKeys.ofResident],
      },
      { table: 'main', index: 'gsi1', actions: ['dynamodb:Query'], leadingKeys: [initiativeKeys.ofWard] },
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [initiativeKeys.ofWardInStatus] },
      { table: 'main', actions: ['dynamodb:Query', 'dynamodb:UpdateItem'], leadingKeys: [wardKeys.ofWard] },
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        leadingKeys: [roundKeys.round],
      },
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [pollKeys.poll] },
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [councilKeys.decision] },
      { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [councilKeys.heldBy, councilKeys.council] },
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:ConditionCheckItem'],
        leadingKeys: [councilKeys.delegation],
      },
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:ConditionCheckItem'],
        leadingKeys: [councilKeys.delegated],
      },
      {
        table: 'main',
        actions: ['dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
        leadingKeys: [initiativeKeys.ofWord],
      },
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:ConditionCheckItem'],
        leadingKeys: [wardKeys.wards],
      },
      putEvents,
    ],
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Niemand kan initiatieven indienen, steunen, beoordelen of bekijken.',
      en: 'Nobody can hand in, support, assess or look at initiatives.',
    },
  },
  {
    name: 'index-initiative-words',
    context: 'initiatives',
    entry: 'functions/initiatives/index-words.ts',
    trigger: { kind: 'operator' },
    access: [
      { table: 'main', index: 'gsi1', actions: ['dynamodb:Query'], leadingKeys: [initiativeKeys.ofWard] },
      { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [wardKeys.wards] },
      { table: 'main', actions: ['dynamodb:ConditionCheckItem'], leadingKeys: [initiativeKeys.initiative] },
      { table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [initiativeKeys.ofWord] },
    ],
    memory: 512,
    timeoutSeconds: 300,
    userImpact: {
      nl: 'Zoeken vindt geen initiatieven van voor deze versie.',
      en: 'A search does not find initiatives from before this version.',
    },
  },
]
