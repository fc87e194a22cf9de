// Every five minutes: starts each review that is due, and restarts each review that has no running execution.
import { listReviewsDue } from '../../../shared/agreements/watch-store.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import { openTokens, openWorkflows } from '../../../shared/platform/workflows.ts'
import { openTable } from '../../../shared/table/table.ts'
import { log } from '../../runtime/log.ts'
import { sweep } from '../../runtime/sweeper.ts'
import { ensureRunning, isBehind } from './waits/tending.ts'

export const start = (environment: Environment) => {
  const table = openTable(environment)
  const machine = { start: openWorkflows(environment), answer: openTokens(environment) }
  return sweep({
    name: 'sweep-reviews',
    listDue: (now) => listReviewsDue(table, now),
    act: (review, now) => {
      if (isBehind(review, now)) log.error('review-is-behind', { wardCode: review.wardCode })
      return ensureRunning(table, machine, review, now)
    },
    facts: ({ wardCode }) => ({ wardCode }),
  })
}
