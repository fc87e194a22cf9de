// The ward office (wijkhub): where residents find the people of their ward, and when.
import * as z from 'zod'
import { LocalDate, TimeOfDay } from '../../kernel/clock.ts'
import { WardCode } from '../../kernel/ids.ts'
import { Line } from '../../kernel/text.ts'

const Opening = z
  .strictObject({ weekday: z.int().min(1).max(7), opensTime: TimeOfDay, closesTime: TimeOfDay })
  .refine(({ opensTime, closesTime }) => opensTime < closesTime, { path: ['closesTime'] })
  .meta({ id: 'HubOpening' })
type Opening = z.infer<typeof Opening>

const isApart = (openings: readonly Opening[]): boolean =>
  openings.every((one, place) =>
    openings
      .slice(place + 1)
      .every(
        (other) =>
          one.weekday !== other.weekday || one.closesTime <= other.opensTime || other.closesTime <= one.opensTime,
      ),
  )

export const HubContent = z.strictObject({
  address: Line(200),
  /** The hours of an ordinary week; a day may have several periods, which do not overlap. */
  openings: z.array(Opening).max(28).refine(isApart).readonly(),
  /** Days on which it is closed nevertheless, with the reason. */
  closedOn: z
    .array(z.strictObject({ on: LocalDate, reason: Line(200) }).meta({ id: 'HubClosedDay' }))
    .max(100)
    .readonly(),
})
export const Hub = HubContent.extend({ wardCode: WardCode, version: z.int().min(1) })
export type Hub = z.infer<typeof Hub>
