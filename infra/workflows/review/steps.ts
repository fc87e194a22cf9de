// The functions behind the steps of review, by the step's name.
import { agreementKeys } from '../../../shared/agreements/keys.ts'
import { wardKeys } from '../../../shared/wards/keys.ts'
import { drawUpDocuments } from '../../units/documents.ts'
import { giveNotice, giveNoticeOnce } from '../../units/notices.ts'
import { putEvents, type TableAccess, type Unit } from '../../units/unit.ts'

const read: TableAccess = {
  table: 'main',
  actions: ['dynamodb:GetItem', 'dynamodb:Query'],
  leadingKeys: [agreementKeys.agreement],
}
const write: TableAccess = {
  table: 'main',
  actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query', 'dynamodb:UpdateItem'],
  leadingKeys: [agreementKeys.agreement],
}
const rules: TableAccess = { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [agreementKeys.rules] }
const asked = {
  nl: 'Diensten worden niet op tijd gevraagd hoe het met hun acties staat, en niet herinnerd.',
  en: 'Departments are not asked in time how their actions are going, nor reminded.',
}
const judged = {
  nl: 'Wijkraden worden niet op tijd om hun oordeel gevraagd, en het verslag blijft uit.',
  en: 'Ward councils are not asked in time for their verdicts, and the report does not come.',
}
const common = { context: 'agreements', trigger: { kind: 'step' }, memory: 256, timeoutSeconds: 60 } as const

export const reviewSteps = {
  BeginReview: {
    ...common,
    name: 'begin-review',
    entry: 'functions/agreements/reviews/begin-review.ts',
    access: [write, rules, giveNoticeOnce, putEvents],
    userImpact: asked,
  },
  LookAtOwner: {
    ...common,
    name: 'look-at-owner',
    entry: 'functions/agreements/reviews/waits/look-at-owner.ts',
    access: [read, giveNoticeOnce, putEvents],
    userImpact: asked,
  },
  AwaitOwner: {
    ...common,
    name: 'await-owner',
    entry: 'functions/agreements/reviews/waits/await-owner.ts',
    access: [{ table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [agreementKeys.agreement] }],
    userImpact: asked,
  },
  AskVerdict: {
    ...common,
    name: 'ask-verdict',
    entry: 'functions/agreements/reviews/ask-verdict.ts',
    access: [write, rules, giveNotice, putEvents],
    userImpact: judged,
  },
  LookAtCouncil: {
    ...common,
    name: 'look-at-council',
    entry: 'functions/agreements/reviews/waits/look-at-council.ts',
    access: [read],
    userImpact: judged,
  },
  AwaitCouncil: {
    ...common,
    name: 'await-council',
    entry: 'functions/agreements/reviews/waits/await-council.ts',
    access: [{ table: 'main', actions: ['dynamodb:PutItem'], leadingKeys: [agreementKeys.agreement] }],
    userImpact: judged,
  },
  PublishReport: {
    ...common,
    name: 'publish-report',
    entry: 'functions/agreements/reviews/publish-report.ts',
    access: [
      write,
      rules,
      { table: 'main', actions: ['dynamodb:DeleteItem'], leadingKeys: [agreementKeys.agreement] },
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [wardKeys.wards] },
      giveNoticeOnce,
      drawUpDocuments,
      putEvents,
    ],
    userImpact: judged,
  },
} as const satisfies { readonly [step: string]: Unit }
