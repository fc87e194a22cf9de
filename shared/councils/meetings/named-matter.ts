// What agenda items name: the field of each kind of matter, and the refusal of a thing that is not there.
import type { Matter } from './matter.ts'

/** A delegation to come is named by nothing, so it has no row. */
export const namedBy = {
  agreement: { field: 'agreementId', missing: 'agreement-not-found' },
  initiative: { field: 'initiativeId', missing: 'initiative-not-found' },
  election: { field: 'nominated/*', missing: 'member-not-found' },
  revocation: { field: 'delegationId', missing: 'delegation-not-found' },
  'delegated-decision': { field: 'delegatedDecisionId', missing: 'delegated-decision-not-found' },
  'decision-list': { field: 'meetingId', missing: 'meeting-not-found' },
} as const satisfies {
  readonly [Kind in Exclude<Matter['kind'], 'delegation'>]: { readonly field: string; readonly missing: string }
}

type Missing = (typeof namedBy)[keyof typeof namedBy]['missing']

/** The refusals of items about things that do not exist, or are of another ward. */
export const matterMissing: readonly Missing[] = Object.values(namedBy).map(({ missing }) => missing)

/** The fields that name these things, in a list of items of the body. */
export const namesInItems = (list: 'agenda' | 'items') =>
  Object.fromEntries(Object.values(namedBy).map(({ field, missing }) => [missing, [`/${list}/*/about/${field}`]]))
