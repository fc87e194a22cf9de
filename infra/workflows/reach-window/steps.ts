// The functions behind the steps of reach-window, by the step's name.
import { electionKeys } from '../../../shared/elections/keys.ts'
import { putEvents, type Unit } from '../../units/unit.ts'

export const windowEventsMissing = {
  nl: 'Niemand krijgt de melding dat de kandidaatstelling of het stemmen is begonnen of gesloten. De termijnen zelf gelden wel.',
  en: 'Nobody is notified that nominations or polling have opened or closed. The windows themselves are not affected.',
}

export const reachWindowSteps = {
  MarkReached: {
    name: 'mark-reached',
    context: 'elections',
    entry: 'functions/elections/windows/mark-reached.ts',
    trigger: { kind: 'step' },
    access: [
      { table: 'main', actions: ['dynamodb:GetItem', 'dynamodb:UpdateItem'], leadingKeys: [electionKeys.election] },
      putEvents,
    ],
    memory: 256,
    timeoutSeconds: 30,
    userImpact: windowEventsMissing,
  },
} as const satisfies { readonly [step: string]: Unit }
