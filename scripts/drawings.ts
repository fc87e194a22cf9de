// Generates the drawings in docs/state-machines from the tables of the state machines. The text around a drawing is written by
// hand; the drawing itself is between two markers and written only by this script.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { actions, agreements, alarms, reviews } from '../shared/agreements/machine.ts'
import { agreementRuleSets } from '../shared/agreements/rules/rule-set.ts'
import {
  decisionLists,
  decisions,
  delegatedDecisions,
  delegations,
  meetings,
  members,
  roleHolders,
} from '../shared/councils/machine.ts'
import { meetingRuleSets } from '../shared/councils/rules/rule-set.ts'
import { documents } from '../shared/documents/machine.ts'
import { appeals } from '../shared/elections/appeals/machine.ts'
import { countSessions, stationCounts } from '../shared/elections/count/machine.ts'
import { lotteries } from '../shared/elections/lottery/machine.ts'
import { contests, elections } from '../shared/elections/machine.ts'
import { collectiveLists } from '../shared/elections/nominations/list-machine.ts'
import { nominations } from '../shared/elections/nominations/machine.ts'
import { seats } from '../shared/elections/seating/machine.ts'
import { initiatives } from '../shared/initiatives/machine.ts'
import { notices } from '../shared/notices/machine.ts'
import { rolls } from '../shared/roll/machine.ts'
import { rounds } from '../shared/rounds/machine.ts'
import { polls } from '../shared/voting/machine.ts'
import { initiativeRuleSets } from '../shared/wards/rules/rule-set.ts'

type Row = { readonly from: 'nothing' | readonly string[]; readonly to: string }
export type Drawn = { readonly name: string; readonly steps: { readonly [step: string]: Row } }

/** All drawn machines: `docs/state-machines/<name>.md`. */
export const machines: readonly Drawn[] = [
  initiatives,
  rounds,
  polls,
  elections,
  contests,
  nominations,
  collectiveLists,
  appeals,
  stationCounts,
  lotteries,
  countSessions,
  seats,
  members,
  roleHolders,
  rolls,
  meetings,
  decisions,
  decisionLists,
  initiativeRuleSets.machine,
  meetingRuleSets.machine,
  delegations,
  delegatedDecisions,
  agreements,
  actions,
  reviews,
  alarms,
  agreementRuleSets.machine,
  documents,
  notices,
]

/** The target of an arrow: back, out of all states, or another state. */
const targetOf = (state: string, to: string): string => {
  if (to === 'same') return state
  return to === 'nothing' ? '[*]' : to
}

const arrowsOf = (step: string, { from, to }: Row): readonly string[] =>
  from === 'nothing'
    ? [`  [*] --> ${to}: ${step}`]
    : from.map((state) => `  ${state} --> ${targetOf(state, to)}: ${step}`)

/** All states of a machine, in the order of its table. */
const statesOf = ({ steps }: Drawn): readonly string[] =>
  [...new Set(Object.values(steps).flatMap(({ from, to }) => [...(from === 'nothing' ? [] : from), to]))].filter(
    (state) => state !== 'same' && state !== 'nothing',
  )

/** States from which no step leads to another one. */
const endsOf = (machine: Drawn): readonly string[] => {
  const leaving = new Set(
    Object.values(machine.steps).flatMap(({ from, to }) =>
      from === 'nothing' || to === 'same' || to === 'nothing' ? [] : from,
    ),
  )
  return statesOf(machine).filter((state) => !leaving.has(state))
}

/** The drawing of a machine, in Mermaid. */
export const drawingOf = (machine: Drawn): string =>
  [
    '```mermaid',
    'stateDiagram-v2',
    ...Object.entries(machine.steps).flatMap(([step, row]) => arrowsOf(step, row)),
    ...endsOf(machine).map((state) => `  ${state} --> [*]`),
    '```',
  ].join('\n')

const begins = '<!-- Drawn by `npm run generate`. -->'
const ends = '<!-- End of the drawing. -->'

/** Each page with the drawing from its table. */
export const drawnPages = (root: string): readonly (readonly [string, string])[] =>
  machines.map((machine) => {
    const path = `docs/state-machines/${machine.name}.md`
    const page = readFileSync(join(root, path), 'utf8')
    const [before, after] = [page.indexOf(begins), page.indexOf(ends)]
    if (before < 0 || after < before) throw new Error(`${path} has no place for the drawing of ${machine.name}`)
    return [path, `${page.slice(0, before)}${begins}\n\n${drawingOf(machine)}\n\n${page.slice(after)}`]
  })
