// Something to vote for, as it is frozen with a poll and as the counting rules take it.
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { InitiativeId } from '../../kernel/ids.ts'
import type { Option } from '../rules/rule.ts'
import { OptionId } from './ballot-form.ts'

/** A category or an area, as the caps of a rule name it. */
export const OptionGroup = z.string().min(1).max(100)

/** The cost in cents is 0 where no money is at stake. Category and area: what the caps of a rule are about. */
export const PollOption = z
  .strictObject({
    id: OptionId,
    title: z.string().min(1).max(200),
    costCents: z.int().min(0).max(1_000_000_000_000),
    category: OptionGroup.optional(),
    area: OptionGroup.optional(),
    /** The initiative that it stands for, as its text was when it came onto the ballot. */
    initiativeId: InitiativeId.optional(),
    summary: z.string().min(1).max(500).optional(),
  })
  .meta({ id: 'PollOption' })
export type PollOption = z.infer<typeof PollOption>

/** An option that was withdrawn, and when. */
export const Withdrawal = z.strictObject({ option: OptionId, withdrawnAt: Instant }).meta({ id: 'WithdrawnOption' })
export type Withdrawal = z.infer<typeof Withdrawal>

/** The options as the counting rules take them. */
export const countedOptions = (options: readonly PollOption[]): Option[] =>
  options.map(({ id, costCents, category, area }) => ({
    id,
    cost: costCents,
    ...(category === undefined ? {} : { category }),
    ...(area === undefined ? {} : { area }),
  }))
