import { closePoll } from './close-poll/workflow.ts'
import { importRoll } from './import-roll/workflow.ts'
import type { Workflow } from './workflow.ts'

/** Every workflow there is. */
export const allWorkflows: readonly Workflow[] = [closePoll, importRoll]
