// Corrections to a frozen roll. The frozen entries do not change; a correction says what
// applies instead, since when, and why.
import * as z from 'zod'
import { Instant } from '../kernel/clock.ts'
import { Sha256 } from '../kernel/digest.ts'
import { WardCode } from '../kernel/ids.ts'
import { refuse } from '../kernel/refusals.ts'
import { rolls } from './machine.ts'
import { rollRefusals } from './refusals.ts'
import type { Roll, WardElectorate } from './roll.ts'

/** The change for one person, and why it is allowed after the reference day. */
export const CorrectionChange = z
  .discriminatedUnion('change', [
    z.strictObject({
      change: z.literal('strike'),
      reason: z.enum(['died', 'lost-the-vote', 'entered-by-mistake', 'moved-before-reference-day']),
    }),
    z.strictObject({
      change: z.literal('add'),
      reason: z.enum(['left-out-by-mistake', 'regained-the-vote']),
      wardCode: WardCode,
    }),
    z.strictObject({
      change: z.literal('move'),
      reason: z.enum(['entered-in-wrong-ward', 'moved-before-reference-day']),
      wardCode: WardCode,
    }),
  ])
  .meta({ id: 'RollChange' })
export type CorrectionChange = z.infer<typeof CorrectionChange>

/** A stored correction: by the digest of the person, never by a name. `from` and `to`: absent if not on the roll. */
export const Correction = z.object({
  number: z.int().min(1),
  digest: Sha256,
  change: z.enum(['strike', 'add', 'move']),
  reason: z.string().max(60),
  from: WardCode.optional(),
  to: WardCode.optional(),
  correctedAt: Instant,
})
export type Correction = z.infer<typeof Correction>

/** A person's present place: the ward in which they may vote; without one they may not. `correction`: the last one. */
export type Standing = { readonly wardCode?: WardCode | undefined; readonly correction?: number | undefined }

const shifted = (electorates: readonly WardElectorate[], from: string | undefined, to: string | undefined) =>
  electorates.map((each) => ({
    ...each,
    current: each.current - (each.wardCode === from ? 1 : 0) + (each.wardCode === to ? 1 : 0),
    ...(each.wardCode === to ? { joined: (each.joined ?? 0) + 1 } : {}),
  }))

const changeAt = (standing: Standing, change: CorrectionChange) => {
  switch (change.change) {
    case 'strike':
      return standing.wardCode === undefined ? refuse('person-not-on-roll') : { refused: false as const, to: undefined }
    case 'add':
      return standing.wardCode !== undefined
        ? refuse('person-on-roll-already')
        : { refused: false as const, to: change.wardCode }
    case 'move':
      if (standing.wardCode === undefined) return refuse('person-not-on-roll')
      return standing.wardCode === change.wardCode
        ? refuse('person-on-roll-already')
        : { refused: false as const, to: change.wardCode }
    default:
      return change satisfies never
  }
}

/** Corrects a frozen roll for one person, whose present place is `standing`. Until the polls close. */
export const correctRoll = (roll: Roll, digest: string, standing: Standing, change: CorrectionChange, now: Instant) => {
  const objection = rolls.objectionTo('correct', roll.status)
  if (objection !== undefined) return objection
  if (now >= roll.pollingClosesAt) return refuse('polling-closed', { pollingClosesAt: roll.pollingClosesAt })
  if ('wardCode' in change && !roll.wards.includes(change.wardCode))
    return refuse('ward-not-on-roll', { wardCode: change.wardCode }, [
      { pointer: '/correction/wardCode', rule: rollRefusals['ward-not-on-roll'].title },
    ])
  const changed = changeAt(standing, change)
  if (changed.refused) return changed
  const [from, to] = [standing.wardCode, changed.to]
  const taken = rolls.take('correct', roll, (it) => ({
    ...it,
    corrections: it.corrections + 1,
    electorates: shifted(it.electorates, from, to),
  }))
  if (taken.refused) return taken
  const { change: kind, reason } = change
  const correction: Correction = {
    number: taken.after.corrections,
    digest,
    change: kind,
    reason,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    correctedAt: now,
  }
  return { refused: false as const, taken, correction }
}
