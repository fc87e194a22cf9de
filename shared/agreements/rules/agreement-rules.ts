// Rules for making and monitoring an agreement, as dated data. No text of the city says who answers an alarm by when; the
// ladder follows the practice of the wards. What no source confirms is marked as assumed.
import * as z from 'zod'
import { LocalDate } from '../../kernel/clock.ts'
import { dutchClosedDays } from '../../kernel/closed-days.ts'
import { WardCode } from '../../kernel/ids.ts'
import { endOf, type Term } from '../../kernel/terms.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { AssumedValues, type RulesOf, RuleTerm } from '../../rule-sets/rule-set.ts'

/** Who can be asked to answer an alarm, from the nearest to the highest level. */
export const Addressee = z
  .enum(['ward-manager', 'department-director', 'adopting-alderman', 'college', 'municipal-council-committee'])
  .meta({ id: 'AlarmAddressee' })
export type Addressee = z.infer<typeof Addressee>

const onwards = RuleTerm.refine(({ counted }) => counted === 'onwards', {
  path: ['counted'],
  params: {
    words: { nl: 'Deze termijn telt vooruit. Kies `onwards`.', en: 'This term counts onwards: choose onwards.' },
  },
})
const backwards = RuleTerm.refine(({ counted }) => counted === 'backwards', {
  path: ['counted'],
  params: {
    words: { nl: 'Deze termijn telt terug. Kies `backwards`.', en: 'This term counts back: choose backwards.' },
  },
})

/** A year for which the calendar is known: the order of reviews is checked in it. */
const sampleYear = { from: LocalDate.parse('2026-01-01'), until: LocalDate.parse('2027-01-01') }

const lastDayOf = (term: Term, from: LocalDate | undefined): LocalDate | undefined => {
  const ending = from && endOf({ term, from, suspensions: [] }, dutchClosedDays)
  return ending === undefined || 'refused' in ending ? undefined : ending.endsOn
}

type Reviewing = { readonly reviews: readonly Term[]; readonly answerTerm: Term; readonly verdictTerm: Term }

/** Whether each review is over before the next one begins, and the last one begins within the year or at its end. */
const areInOrder = ({ reviews, answerTerm, verdictTerm }: Reviewing): boolean => {
  const days = reviews.map((term) => lastDayOf(term, sampleYear.from))
  if (!days.every((day) => day !== undefined && day <= sampleYear.until)) return false
  const nextYear = reviews.slice(0, 1).map((term) => lastDayOf(term, sampleYear.until))
  const isOverBefore = (begins: LocalDate | undefined, next: LocalDate | undefined) => {
    const over = lastDayOf(verdictTerm, lastDayOf(answerTerm, begins))
    return over !== undefined && next !== undefined && over < next
  }
  const all = [...days, ...nextYear]
  return days.every((day, place) => isOverBefore(day, all[place + 1]))
}

const Ladder = z
  .array(z.strictObject({ addressee: Addressee, term: onwards }).meta({ id: 'AlarmLadderRung' }))
  .min(1)
  .max(10)
  .readonly()
  .refine((ladder) => new Set(ladder.map(({ addressee }) => addressee)).size === ladder.length, {
    params: {
      words: { nl: 'Elke trede vraagt iemand anders.', en: 'Each rung asks somebody else.' },
    },
  })

export const AgreementRules = z
  .strictObject({
    name: Line(80),
    validFrom: LocalDate,
    /** The shortest time in which residents can comment on a draft. */
    consultation: z
      .strictObject({
        shortest: onwards,
        /** A poll with it: from which age, and the fewest ballots that are published. */
        poll: z
          .strictObject({ minimumAge: z.int().min(0).max(120), smallestGroup: z.int().min(1).max(1_000) })
          .meta({ id: 'AgreementPollRules' }),
      })
      .meta({ id: 'AgreementConsultationRules' }),
    /** How far into a year of the agreement each review begins. */
    reviews: z.array(onwards).min(1).max(12).readonly(),
    answerTerm: onwards,
    /** How long before the end of the answer term silent owners are reminded; null: they are not. */
    reminder: backwards.nullable(),
    verdictTerm: onwards,
    /** The rungs in the order in which an alarm climbs them. */
    ladder: Ladder,
    assumed: AssumedValues,
    source: Prose(500),
  })
  .refine(areInOrder, {
    path: ['reviews'],
    params: {
      words: {
        nl: 'Elke voortgangsronde begint binnen het jaar, en pas als de vorige voorbij is.',
        en: 'Each review begins within the year, and only when the one before it is over.',
      },
    },
  })
  .meta({ id: 'AgreementRules' })
export type AgreementRules = z.infer<typeof AgreementRules>

/** The rules under which something began, and for which ward they were planned (null: for the city). They stay as they were. */
export const PinnedRules = z.strictObject({ wardCode: WardCode.nullable(), rules: AgreementRules })
export type PinnedRules = RulesOf<AgreementRules>

/** Which set that is: sets do not change, so its day and ward say what it holds. */
export const RuleSetName = z
  .strictObject({ wardCode: WardCode.nullable(), name: z.string(), validFrom: LocalDate })
  .meta({ id: 'AgreementRuleSetName' })

/** The public name of pinned rules. */
export const nameOfRules = ({ wardCode, rules: { name, validFrom } }: PinnedRules): z.input<typeof RuleSetName> => ({
  ...{ wardCode, name, validFrom },
})
