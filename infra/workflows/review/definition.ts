// The state machine of one review, in Amazon States Language (JSONPath). Drawn in docs/state-machines/review-cycle.md. Each
// step reads the facts from the table, so that another execution can take over at any moment.
import type { StateOf } from '../workflow.ts'
import type { reviewSteps } from './steps.ts'

const stopped = [{ ErrorEquals: ['States.ALL'], Next: 'ReviewStopped', ResultPath: '$.fault' }] as const
const ofReview = { 'agreementId.$': '$.agreementId', 'reviewId.$': '$.reviewId' }
const ofOwner = { ...ofReview, 'actionId.$': '$.actionId' }
type Steps = keyof typeof reviewSteps

/** Input: `{ agreementId, reviewId }`. */
export const reviewDefinition = (step: StateOf<Steps>, waiting: StateOf<Steps>) =>
  ({
    Comment: 'Asks every owner how it is going, then the council what it judges, and publishes the report.',
    StartAt: 'BeginReview',
    // Half a year: the terms of a review are weeks. An execution that times out is followed by another one.
    TimeoutSeconds: 15_552_000,
    States: {
      BeginReview: { ...step('BeginReview', ofReview), Catch: stopped, Next: 'WhereItIs' },
      WhereItIs: {
        Type: 'Choice',
        Choices: [
          { Variable: '$.status', StringEquals: 'asking', Next: 'AskOwners' },
          { Variable: '$.status', StringEquals: 'judging', Next: 'LookAtCouncil' },
        ],
        Default: 'Published',
      },
      AskOwners: {
        Type: 'Map',
        ItemsPath: '$.open',
        // The most that Step Functions runs at once. Owners beyond that were notified too, and can answer from the start.
        MaxConcurrency: 40,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'INLINE' },
          StartAt: 'LookAtOwner',
          States: {
            LookAtOwner: { ...step('LookAtOwner', ofOwner), Next: 'OwnerStage' },
            OwnerStage: {
              Type: 'Choice',
              Choices: [{ Variable: '$.stage', StringEquals: 'waits', Next: 'AwaitOwner' }],
              Default: 'OwnerDone',
            },
            AwaitOwner: {
              ...waiting('AwaitOwner', ofOwner),
              ResultPath: null,
              // The reminder is due, or the term is over: a normal state, not an error.
              Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'LookAtOwner', ResultPath: null }],
              Next: 'OwnerDone',
            },
            OwnerDone: { Type: 'Succeed' },
          },
        },
        ResultPath: null,
        Catch: stopped,
        Next: 'AskVerdict',
      },
      AskVerdict: { ...step('AskVerdict', ofReview), Catch: stopped, Next: 'LookAtCouncil' },
      LookAtCouncil: { ...step('LookAtCouncil', ofReview), Catch: stopped, Next: 'CouncilStage' },
      CouncilStage: {
        Type: 'Choice',
        Choices: [{ Variable: '$.stage', StringEquals: 'waits', Next: 'AwaitCouncil' }],
        Default: 'PublishReport',
      },
      AwaitCouncil: {
        ...waiting('AwaitCouncil', ofReview),
        ResultPath: null,
        Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'LookAtCouncil', ResultPath: null }, ...stopped],
        Next: 'PublishReport',
      },
      PublishReport: { ...step('PublishReport', ofReview), Catch: stopped, Next: 'Published' },
      Published: { Type: 'Succeed' },
      ReviewStopped: {
        Type: 'Fail',
        Error: 'ReviewStopped',
        Cause: 'A step failed for good. The sweeper starts the review anew within five minutes.',
      },
    },
  }) as const
