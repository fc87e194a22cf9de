// The functions behind the steps of close-poll, by the step's name. The one that counts the roll cannot reach the box.
import { rollKeys } from '../../../shared/roll/keys.ts'
import { pollKeys } from '../../../shared/voting/keys.ts'
import { putEvents, type Unit } from '../../units/unit.ts'
import { readPoll } from '../../units/voting.ts'

export const closePollSteps = {
  SealPoll: {
    name: 'seal-poll',
    context: 'voting',
    entry: 'functions/voting/closing/seal-poll.ts',
    trigger: { kind: 'step' },
    access: [
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [pollKeys.poll] },
      putEvents,
    ],
    memory: 256,
    timeoutSeconds: 30,
    userImpact: { nl: 'Gesloten stemmingen worden niet geteld.', en: 'Closed polls are not counted.' },
  },
  CountMarks: {
    name: 'count-marks',
    context: 'voting',
    entry: 'functions/voting/closing/count-marks.ts',
    trigger: { kind: 'step' },
    access: [
      readPoll,
      { table: 'main', actions: ['dynamodb:Query'], leadingKeys: [pollKeys.roll] },
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [rollKeys.roll] },
    ],
    memory: 512,
    timeoutSeconds: 300,
    userImpact: { nl: 'Gesloten stemmingen worden niet geteld.', en: 'Closed polls are not counted.' },
  },
  CountShard: {
    name: 'count-shard',
    context: 'voting',
    entry: 'functions/voting/closing/count-shard.ts',
    trigger: { kind: 'step' },
    access: [
      readPoll,
      { table: 'main', actions: ['dynamodb:GetItem'], leadingKeys: [pollKeys.sealSecret] },
      { table: 'ballotBox', actions: ['dynamodb:Query'], leadingKeys: [pollKeys.box] },
    ],
    keys: [{ key: 'sealKey', actions: ['kms:Decrypt'], purpose: 'seal' }],
    publication: 'write',
    memory: 1024,
    timeoutSeconds: 300,
    userImpact: { nl: 'Gesloten stemmingen worden niet geteld.', en: 'Closed polls are not counted.' },
  },
  BuildTree: {
    name: 'build-tree',
    context: 'voting',
    entry: 'functions/voting/closing/build-tree.ts',
    trigger: { kind: 'step' },
    access: [readPoll],
    publication: 'read-and-write',
    memory: 1024,
    timeoutSeconds: 600,
    userImpact: {
      nl: 'Getelde stemmingen krijgen geen uitslag.',
      en: 'Counted polls get no result.',
    },
  },
  PublishResult: {
    name: 'publish-result',
    context: 'voting',
    entry: 'functions/voting/closing/publish-result.ts',
    trigger: { kind: 'step' },
    access: [
      {
        table: 'main',
        actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
        leadingKeys: [pollKeys.poll],
      },
      { table: 'main', actions: ['dynamodb:DeleteItem'], leadingKeys: [pollKeys.secrets] },
      putEvents,
    ],
    publication: 'read-and-write',
    signs: true,
    memory: 1769,
    timeoutSeconds: 900,
    userImpact: {
      nl: 'Getelde stemmingen krijgen geen uitslag.',
      en: 'Counted polls get no result.',
    },
  },
} as const satisfies { readonly [step: string]: Unit }
