// The state machine that imports the roll of an election, in Amazon States Language (JSONPath). Drawn in
// docs/state-machines/import-roll.md. Every step can be repeated; nothing is frozen until all lines are known to be correct.
import type { StateOf } from '../workflow.ts'
import type { importRollSteps } from './steps.ts'

const ids = { 'electionId.$': '$.electionId', 'attempt.$': '$.attempt' } as const
const stopped = [{ ErrorEquals: ['States.ALL'], Next: 'StopImport', ResultPath: '$.fault' }] as const

const choose = (next: string) => ({
  Type: 'Choice',
  Choices: [
    { Variable: '$.outcome', StringEquals: 'go-on', Next: next },
    { Variable: '$.outcome', StringEquals: 'reject', Next: 'RejectImport' },
  ],
  Default: 'HadEnded',
})

/** Input: `{ electionId, attempt }`, the number of the file. */
export const importRollDefinition = (step: StateOf<keyof typeof importRollSteps>) =>
  ({
    Comment: 'Imports the roll of an election: reads and sorts the file, checks that nobody stands twice, freezes it.',
    StartAt: 'ReadRegister',
    TimeoutSeconds: 7_200,
    States: {
      ReadRegister: { ...step('ReadRegister', ids), Catch: stopped, Next: 'IsRead' },
      IsRead: choose('CheckVoters'),
      CheckVoters: {
        ...step('CheckVoters', { ...ids, 'parts.$': '$.parts', 'problems.$': '$.problems' }),
        Catch: stopped,
        Next: 'IsChecked',
      },
      IsChecked: choose('FreezeRoll'),
      FreezeRoll: {
        ...step('FreezeRoll', {
          ...ids,
          'parts.$': '$.parts',
          'problems.$': '$.problems',
          'voters.$': '$.voters',
        }),
        Catch: stopped,
        Next: 'Frozen',
      },
      Frozen: { Type: 'Succeed' },
      RejectImport: {
        ...step('RejectImport', { ...ids, 'because.$': '$.because', 'problems.$': '$.problems' }),
        Next: 'Rejected',
      },
      Rejected: { Type: 'Succeed', Comment: 'The election office sees what is wrong, and can send another file.' },
      HadEnded: { Type: 'Succeed', Comment: 'Another execution was quicker.' },
      StopImport: {
        Type: 'Pass',
        Parameters: { ...ids, because: 'stopped', problems: { total: 0, listed: [] } },
        Next: 'RejectStopped',
      },
      RejectStopped: {
        ...step('RejectImport', { ...ids, 'because.$': '$.because', 'problems.$': '$.problems' }),
        Next: 'ImportStopped',
      },
      ImportStopped: {
        Type: 'Fail',
        Error: 'ImportStopped',
        Cause: 'A step failed for good. The roll says so, and takes another file.',
      },
    },
  }) as const
