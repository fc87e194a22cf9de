// The municipality's report on an action: one conditional change of the action and of the review that asked for it.
// A repeated request finds the first report.
import * as operations from '../../shared/agreements/action-operations.ts'
import { reportProgress } from '../../shared/agreements/actions/action.ts'
import { presentAction } from '../../shared/agreements/present.ts'
import { getAction, keptActions } from '../../shared/agreements/store.ts'
import { jitter, pause } from '../../shared/kernel/random.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { reply } from '../runtime/http.ts'
import { about } from '../runtime/things.ts'
import { answerMark } from './reviews/marking.ts'
import { actionsIn } from './subjects.ts'

/** The number of attempts while other owners answer the same review: up to forty may do so at once. */
const maximumTries = 20

export const reportOnActions = (table: Table) => ({
  reportProgress: about(
    operations.reportProgress,
    actionsIn(table),
    async ({ thing, params, body, held, createdId, requestDigest, now }) => {
      const { department, role } = thing.owner
      const by = held.some((each) => each.role === 'ward-manager')
        ? 'Wijkmanager'
        : `${department}, ${role}`.slice(0, 160)
      const report = { id: createdId, requestDigest, by, ...body }
      let action = thing
      for (let attempt = 1; ; attempt++) {
        const standing = action.notes.find(({ id }) => id === createdId)
        const location = `/agreements/${action.agreementId}/actions/${action.id}`
        if (standing !== undefined)
          return standing.requestDigest === requestDigest
            ? reply(201, presentAction(action), { version: action.version, location })
            : refuse('idempotency-key-reused')
        const mark = await answerMark(table, action, now)
        const taken = reportProgress(action, report, mark.isLate, now)
        if (taken.refused) return taken
        const saved = await save(table, now, changeOf(keptActions, taken), ...mark.changes)
        if (!saved.refused) return reply(201, presentAction(taken.after), { version: taken.after.version, location })
        if (attempt === maximumTries) return refuse('changed-meanwhile')
        await pause(jitter(25 * attempt))
        action = (await getAction(table, params.agreementId, params.actionId)) ?? action
      }
    },
  ),
})
