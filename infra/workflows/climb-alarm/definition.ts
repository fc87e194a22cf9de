// The state machine that moves an alarm up, in Amazon States Language (JSONPath). Drawn in docs/state-machines/climb-alarm.md.
// Started at the end of each rung's term; an alarm that was answered meanwhile is not moved.
import type { StateOf } from '../workflow.ts'
import type { climbAlarmSteps } from './steps.ts'

/** Input: `{ agreementId, alarmId }`. */
export const climbAlarmDefinition = (step: StateOf<keyof typeof climbAlarmSteps>) =>
  ({
    Comment: 'Brings an alarm to the rung on which the clock has it, and notifies who must answer now.',
    StartAt: 'ClimbAlarm',
    TimeoutSeconds: 3_600,
    States: {
      ClimbAlarm: {
        ...step('ClimbAlarm', { 'agreementId.$': '$.agreementId', 'alarmId.$': '$.alarmId' }),
        Catch: [{ ErrorEquals: ['States.ALL'], Next: 'ClimbStopped', ResultPath: '$.fault' }],
        Next: 'WhereItStands',
      },
      WhereItStands: {
        Type: 'Choice',
        Choices: [{ Variable: '$.status', StringEquals: 'unanswered', Next: 'NobodyLeftToAsk' }],
        Default: 'Climbed',
      },
      Climbed: { Type: 'Succeed' },
      NobodyLeftToAsk: { Type: 'Succeed', Comment: 'The last rung did not answer either: the alarm stays open.' },
      ClimbStopped: {
        Type: 'Fail',
        Error: 'ClimbStopped',
        Cause: 'The step failed for good. The sweeper starts the climb again within a quarter of an hour.',
      },
    },
  }) as const
