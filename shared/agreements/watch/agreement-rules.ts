// Rules for monitoring an agreement, as dated data. No text of the city says who answers an alarm by when; the ladder
// follows the practice of the wards, and is marked as assumed.
import * as z from 'zod'
import { LocalDate } from '../../kernel/clock.ts'
import { Term } from '../../kernel/terms.ts'

/** Who can be asked to answer an alarm, from the nearest to the highest level. */
export const Addressee = z
  .enum(['ward-manager', 'department-director', 'adopting-alderman', 'college', 'municipal-council-committee'])
  .meta({ id: 'AlarmAddressee' })
export type Addressee = z.infer<typeof Addressee>

export const AgreementRules = z.strictObject({
  name: z.string().min(1).max(80),
  validFrom: LocalDate,
  /** How far into a year of the agreement each review begins. */
  reviews: z.array(Term).min(1).max(12).readonly(),
  answerTerm: Term,
  verdictTerm: Term,
  reminderDaysBefore: z.int().min(0).max(100),
  /** The rungs in the order in which an alarm climbs them. */
  ladder: z
    .array(z.strictObject({ addressee: Addressee, term: Term }))
    .min(1)
    .max(10)
    .readonly(),
  assumed: z
    .array(z.string().regex(/^(\/[A-Za-z]+)+$/))
    .max(40)
    .readonly(),
  source: z.string().min(1).max(500),
})
export type AgreementRules = z.infer<typeof AgreementRules>
