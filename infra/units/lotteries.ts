// Lotteries among residents: what connects a person with an entry of a pool is a function of its own.
import { lotteryChanged } from '../../events/elections.ts'
import { electionKeys } from '../../shared/elections/keys.ts'
import { officeLotteryOperations, poolLotteryOperations } from '../../shared/elections/lottery/operations.ts'
import { personLotteryOperations } from '../../shared/elections/lottery/person-operations.ts'
import { rollKeys } from '../../shared/roll/keys.ts'
import { readRoll } from './roll.ts'
import { type KeyAccess, putEvents, type TableAccess, type Unit } from './unit.ts'

const openRollKey: readonly KeyAccess[] = [{ key: 'rollKey', actions: ['kms:Decrypt'], purpose: 'roll' }]
const readSecret: TableAccess = {
  table: 'main',
  actions: ['dynamodb:GetItem'],
  leadingKeys: [rollKeys.secret],
}
const writeLotteries: TableAccess = {
  table: 'main',
  actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
  leadingKeys: [electionKeys.election],
}
const readRegister: TableAccess = {
  table: 'main',
  actions: ['dynamodb:GetItem', 'dynamodb:Query'],
  leadingKeys: [electionKeys.doNotDraw],
}

const freezePool = {
  context: 'elections',
  keys: openRollKey,
  register: 'draws',
  pools: 'publishes',
  beacons: 'knows',
  memory: 1769,
  timeoutSeconds: 120,
} as const
const freezing: readonly TableAccess[] = [
  { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [electionKeys.election] },
  { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:Query'], leadingKeys: [rollKeys.roll] },
  readSecret,
  readRegister,
  putEvents,
]

export const lotteriesUnits: readonly Unit[] = [
  {
    name: 'lotteries-api',
    context: 'elections',
    entry: 'functions/elections/lottery/api.ts',
    trigger: { kind: 'http', operations: Object.values(officeLotteryOperations) },
    access: [
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
        leadingKeys: [electionKeys.election],
      },
      putEvents,
    ],
    beacons: 'knows',
    memory: 512,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'De trekking van een loting kan niet worden vastgelegd, en niemand ziet welke lotingen er zijn.',
      en: 'The draw of a lottery cannot be recorded, and nobody sees which lotteries there are.',
    },
  },
  {
    name: 'lotteries-pool',
    context: 'elections',
    entry: 'functions/elections/lottery/pool.ts',
    trigger: { kind: 'http', operations: Object.values(poolLotteryOperations) },
    access: [writeLotteries, readRoll, readSecret, readRegister, putEvents],
    keys: openRollKey,
    register: 'draws',
    pools: 'reads',
    memory: 1024,
    timeoutSeconds: 25,
    userImpact: {
      nl: 'Voor een vrije zetel kan niet onder bewoners worden geloot, en niemand kan een loting nakijken.',
      en: 'No lottery among residents can be held for a vacant seat, and nobody can check one.',
    },
  },
  {
    name: 'lotteries-persons',
    context: 'elections',
    entry: 'functions/elections/lottery/persons.ts',
    trigger: { kind: 'http', operations: Object.values(personLotteryOperations) },
    access: [
      writeLotteries,
      readRoll,
      readSecret,
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
        leadingKeys: [electionKeys.doNotDraw],
      },
      putEvents,
    ],
    keys: [{ key: 'rollKey', actions: ['kms:Decrypt', 'kms:Encrypt'], purpose: 'roll' }],
    knowsPersons: true,
    memory: 1024,
    timeoutSeconds: 15,
    userImpact: {
      nl: 'Bewoners die zijn geloot kunnen niet antwoorden, en niemand kan zich in het loot-me-niet-register zetten.',
      en: 'Residents who were drawn cannot answer, and nobody can join the do-not-draw register.',
    },
  },
  {
    ...freezePool,
    name: 'freeze-pool',
    entry: 'functions/elections/lottery/freeze-pool.ts',
    trigger: { kind: 'events', events: [lotteryChanged], retries: { attempts: 2, withinMinutes: 360 } },
    access: freezing,
    userImpact: {
      nl: 'De groep waaruit wordt geloot, staat tot vijf minuten te laat vast: alleen de periodieke controle stelt die nog vast.',
      en: 'The pool of a lottery is frozen up to five minutes late: only the sweeper still does it.',
    },
  },
  {
    ...freezePool,
    name: 'sweep-pools',
    entry: 'functions/elections/lottery/sweep-pools.ts',
    trigger: { kind: 'every', minutes: 5 },
    access: [
      { table: 'main', index: 'gsi2', actions: ['dynamodb:Query'], leadingKeys: [electionKeys.poolDue] },
      ...freezing,
    ],
    userImpact: {
      nl: 'Een loting waarvan de groep niet is vastgesteld, blijft liggen.',
      en: 'A lottery whose pool was not frozen does not go on.',
    },
  },
]
