// A ward: a part of the city with a council of its own (Dutch: wijk, wijkraad; two villages have a dorpsraad).
import * as z from 'zod'
import { Area } from '../kernel/area.ts'
import { WardCode } from '../kernel/ids.ts'
import { Line } from '../kernel/text.ts'

const Name = Line(80)

/** `seats` is the number in a source, `null` if there is none; `seatsStatus` says how certain it is. */
export const Ward = z.strictObject({
  code: WardCode,
  name: Name,
  formerNames: z.array(z.strictObject({ name: Name, untilYear: z.int() })).readonly(),
  area: Area,
  body: z.enum(['ward-council', 'village-council']),
  seats: z.int().min(5).max(9).nullable(),
  seatsStatus: z.enum(['confirmed', 'inferred', 'unknown']),
  neighbourhoods: z.array(Name).readonly(),
})
export type Ward = z.infer<typeof Ward>
