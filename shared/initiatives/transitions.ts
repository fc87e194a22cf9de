// The state machine of an initiative. Each step names the states it may start from and the state it leads to; the
// conditional write is made from the same row. Drawn in docs/state-machines/initiative.md.
import * as z from 'zod'
import { type Refusal, refuse } from '../kernel/refusals.ts'
import type { initiativeRefusals } from './refusals.ts'

export const InitiativeStatus = z.enum([
  'draft',
  'submitted',
  'returned',
  'admitted',
  'refused',
  'in-round',
  'awarded',
  'not-awarded',
  'under-way',
  'done',
  'stopped',
  'withdrawn',
])
export type InitiativeStatus = z.infer<typeof InitiativeStatus>

type Transition = {
  readonly from: readonly InitiativeStatus[]
  /** `unchanged`: something else than the status changes. */
  readonly to: InitiativeStatus | 'unchanged'
  /** The "no" for every other state. */
  readonly otherwise: keyof typeof initiativeRefusals
}

export const transitions = {
  edit: { from: ['draft', 'returned'], to: 'unchanged', otherwise: 'not-editable' },
  submit: { from: ['draft', 'returned'], to: 'submitted', otherwise: 'not-editable' },
  return: { from: ['submitted'], to: 'returned', otherwise: 'not-under-assessment' },
  admit: { from: ['submitted'], to: 'admitted', otherwise: 'not-under-assessment' },
  refuse: { from: ['submitted', 'returned'], to: 'refused', otherwise: 'not-under-assessment' },
  extend: { from: ['submitted', 'admitted'], to: 'unchanged', otherwise: 'not-awaiting-decision' },
  award: { from: ['admitted'], to: 'awarded', otherwise: 'not-awaiting-decision' },
  decline: { from: ['admitted'], to: 'not-awarded', otherwise: 'not-awaiting-decision' },
  'enter-round': { from: ['admitted'], to: 'in-round', otherwise: 'initiative-not-admitted' },
  'leave-round': { from: ['in-round'], to: 'admitted', otherwise: 'not-in-this-round' },
  'award-in-round': { from: ['in-round'], to: 'awarded', otherwise: 'not-in-this-round' },
  'decline-in-round': { from: ['in-round'], to: 'not-awarded', otherwise: 'not-in-this-round' },
  start: { from: ['awarded'], to: 'under-way', otherwise: 'not-awarded' },
  complete: { from: ['under-way'], to: 'done', otherwise: 'not-under-way' },
  stop: { from: ['under-way'], to: 'stopped', otherwise: 'not-under-way' },
  withdraw: {
    from: ['draft', 'submitted', 'returned', 'admitted', 'in-round'],
    to: 'withdrawn',
    otherwise: 'too-late-to-withdraw',
  },
} as const satisfies { readonly [name: string]: Transition }

type Transitions = typeof transitions
export const TransitionName = z.enum([
  'edit',
  'submit',
  'return',
  'admit',
  'refuse',
  'extend',
  'award',
  'decline',
  'enter-round',
  'leave-round',
  'award-in-round',
  'decline-in-round',
  'start',
  'complete',
  'stop',
  'withdraw',
])
export type TransitionName = keyof Transitions & z.infer<typeof TransitionName>

/** Steps after which the initiative has another status. */
export type StatusChange = {
  [Name in TransitionName]: Transitions[Name]['to'] extends 'unchanged' ? never : Name
}[TransitionName]

/** The "no" for a step that cannot start from this status; nothing when it can. */
export const objectionTo = <Name extends TransitionName>(
  name: Name,
  status: InitiativeStatus,
): Refusal<Transitions[Name]['otherwise']> | undefined => {
  const { from, otherwise }: { from: readonly InitiativeStatus[]; otherwise: Transitions[Name]['otherwise'] } =
    transitions[name]
  return from.includes(status) ? undefined : refuse(otherwise, { status })
}
