// Actions as parts of a document: what was agreed on, in a table for each year and action by action.
import { type Block, facts, heading, paragraph, table } from '../../documents/document.ts'
import { dayInWords, euros, whole } from '../../documents/wording.ts'
import type { Action } from '../actions/action.ts'
import { askedBy } from './wording.ts'

/** The same order on every machine: by the day on which it is due. */
export const inOrder = <Each extends Pick<Action, 'dueOn' | 'title' | 'id'>>(actions: readonly Each[]) => {
  const order = ({ dueOn, title, id }: Each) => `${dueOn} ${title} ${id}`
  return actions.toSorted((a, b) => (order(a) < order(b) ? -1 : 1))
}

export const ownerOf = ({ owner: { department, role } }: Pick<Action, 'owner'>): string => `${department}, ${role}`

export const costsOf = ({ costing }: Action): string => {
  switch (costing.state) {
    case 'costed':
      return euros(costing.budgetCents)
    case 'asked':
      return 'nog niet begroot'
    case 'not-feasible':
      return 'niet haalbaar'
    default:
      return costing satisfies never
  }
}

const budgetOf = ({ costing }: Action): number => (costing.state === 'costed' ? costing.budgetCents : 0)

/** The actions of a year: owner, costs and day of each, and the sum. */
export const overviewOfYear = (year: number, actions: readonly Action[]): readonly Block[] => {
  const ofYear = inOrder(actions.filter((action) => action.year === year))
  if (ofYear.length === 0) return []
  return [
    heading(`Acties van ${year}`),
    ...table(
      `Afgesproken acties van ${year}`,
      ['Actie', 'Eigenaar', 'Kosten#', 'Klaar op'],
      ofYear.map((action) => [action.title, ownerOf(action), costsOf(action), dayInWords(action.dueOn)]),
    ),
    ...facts(
      ['Aantal acties', whole(ofYear.length)],
      ['Kosten samen', euros(ofYear.reduce((sum, action) => sum + budgetOf(action), 0))],
    ),
  ]
}

/** One action with its whole text. `before`: the action that it continues. */
export const actionInFull = (action: Action, before: Action | undefined): readonly Block[] => {
  const { title, text, dueOn, costing } = action
  return [
    heading(title, 3),
    paragraph(text),
    ...facts(
      ['Eigenaar', ownerOf(action)],
      ['Gevraagd door', askedBy(action)],
      ['Kosten', costsOf(action)],
      ['Betaald uit', costing.state === 'costed' ? costing.coveredBy : undefined],
      ['Klaar op', dayInWords(dueOn)],
      ['Vervolg van', before === undefined ? undefined : `${before.title} (${before.year})`],
    ),
  ]
}
