// What the gateway of the ballot box serves, by address alone: its catch-all carries no other operation with it.
import type { Route } from '../../runtime/no-route.ts'

/** The silent operations; tests/unit/runtime/no-route.test.ts compares. */
export const ballotBoxRoutes: readonly Route[] = [
  { method: 'POST', path: '/polls/{pollId}/ballots' },
  { method: 'GET', path: '/polls/{pollId}/inclusion-proofs' },
]
