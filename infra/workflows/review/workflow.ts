import { workflow } from '../workflow.ts'
import { reviewDefinition } from './definition.ts'
import { reviewSteps } from './steps.ts'

/** One review of a ward agreement, from its first day to its report. */
export const review = workflow({
  name: 'review',
  steps: reviewSteps,
  definition: reviewDefinition,
  userImpact: {
    nl: 'Een voortgangsronde van een wijkakkoord staat stil; zij wordt binnen vijf minuten opnieuw gestart.',
    en: 'A review of a ward agreement stands still; it is started anew within five minutes.',
  },
})
