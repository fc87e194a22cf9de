import { workflow } from '../workflow.ts'
import { climbAlarmDefinition } from './definition.ts'
import { climbAlarmSteps } from './steps.ts'

/** One climb of an alarm that nobody answered in time. */
export const climbAlarm = workflow({
  name: 'climb-alarm',
  steps: climbAlarmSteps,
  definition: climbAlarmDefinition,
  userImpact: {
    nl: 'Een alarm dat niemand beantwoordt, gaat later naar de volgende trede: alleen de veger start het.',
    en: 'An alarm that nobody answers goes to the next rung later: only the sweeper starts it.',
  },
})
