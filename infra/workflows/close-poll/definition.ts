// The state machine that closes a poll, in Amazon States Language (JSONPath). Drawn in docs/state-machines/close-poll.md.
// Every step is conditional and repeatable, so the whole can be started any number of times.
import type { StateOf } from '../workflow.ts'
import type { closePollSteps } from './steps.ts'

const stopped = [{ ErrorEquals: ['States.ALL'], Next: 'CloseStopped', ResultPath: '$.fault' }] as const

/** Input: `{ pollId, settledAt }`, the moment from which no ballot can still be on its way. */
export const closePollDefinition = (step: StateOf<keyof typeof closePollSteps>) =>
  ({
    Comment:
      'Closes a poll: waits out what is in flight, seals the box, counts it in parts, publishes the result once.',
    StartAt: 'WaitUntilSettled',
    TimeoutSeconds: 86_400,
    States: {
      WaitUntilSettled: { Type: 'Wait', TimestampPath: '$.settledAt', Next: 'SealPoll' },
      SealPoll: { ...step('SealPoll', { 'pollId.$': '$.pollId' }), Catch: stopped, Next: 'CountMarks' },
      CountMarks: {
        ...step('CountMarks', { 'pollId.$': '$.pollId' }),
        ResultPath: '$.roll',
        Catch: stopped,
        Next: 'CountShards',
      },
      CountShards: {
        Type: 'Map',
        ItemsPath: '$.shards',
        MaxConcurrency: 32,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'CountShard',
          States: {
            CountShard: { ...step('CountShard', { 'pollId.$': '$.pollId', 'shard.$': '$.shard' }), End: true },
          },
        },
        // The counted ballots are in the bucket; the state machine passes on no more than that they were counted.
        ResultPath: null,
        Catch: stopped,
        Next: 'BuildTree',
      },
      BuildTree: {
        ...step('BuildTree', { 'pollId.$': '$.pollId' }),
        ResultPath: null,
        Catch: stopped,
        Next: 'PublishResult',
      },
      PublishResult: {
        ...step('PublishResult', {
          'pollId.$': '$.pollId',
          'marks.$': '$.roll.marks',
          'electorate.$': '$.roll.electorate',
        }),
        Catch: stopped,
        Next: 'IsPublished',
      },
      IsPublished: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.outcome', StringEquals: 'published', Next: 'Published' },
          { Variable: '$.outcome', StringEquals: 'awaiting-lots', Next: 'AwaitingLots' },
        ],
        Default: 'ResultWithheld',
      },
      Published: { Type: 'Succeed' },
      AwaitingLots: {
        Type: 'Succeed',
        Comment: 'The root of the ballots is posted. Once lots are recorded, the close is started again.',
      },
      ResultWithheld: {
        Type: 'Fail',
        Error: 'ResultWithheld',
        Cause: 'Ballots, marks and electorate do not add up. Nothing was published.',
      },
      CloseStopped: {
        Type: 'Fail',
        Error: 'CloseStopped',
        Cause: 'A step failed for good. The sweeper starts the close again within a quarter of an hour.',
      },
    },
  }) as const
