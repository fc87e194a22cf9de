import { workflow } from '../workflow.ts'
import { closePollDefinition } from './definition.ts'
import { closePollSteps } from './steps.ts'

/** The close of a poll, from its last minute to its result. */
export const closePoll = workflow({
  name: 'close-poll',
  steps: closePollSteps,
  definition: closePollDefinition,
  userImpact: {
    nl: 'Een gesloten stemming krijgt geen uitslag, of de telling klopt niet.',
    en: 'A closed poll gets no result, or its count does not add up.',
  },
})
