import { workflow } from '../workflow.ts'
import { importRollDefinition } from './definition.ts'
import { importRollSteps } from './steps.ts'

/** The import of a roll, from the uploaded file to the frozen roll. */
export const importRoll = workflow({
  name: 'import-roll',
  steps: importRollSteps,
  definition: importRollDefinition,
  userImpact: {
    nl: 'De kiezerslijst is niet ingelezen. Zonder lijst is er geen opkomst en geen digitale stemming.',
    en: 'The roll was not imported. Without it there is no turnout and no online poll.',
  },
})
