import { climbAlarm } from './climb-alarm/workflow.ts'
import { closePoll } from './close-poll/workflow.ts'
import { importRoll } from './import-roll/workflow.ts'
import { reachWindow } from './reach-window/workflow.ts'
import { review } from './review/workflow.ts'
import type { Workflow } from './workflow.ts'

/** All workflows. */
export const allWorkflows: readonly Workflow[] = [closePoll, importRoll, review, climbAlarm, reachWindow]
