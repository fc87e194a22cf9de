// The roll: the functions that make it have no key of it, and those that can find a person on it cannot make one.
import { rollImportStarted } from '../../events/roll.ts'
import { electionKeys } from '../../shared/elections/keys.ts'
import { rollKeys } from '../../shared/roll/keys.ts'
import { openRoll, ordinaryRollOperations, personRollOperations } from '../../shared/roll/operations.ts'
import { putEvents, type TableAccess, type Unit } from './unit.ts'

/** The right to read a roll. */
export const readRoll: TableAccess = { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [rollKeys.roll] }

export const rollUnits: readonly Unit[] = [
  {
    name: 'roll-api',
    context: 'roll',
    entry: 'functions/roll/api.ts',
    trigger: { kind: 'http', operations: Object.values(ordinaryRollOperations) },
    access: [
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
        leadingKeys: [rollKeys.roll],
      },
      putEvents,
    ],
    register: 'receives',
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Het verkiezingsbureau kan de kiezerslijst niet inlezen, en niemand kan zien hoeveel kiezers een wijk heeft.',
      en: 'The election office cannot import the roll, and nobody sees how many voters a ward has.',
    },
  },
  {
    name: 'open-roll',
    context: 'roll',
    entry: 'functions/roll/open-roll.ts',
    trigger: { kind: 'http', operations: [openRoll] },
    access: [
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:Query'], leadingKeys: [electionKeys.election] },
      { table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [rollKeys.roll, rollKeys.secret] },
      putEvents,
    ],
    keys: [{ key: 'rollKey', actions: ['kms:Encrypt'], purpose: 'roll' }],
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Het verkiezingsbureau kan geen kiezerslijst openen.',
      en: 'The election office cannot open a roll.',
    },
  },
  {
    name: 'roll-persons',
    context: 'roll',
    entry: 'functions/roll/persons.ts',
    trigger: { kind: 'http', operations: Object.values(personRollOperations) },
    access: [
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [electionKeys.election, rollKeys.secret] },
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        leadingKeys: [rollKeys.roll],
      },
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:PutItem'], leadingKeys: [rollKeys.marks] },
      putEvents,
    ],
    keys: [{ key: 'rollKey', actions: ['kms:Decrypt'], purpose: 'roll' }],
    register: 'looks-up',
    knowsPersons: true,
    memory: 1024,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Stembureaus kunnen niet aantekenen wie op papier stemt; bewoners zien niet of zij op de kiezerslijst staan.',
      en: 'Polling stations cannot mark who votes on paper; residents cannot see whether they are on the roll.',
    },
  },
  {
    name: 'start-import',
    context: 'roll',
    entry: 'functions/roll/start-import.ts',
    trigger: {
      kind: 'events',
      events: [rollImportStarted],
      retries: { attempts: 2, withinMinutes: 360 },
    },
    access: [readRoll],
    starts: ['import-roll'],
    memory: 256,
    timeoutSeconds: 30,
    userImpact: {
      nl: 'Een kiezerslijst wordt tot vijf minuten te laat ingelezen: alleen de periodieke controle begint er nog aan.',
      en: 'A roll is imported up to five minutes late: only the sweeper still starts it.',
    },
  },
  {
    name: 'sweep-imports',
    context: 'roll',
    entry: 'functions/roll/sweep-imports.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [{ table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [rollKeys.importDue] }],
    starts: ['import-roll'],
    memory: 256,
    timeoutSeconds: 60,
    userImpact: {
      nl: 'Kon het inlezen van een kiezerslijst niet beginnen, dan wordt dat niet opnieuw geprobeerd.',
      en: 'If the import of a roll could not start, it is not tried again.',
    },
  },
]
