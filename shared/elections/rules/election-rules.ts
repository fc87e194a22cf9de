// The rules of a ward-council election are dated data: 2022 had only personal votes, 2026 also lists. A rule set is
// pinned in an election when it is created, so that an old election keeps its own rules.
import * as z from 'zod'
import { LocalDate, TimeOfDay } from '../../kernel/clock.ts'

/** Days from polling day; negative: before it. */
const Offset = z.int().min(-400).max(400)
const Days = z.int().min(1).max(400)
const Percent = z.int().min(0).max(100)

/** The dates of an election, by their distance to polling day, and the clock times fixed by law. */
const CalendarRules = z
  .strictObject({
    nominationOpensDays: Offset,
    nominationOpensTime: TimeOfDay,
    nominationClosesDays: Offset,
    nominationClosesTime: TimeOfDay,
    /** The public session in which the nominations are judged. */
    sessionDays: Offset,
    /** The lot for the order on the ballot. */
    ballotLotDays: Offset,
    /** The last day of appeal against the session. */
    appealDays: Offset,
    /** Nomination day of the municipal council: residents of the ward on that day may vote there. */
    residencyDays: Offset,
    /** Opening hours of polling stations; with early voting, from its first day on. */
    earlyVotingDays: Offset,
    pollingOpensTime: TimeOfDay,
    pollingClosesTime: TimeOfDay,
    /** The day on which the result is expected to be established. */
    resultDays: Offset,
    /**
     * The term begins on the nth such weekday (1 Monday to 7 Sunday) after the day the result is established. `runsOn`: it ends
     * only when the next council starts, even after its years. Otherwise its years are its end, unless the next council is
     * elected by then.
     */
    term: z.strictObject({
      nth: z.int().min(1).max(20),
      weekday: z.int().min(1).max(7),
      years: z.int().min(1).max(8),
      runsOn: z.boolean().default(true),
    }),
  })
  .meta({ id: 'ElectionCalendarRules' })
export type CalendarRules = z.infer<typeof CalendarRules>

/**
 * Seats. A ward may have `fewestSeats` to `mostSeats`; with fewer candidates the seats fall to their number, but
 * not below `fewestWhenReduced`; with fewer candidates than that, residents are drawn (or seats stay vacant).
 */
const SeatRules = z
  .strictObject({
    fewestSeats: z.int().min(1).max(60),
    mostSeats: z.int().min(1).max(60),
    fewestWhenReduced: z.int().min(1).max(60),
    belowThat: z.enum(['lottery', 'vacant']),
  })
  .meta({ id: 'ElectionSeatRules' })
export type SeatRules = z.infer<typeof SeatRules>

/** Winners by their own votes. `allAtZero`: nobody got a vote. */
export const PersonalRules = z
  .strictObject({
    method: z.literal('personal'),
    allAtZero: z.enum(['electable', 'vacant']),
  })
  .meta({ id: 'PersonalAllocation' })
export type PersonalRules = z.infer<typeof PersonalRules>

/**
 * Winners by list. Councils with fewer than `averagesFromSeats` seats give the remainder seats by largest remainders, to
 * lists with at least `remainderThresholdPercent` of the quota; larger ones by highest averages (Kieswet P 7, P 8).
 * `absoluteMajority`: P 9. A candidate with more than the preference percentage of the quota precedes the list's order.
 */
export const ListRules = z
  .strictObject({
    method: z.literal('lists'),
    averagesFromSeats: z.int().min(1).max(100),
    remainderThresholdPercent: Percent,
    absoluteMajority: z.boolean(),
    preferencePercentBelow: Percent,
    preferencePercentFrom: Percent,
  })
  .meta({ id: 'ListAllocation' })
export type ListRules = z.infer<typeof ListRules>

/** Succession to a vacant seat. Terms run to the end of the last day. */
const SuccessionRules = z
  .strictObject({
    offerWithinDays: Days,
    answerWithinDays: Days,
    answerWithinDaysAfterElection: Days,
    /** If no candidate is left. */
    listExhausted: z.enum(['lottery', 'vacant']),
  })
  .meta({ id: 'SuccessionRules' })
export type SuccessionRules = z.infer<typeof SuccessionRules>

/** A lottery among residents. `answerWithinDays`: for whoever was drawn, to the end of the last day. */
const LotteryRules = z.strictObject({ answerWithinDays: Days }).meta({ id: 'LotteryRules' })
export type LotteryRules = z.infer<typeof LotteryRules>
/** Who can order that the votes of a ward are counted again: the electoral committee, the municipal council, or a court. */
export const RecountBody = z
  .enum(['central-electoral-committee', 'municipal-council', 'court'])
  .meta({ id: 'RecountBody' })
export type RecountBody = z.infer<typeof RecountBody>

/**
 * A recount: who can order it, and until how many days after the day the result was established. `takenSeats`: what happens
 * to somebody who took a seat and no longer wins it: an officer reviews the seat, or the member keeps it (Kieswet V 13).
 */
const RecountRules = z
  .strictObject({
    orderedBy: z.array(RecountBody).max(3).readonly(),
    orderWithinDays: Days,
    takenSeats: z.enum(['reviewed', 'kept']),
  })
  .meta({ id: 'ElectionRecountRules' })
export type RecountRules = z.infer<typeof RecountRules>

/**
 * When a count is implausible. Blank or invalid: from this share of the votes cast, and from a minimum number, because in a
 * small station one ballot is already a large share. A difference between admitted and cast: both limits reached.
 */
export const CountRules = z
  .strictObject({
    unusualPercent: Percent,
    unusualAtLeast: z.int().min(0).max(1_000),
    differencePercent: Percent,
    differenceAtLeast: z.int().min(0).max(1_000),
    /** The number of proxies that one voter may carry. */
    proxiesPerVoter: z.int().min(0).max(10),
  })
  .meta({ id: 'CountRules' })
export type CountRules = z.infer<typeof CountRules>

/** A rule set of an election. */
export const ElectionRules = z.strictObject({
  name: z.string().min(1).max(80),
  validFrom: LocalDate,
  calendar: CalendarRules,
  /** The minimum age on polling day for candidates and voters. */
  candidateAge: z.int().min(12).max(30),
  voterAge: z.int().min(12).max(30),
  /**
   * Which day counts where the register knows no day of birth, or no month: the last that is possible, so that nobody votes who
   * may be too young; or the first.
   */
  unknownBirthDay: z.enum(['last-possible', 'first-possible']).default('last-possible'),
  /** Whether a candidate must say where they live, so that the ward is checked at entry. */
  addressAtNomination: z.enum(['optional', 'required']).default('optional'),
  /** Collective lists besides persons. */
  lists: z.boolean(),
  /** Whether voters on the roll can also vote online. */
  online: z.boolean().default(false),
  seats: SeatRules,
  allocation: z.discriminatedUnion('method', [PersonalRules, ListRules]),
  succession: SuccessionRules,
  // 72 hours in the experiment of 2018; nothing was found since.
  lottery: LotteryRules.default({ answerWithinDays: 3 }),
  count: CountRules,
  /** Absent where no recount can be ordered. */
  recount: RecountRules.optional(),
  /** JSON pointers of values that no source confirms: our reading, to be confirmed by the city. */
  assumed: z
    .array(
      z
        .string()
        .max(100)
        .regex(/^(\/[A-Za-z]+)+$/),
    )
    .max(60)
    .readonly(),
  source: z.string().min(1).max(500),
})
export type ElectionRules = z.infer<typeof ElectionRules>
