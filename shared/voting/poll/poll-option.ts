// An option, as it is frozen with a poll and used by the counting rules.
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { InitiativeId } from '../../kernel/ids.ts'
import type { Option } from '../rules/rule.ts'
import { OptionId } from './ballot-form.ts'

/** A category or an area, as named by the caps of a rule. */
export const OptionGroup = z.string().min(1).max(100)

/** The cost in cents is 0 if no money is involved. Category and area: for the caps of a rule. */
export const PollOption = z
  .strictObject({
    id: OptionId,
    title: z.string().min(1).max(200),
    costCents: z.int().min(0).max(1_000_000_000_000),
    category: OptionGroup.optional(),
    area: OptionGroup.optional(),
    /** The initiative it represents, with its text at the moment of entering the ballot. */
    initiativeId: InitiativeId.optional(),
    summary: z.string().min(1).max(500).optional(),
  })
  .meta({ id: 'PollOption' })
export type PollOption = z.infer<typeof PollOption>

/** An option that was withdrawn, and when. */
export const Withdrawal = z.strictObject({ option: OptionId, withdrawnAt: Instant }).meta({ id: 'WithdrawnOption' })
export type Withdrawal = z.infer<typeof Withdrawal>

/** The options for the counting rules. */
export const countedOptions = (options: readonly PollOption[]): Option[] =>
  options.map(({ id, costCents, category, area }) => ({
    id,
    cost: costCents,
    ...(category === undefined ? {} : { category }),
    ...(area === undefined ? {} : { area }),
  }))
