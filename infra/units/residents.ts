import { residentsOperations } from '../../shared/residents/operations.ts'
import { wardKeys } from '../../shared/wards/keys.ts'
import type { Unit } from './unit.ts'

export const residentsUnits: readonly Unit[] = [
  {
    name: 'residents-api',
    context: 'residents',
    entry: 'functions/residents/api.ts',
    trigger: { kind: 'http', operations: Object.values(residentsOperations) },
    access: [{ table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [wardKeys.wards] }],
    memory: 512,
    timeoutSeconds: 10,
    userImpact: {
      nl: 'Bewoners zien niet of de gemeente hun wijk en leeftijd kent.',
      en: 'Residents cannot see whether the city knows their ward and age.',
    },
  },
  {
    name: 'pre-token-generation',
    context: 'residents',
    entry: 'functions/residents/pre-token-generation.ts',
    trigger: { kind: 'sign-in' },
    access: [],
    knowsPersons: true,
    memory: 256,
    // Cognito waits five seconds and then refuses the sign-in.
    timeoutSeconds: 5,
    userImpact: { nl: 'Niemand kan inloggen.', en: 'Nobody can sign in.' },
  },
]
