import { workflow } from '../workflow.ts'
import { reachWindowDefinition } from './definition.ts'
import { reachWindowSteps, windowEventsMissing } from './steps.ts'

/** The moments at which the windows of an election open and close. */
export const reachWindow = workflow({
  name: 'reach-window',
  steps: reachWindowSteps,
  definition: reachWindowDefinition,
  userImpact: windowEventsMissing,
})
