// The functions behind the steps of import-roll, by the step's name. Only the first has the key of the roll.
import { rollKeys } from '../../../shared/roll/keys.ts'
import { putEvents, type TableAccess, type Unit } from '../../units/unit.ts'

const noting: TableAccess = {
  table: 'main',
  actions: ['dynamodb:GetItem', 'dynamodb:PutItem'],
  leadingKeys: [rollKeys.roll],
}
const ending: TableAccess = {
  table: 'main',
  actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  leadingKeys: [rollKeys.roll],
}
const userImpact = {
  nl: 'De kiezerslijst wordt niet ingelezen; het verkiezingsbureau kan het bestand opnieuw aankondigen.',
  en: 'The roll is not imported; the election office can announce the file again.',
} as const

export const importRollSteps = {
  ReadRegister: {
    name: 'read-register',
    context: 'roll',
    entry: 'functions/roll/read-register.ts',
    trigger: { kind: 'step' },
    access: [noting, { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [rollKeys.secret] }],
    keys: [{ key: 'rollKey', actions: ['kms:Decrypt'], purpose: 'roll' }],
    register: 'imports',
    memory: 1024,
    timeoutSeconds: 900,
    userImpact,
  },
  CheckVoters: {
    name: 'check-voters',
    context: 'roll',
    entry: 'functions/roll/check-voters.ts',
    trigger: { kind: 'step' },
    access: [noting],
    register: 'imports',
    memory: 1024,
    timeoutSeconds: 900,
    userImpact,
  },
  FreezeRoll: {
    name: 'freeze-roll',
    context: 'roll',
    entry: 'functions/roll/freeze-roll.ts',
    trigger: { kind: 'step' },
    access: [ending, putEvents],
    register: 'imports',
    memory: 1024,
    timeoutSeconds: 900,
    userImpact,
  },
  RejectImport: {
    name: 'reject-import',
    context: 'roll',
    entry: 'functions/roll/reject-import.ts',
    trigger: { kind: 'step' },
    access: [ending, putEvents],
    register: 'imports',
    memory: 256,
    timeoutSeconds: 300,
    userImpact: {
      nl: 'Is een kiezerslijst afgekeurd, dan blijft die op "bezig" staan.',
      en: 'A roll that was rejected still shows as being imported.',
    },
  },
} as const satisfies { readonly [step: string]: Unit }
