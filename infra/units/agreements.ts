import { agreementKeys } from '../../shared/agreements/keys.ts'
import { agreementsOperations } from '../../shared/agreements/operations.ts'
import { councilKeys } from '../../shared/councils/keys.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import { tellEvents, type Unit } from './unit.ts'

export const agreementsUnits: readonly Unit[] = [
  {
    name: 'agreements-api',
    context: 'agreements',
    entry: 'functions/agreements/api.ts',
    trigger: { kind: 'http', operations: Object.values(agreementsOperations) },
    access: [
      {
        table: 'main',
        actions: [
          'dynamodb:ConditionCheckItem',
          'dynamodb:DeleteItem',
          'dynamodb:GetItem',
          'dynamodb:PutItem',
          'dynamodb:Query',
          'dynamodb:UpdateItem',
        ],
        leadingKeys: [agreementKeys.agreement],
      },
      {
        table: 'main',
        index: 'gsi1',
        actions: ['dynamodb:Query'],
        leadingKeys: [agreementKeys.all, agreementKeys.comments, agreementKeys.actionsOfYear],
      },
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [councilKeys.decision] },
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:Query'], leadingKeys: [wardKeys.wards] },
      tellEvents,
    ],
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Niemand kan wijkakkoorden lezen, maken of erover melden en oordelen.',
      en: 'Nobody can read or make ward agreements, report on them or judge them.',
    },
  },
  {
    name: 'sweep-agreements',
    context: 'agreements',
    entry: 'functions/agreements/sweep-agreements.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [agreementKeys.turnDue] },
      { table: 'main', index: 'gsi1', actions: ['dynamodb:Query'], leadingKeys: [agreementKeys.all] },
      { table: 'main', actions: ['dynamodb:UpdateItem'], leadingKeys: [agreementKeys.agreement] },
      tellEvents,
    ],
    memory: 256,
    timeoutSeconds: 60,
    userImpact: {
      nl: 'Wijkakkoorden gaan niet in op hun eerste dag, en eindigen niet na hun laatste.',
      en: 'Ward agreements do not take effect on their first day, and do not end after their last.',
    },
  },
]
