// How many residents the population register counts in a ward (Dutch: bevolkingscijfer uit de basisregistratie personen).
// Entered by the election office with its source: the size of an electorate may not exceed it.
import * as z from 'zod'
import type { DomainEvent } from '../../../events/envelope.ts'
import { event } from '../../../events/envelope.ts'
import { registerFigureSet } from '../../../events/wards.ts'
import { dateInCity, type Instant, LocalDate } from '../../kernel/clock.ts'
import { WardCode } from '../../kernel/ids.ts'
import { accept, type Decision, refuse } from '../../kernel/refusals.ts'
import { Line } from '../../kernel/text.ts'

/** Input of the election office. `residents`: all residents registered in the ward, of any age. */
export const RegisterCount = z.strictObject({
  residents: z.int().min(1).max(1_000_000),
  source: Line(300, 3).meta({
    description: 'Where the figure comes from, for everyone to read: a publication and its date.',
  }),
})
export type RegisterCount = z.infer<typeof RegisterCount>

export const RegisterFigure = z.object({
  ...RegisterCount.shape,
  wardCode: WardCode,
  /** The day on which the register was counted. */
  date: LocalDate,
  version: z.int().min(1),
})
export type RegisterFigure = z.infer<typeof RegisterFigure>

type FigureOf = Pick<RegisterFigure, 'wardCode' | 'date'>

/** Sets or corrects the figure of a day, which must not be in the future. */
export const setRegisterFigure = (
  { wardCode, date }: FigureOf,
  standing: RegisterFigure | undefined,
  count: RegisterCount,
  now: Instant,
): Decision<RegisterFigure, DomainEvent, 'register-figure-in-the-future'> => {
  const today = dateInCity(now)
  if (date > today) return refuse('register-figure-in-the-future', { today })
  const { residents } = count
  return accept(
    { ...count, wardCode, date, version: (standing?.version ?? 0) + 1 },
    event(registerFigureSet, `wards/${wardCode}/register-figures/${date}`, { wardCode, date, residents }),
  )
}
