// The state machine that publishes that a window of an election has opened or closed, in Amazon States Language (JSONPath).
import type { StateOf } from '../workflow.ts'
import type { reachWindowSteps } from './steps.ts'

/** Input: `{ electionId }`. */
export const reachWindowDefinition = (step: StateOf<keyof typeof reachWindowSteps>) =>
  ({
    Comment:
      'Tells every moment that has come. An execution that fails is followed by another, within a quarter of an hour.',
    StartAt: 'MarkReached',
    TimeoutSeconds: 600,
    States: {
      MarkReached: { ...step('MarkReached', { 'electionId.$': '$.electionId' }), Next: 'MomentsTold' },
      MomentsTold: { Type: 'Succeed' },
    },
  }) as const
