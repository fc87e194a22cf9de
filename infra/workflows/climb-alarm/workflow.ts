import { workflow } from '../workflow.ts'
import { climbAlarmDefinition } from './definition.ts'
import { climbAlarmSteps } from './steps.ts'

/** Moves an alarm that was not answered in time up to its next rung. */
export const climbAlarm = workflow({
  name: 'climb-alarm',
  steps: climbAlarmSteps,
  definition: climbAlarmDefinition,
  userImpact: {
    nl: 'Een alarm dat niemand beantwoordt, gaat later naar de volgende trede: alleen de periodieke controle start dat nog.',
    en: 'An alarm that nobody answers goes to the next rung later: only the sweeper still starts it.',
  },
})
