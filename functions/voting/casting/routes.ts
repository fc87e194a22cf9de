// The routes of the ballot box's gateway, as addresses only, so that its catch-all route bundles no other operation.
import type { Route } from '../../runtime/no-route.ts'

/** The silent operations; tests/unit/runtime/no-route.test.ts compares. */
export const ballotBoxRoutes: readonly Route[] = [
  { method: 'POST', path: '/polls/{pollId}/ballots' },
  { method: 'GET', path: '/polls/{pollId}/inclusion-proofs' },
]
