// The rules for resident initiatives are dated data: Rotterdam changed them three times in two years. A rule set contains
// everything that may differ by ward and date, and is pinned in each case when it starts.
import * as z from 'zod'
import { LocalDate } from '../../kernel/clock.ts'
import { Cents } from '../../kernel/money.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { AssumedValues } from '../../rule-sets/rule-set.ts'

/** Who decides. `municipality`: its officials after a check; in the system the ward manager acts for them. */
export const Decider = z.enum(['residents', 'ward-council', 'ward-manager', 'municipality']).meta({ id: 'Decider' })
export type Decider = z.infer<typeof Decider>

const Days = z.int().min(0).max(400)
const Age = z.int().min(0).max(120)

/**
 * How initiatives of one size are decided. `decisionTermDays` runs from submission; `longestTermDays` is the whole term
 * including its extension; both are null if the calendar of the rounds is the term.
 */
const SizeRules = z
  .strictObject({
    decidedBy: Decider,
    /** All year, first come first served, or together in budget rounds. */
    handling: z.enum(['continuous', 'rounds']).meta({ id: 'Handling' }),
    advisedBy: z
      .array(z.enum(['ward-council', 'ward-networker', 'opzoomer-mee']).meta({ id: 'Adviser' }))
      .max(3)
      .readonly(),
    /** The conditions under which somebody else may decide on behalf of the decider; null if there is no mandate. */
    mandateConditions: z.strictObject({ nl: Prose(500), en: Prose(500) }).nullable(),
    decisionTermDays: Days.nullable(),
    longestTermDays: Days.nullable(),
  })
  .refine(({ decisionTermDays: term, longestTermDays: longest }) => (term ?? 0) <= (longest ?? term ?? 0), {
    path: ['longestTermDays'],
    params: {
      words: {
        nl: 'De langste termijn is korter dan de gewone termijn.',
        en: 'The longest term is shorter than the ordinary one.',
      },
    },
  })
  .refine(({ decisionTermDays: term, longestTermDays: longest }) => term !== null || longest === null, {
    path: ['longestTermDays'],
    params: { words: { nl: 'Er is geen termijn om te verlengen.', en: 'There is no term to extend.' } },
  })
  .refine(({ decidedBy, handling }) => decidedBy !== 'residents' || handling === 'rounds', {
    path: ['handling'],
    params: {
      words: {
        nl: 'Bewoners beslissen in een budgetronde. Kies bij `handling` voor `rounds`.',
        en: 'Residents decide in rounds: choose rounds for handling.',
      },
    },
  })
  .meta({ id: 'SizeRules' })

/** The vote of residents. `minimumVotes`: an initiative with fewer gets nothing. */
const Voting = z
  .discriminatedUnion('isOn', [
    z.strictObject({ isOn: z.literal(false) }),
    z.strictObject({
      isOn: z.literal(true),
      votesPerPerson: z.int().min(1).max(500),
      minimumVotes: z.int().min(0).max(1_000_000),
      minimumAge: Age,
      /** The minimum length of a vote. If absent, a vote shorter than a day only gives a warning. */
      shortestWindowHours: z.int().min(1).max(2_208).optional(),
      /** The treatment of an initiative that asks more than the whole budget of a round; a warning by default. */
      dearEntries: z.enum(['refuse', 'warn']).optional().meta({ id: 'DearEntries' }),
    }),
  ])
  .meta({ id: 'VotingRules' })

/** A rule set for initiatives. Amounts in cents: up to `smallUpToCents` an initiative is small, above it large. */
export const InitiativeRules = z
  .strictObject({
    regime: Line(80),
    validFrom: LocalDate,
    smallUpToCents: Cents,
    maximumCents: Cents,
    small: SizeRules,
    large: SizeRules,
    voting: Voting,
    /** Minimum days between submission and the start of the activity. */
    leadTimeDays: Days,
    /** The number of other residents of the ward who must support an initiative before it is admitted. */
    supporters: z.strictObject({ required: z.int().min(0).max(100), minimumAge: Age }).meta({ id: 'SupporterRules' }),
    contactMinimumAge: Age,
    /** Weeks in which an applicant may object to a refusal; six by default (General Administrative Law Act, Awb 6:7). */
    objectionTermWeeks: z.int().min(1).max(26).optional(),
    /** Days within which the activity must begin, after the award or its planned start; 182 by default. */
    beginTermDays: Days.min(1).optional(),
    /** JSON pointers of values that no source confirms: our reading, to be confirmed by the ward. */
    assumed: AssumedValues,
    source: Prose(500),
  })
  .refine(({ smallUpToCents, maximumCents }) => smallUpToCents <= maximumCents, {
    path: ['smallUpToCents'],
    params: {
      words: {
        nl: 'De grens voor kleine initiatieven ligt boven het maximum.',
        en: 'The limit of small initiatives is above the maximum.',
      },
    },
  })
  .refine(
    ({ small, large, voting }) => voting.isOn || (small.decidedBy !== 'residents' && large.decidedBy !== 'residents'),
    {
      path: ['voting', 'isOn'],
      params: {
        words: { nl: 'Bewoners kunnen niet beslissen zonder stemming.', en: 'Residents cannot decide without a vote.' },
      },
    },
  )
export type InitiativeRules = z.infer<typeof InitiativeRules>

export type InitiativeSize = 'small' | 'large'

/** The size of an initiative of this amount under these rules. */
export const sizeOf = (rules: Pick<InitiativeRules, 'smallUpToCents'>, amountCents: number): InitiativeSize =>
  amountCents <= rules.smallUpToCents ? 'small' : 'large'
