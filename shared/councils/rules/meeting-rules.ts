// How a ward council meets and decides: dated data. The ordinance of 2022 could be read in part only, so most of it follows
// the Municipalities Act (Gemeentewet, "Gemw") by analogy, and is marked as assumed until a ward confirms it.
import * as z from 'zod'
import { LocalDate, TimeOfDay } from '../../kernel/clock.ts'
import { Line, Prose } from '../../kernel/text.ts'
import { AssumedValues, RuleTerm } from '../../rule-sets/rule-set.ts'

/** The part that must be exceeded: a half means "more than half". */
const Part = z
  .strictObject({ numerator: z.int().min(0).max(100), denominator: z.int().min(1).max(100) })
  .refine(({ numerator, denominator }) => numerator < denominator, {
    path: ['numerator'],
    params: { words: { nl: 'Een deel is kleiner dan het geheel.', en: 'A part is smaller than the whole.' } },
  })
  .meta({ id: 'QuorumPart' })
export type Part = z.infer<typeof Part>

export const MeetingRules = z
  .strictObject({
    name: Line(80),
    validFrom: LocalDate,
    /** Of the sitting members, at the opening of a formal meeting. */
    openingQuorum: Part,
    /** Of the sitting members who are not barred: how many must take part in a vote. */
    votingQuorum: Part,
    /** A meeting that could not open is reconvened; its items then need no quorum. */
    reconvening: z.strictObject({ hoursAfterDelivery: z.int().min(0).max(400) }).meta({ id: 'ReconveningRules' }),
    /** Whether a member may abstain, and whether an abstention counts as taking part. */
    abstaining: z.enum(['not-taking-part', 'taking-part', 'not-allowed']),
    /** Whether a blank vote counts towards the total of a majority. A blank always counts as taking part. */
    blanks: z.enum(['not-cast', 'cast']),
    /** A tie when every member who may vote did vote; any other tie; and a tie after an earlier one on the same item. */
    tie: z
      .strictObject({
        fullAttendance: z.enum(['rejected', 'put-off']),
        otherwise: z.enum(['rejected', 'put-off']),
        again: z.enum(['rejected', 'put-off']),
      })
      .meta({ id: 'TieRules' }),
    /** Votes on persons: how many ballots are held while candidates are equal, and what decides after them. */
    persons: z
      .strictObject({ ballots: z.int().min(1).max(5), isSecret: z.boolean(), tie: z.enum(['lot', 'nobody-elected']) })
      .meta({ id: 'PersonVoteRules' }),
    chair: z.strictObject({ term: RuleTerm, mayBeReelected: z.boolean() }).meta({ id: 'ChairRules' }),
    /** The deadline for registering to speak. */
    speaking: z.strictObject({ daysBefore: z.int().min(0).max(30), time: TimeOfDay }).meta({ id: 'SpeakingRules' }),
    /** The council's means when the ward manager decides on its behalf: how long it may object, and the effect. */
    delegation: z
      .strictObject({
        objectionTerm: RuleTerm,
        /** `agenda`: the decision stands until the council has spoken. `suspended`: what was awarded does not begin before. */
        objectionMeans: z.enum(['agenda', 'suspended']),
      })
      .meta({ id: 'DelegationRules' }),
    /** JSON pointers of values that no source confirms. */
    assumed: AssumedValues,
    source: Prose(500),
  })
  .meta({ id: 'MeetingRules' })
export type MeetingRules = z.infer<typeof MeetingRules>

/** Whether a number is more than this part of all. */
export const isMoreThan = ({ numerator, denominator }: Part, count: number, all: number): boolean =>
  count * denominator > all * numerator

/** The smallest number that is more than this part of all. */
export const leastAbove = ({ numerator, denominator }: Part, all: number): number =>
  Math.floor((all * numerator) / denominator) + 1
