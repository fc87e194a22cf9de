import { workflow } from '../workflow.ts'
import { importRollDefinition } from './definition.ts'
import { importRollSteps } from './steps.ts'

/** The import of a roll, from the file that was sent to the frozen roll. */
export const importRoll = workflow({
  name: 'import-roll',
  steps: importRollSteps,
  definition: importRollDefinition,
  userImpact: {
    nl: 'De kiezerslijst is niet ingelezen; zonder lijst is er geen opkomst en geen digitale stem.',
    en: 'The roll was not imported; without it there is no turnout and no vote online.',
  },
})
