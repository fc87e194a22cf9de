import { allWorkflows } from '../workflows/all-workflows.ts'
import { agreementsUnits } from './agreements.ts'
import { closingUnits } from './closing.ts'
import { councilsUnits } from './councils.ts'
import { documentsUnits } from './documents.ts'
import { electionWindowsUnits } from './election-windows.ts'
import { electionsUnits } from './elections.ts'
import { initiativesUnits } from './initiatives.ts'
import { lotteriesUnits } from './lotteries.ts'
import { noticesUnits } from './notices.ts'
import { openapiUnits } from './openapi.ts'
import { outboxUnits } from './outbox.ts'
import { residentsUnits } from './residents.ts'
import { rollUnits } from './roll.ts'
import { roundsUnits } from './rounds.ts'
import type { Unit } from './unit.ts'
import { votingUnits } from './voting.ts'
import { wardsUnits } from './wards.ts'

/** All functions. */
export const allUnits: readonly Unit[] = [
  ...wardsUnits,
  ...residentsUnits,
  ...initiativesUnits,
  ...roundsUnits,
  ...votingUnits,
  ...closingUnits,
  ...electionsUnits,
  ...electionWindowsUnits,
  ...lotteriesUnits,
  ...rollUnits,
  ...councilsUnits,
  ...agreementsUnits,
  ...documentsUnits,
  ...noticesUnits,
  ...outboxUnits,
  ...openapiUnits,
  ...allWorkflows.flatMap(({ steps }) => Object.values(steps)),
]
