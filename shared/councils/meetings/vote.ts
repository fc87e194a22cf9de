// A vote on a matter, by name or secret: who may vote, whether enough took part, and the outcome.
import * as z from 'zod'
import { MemberId } from '../../kernel/ids.ts'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import { isMoreThan, leastAbove, type MeetingRules } from '../rules/meeting-rules.ts'

const Count = z.int().min(0).max(1_000)

/** What the members of a council decided about an item. `by-acclamation`: nobody asked for a vote. */
export const Vote = z
  .discriminatedUnion('how', [
    z
      .strictObject({
        how: z.literal('by-name'),
        votes: z
          .array(
            z
              .strictObject({ memberId: MemberId, vote: z.enum(['for', 'against', 'abstained', 'blank']) })
              .meta({ id: 'NamedVote' }),
          )
          .max(100)
          .readonly(),
      })
      .meta({ id: 'VoteByName' }),
    z
      .strictObject({
        how: z.literal('secret'),
        /** Papers in the box; the announced figures must add up to it. */
        handedIn: Count,
        for: Count,
        against: Count,
        blank: Count,
        invalid: Count,
      })
      .meta({ id: 'SecretVote' }),
    z.strictObject({ how: z.literal('by-acclamation') }).meta({ id: 'Acclamation' }),
  ])
  .meta({ id: 'Vote' })
export type Vote = z.infer<typeof Vote>

/** Where a vote is taken. Members are those with a mandate on the day of the meeting. */
export type Floor = {
  readonly sitting: readonly MemberId[]
  readonly present: readonly MemberId[]
  /** Present or not: they may not vote on this item. */
  readonly barred: readonly MemberId[]
  /** An item of a meeting that did not open: it is decided by those present (Gemw 20). */
  readonly needsNoQuorum: boolean
  /** The same item ended in a tie before. */
  readonly hasTiedBefore: boolean
}

/** `tookPart` counts for the quorum, `cast` for the majority. */
export type Tally = {
  readonly for: number
  readonly against: number
  readonly abstained: number
  readonly blank: number
  readonly invalid: number
  readonly tookPart: number
  readonly cast: number
}

export type VoteOutcome = {
  readonly outcome: 'adopted' | 'rejected' | 'put-off'
  readonly because: 'majority' | 'no-majority' | 'tie' | 'nobody-asked-a-vote'
  readonly tally: Tally
}

type VoteCode =
  | 'vote-without-mandate'
  | 'vote-without-presence'
  | 'vote-barred'
  | 'votes-twice'
  | 'abstaining-not-allowed'
  | 'ballots-unaccounted'
  | 'more-ballots-than-members'
  | 'too-few-took-part'
  | 'nobody-may-vote'

/** Members who may vote on the item and are present. */
export const voters = ({ sitting, present, barred }: Floor): readonly MemberId[] =>
  sitting.filter((id) => present.includes(id) && !barred.includes(id))

const objectionToVoter = (floor: Floor, id: MemberId): VoteCode | undefined => {
  if (!floor.sitting.includes(id)) return 'vote-without-mandate'
  if (!floor.present.includes(id)) return 'vote-without-presence'
  return floor.barred.includes(id) ? 'vote-barred' : undefined
}

const none = { for: 0, against: 0, abstained: 0, blank: 0, invalid: 0 }
type Figures = typeof none

const figuresByName = (
  floor: Floor,
  votes: Extract<Vote, { how: 'by-name' }>['votes'],
  { abstaining }: MeetingRules,
): Figures | Refusal<VoteCode> => {
  const figures = { ...none }
  const seen = new Set<MemberId>()
  for (const { memberId, vote } of votes) {
    const objection = objectionToVoter(floor, memberId)
    if (objection !== undefined) return refuse(objection, { memberId })
    if (seen.has(memberId)) return refuse('votes-twice', { memberId })
    if (vote === 'abstained' && abstaining === 'not-allowed') return refuse('abstaining-not-allowed', { memberId })
    seen.add(memberId)
    figures[vote] += 1
  }
  return figures
}

/** Papers are counted before they are read: the announced figures must add up to them, and not exceed the voters. */
export const objectionToBallots = (floor: Floor, handedIn: number, announced: number) => {
  const mayVote = voters(floor).length
  if (handedIn > mayVote) return refuse('more-ballots-than-members', { handedIn, mayVote })
  if (announced !== handedIn)
    return refuse('ballots-unaccounted', { handedIn, announced, difference: handedIn - announced })
  return undefined
}

/** Refuses a vote in which too few took part, unless the item needs no quorum. */
export const objectionToTurnout = (floor: Floor, tookPart: number, { votingQuorum }: MeetingRules) => {
  const mayVote = floor.sitting.filter((id) => !floor.barred.includes(id)).length
  if (floor.needsNoQuorum) return tookPart > 0 ? undefined : refuse('nobody-may-vote')
  if (isMoreThan(votingQuorum, tookPart, mayVote)) return undefined
  return refuse('too-few-took-part', { tookPart, needed: leastAbove(votingQuorum, mayVote) })
}

const figuresOf = (floor: Floor, vote: Vote, rules: MeetingRules): Figures | Refusal<VoteCode> => {
  if (vote.how === 'by-acclamation') return { ...none, for: voters(floor).length }
  if (vote.how === 'by-name') return figuresByName(floor, vote.votes, rules)
  const { for: yes, against, blank, invalid, handedIn } = vote
  const objection = objectionToBallots(floor, handedIn, yes + against + blank + invalid)
  return objection ?? { ...none, for: yes, against, blank, invalid }
}

const tallyOf = (figures: Figures, { abstaining, blanks }: MeetingRules): Tally => {
  const cast = figures.for + figures.against + (blanks === 'cast' ? figures.blank : 0)
  const papers = figures.for + figures.against + figures.blank + figures.invalid
  return { ...figures, cast, tookPart: papers + (abstaining === 'taking-part' ? figures.abstained : 0) }
}

/** Every sitting member who is not barred voted. */
const isFull = (floor: Floor, { tookPart, abstained }: Tally): boolean =>
  abstained === 0 && tookPart === floor.sitting.filter((id) => !floor.barred.includes(id)).length

const tieOf = (floor: Floor, tally: Tally, { tie }: MeetingRules): 'rejected' | 'put-off' => {
  if (isFull(floor, tally)) return tie.fullAttendance
  return floor.hasTiedBefore ? tie.again : tie.otherwise
}

/** The outcome of a vote on a matter. Blanks and abstentions cannot win. */
export const outcomeOf = (floor: Floor, vote: Vote, rules: MeetingRules): VoteOutcome | Refusal<VoteCode> => {
  const figures = figuresOf(floor, vote, rules)
  if ('refused' in figures) return figures
  const tally = tallyOf(figures, rules)
  const objection = objectionToTurnout(floor, tally.tookPart, rules)
  if (objection !== undefined) return objection
  if (vote.how === 'by-acclamation') return { outcome: 'adopted', because: 'nobody-asked-a-vote', tally }
  if (tally.for * 2 > tally.cast) return { outcome: 'adopted', because: 'majority', tally }
  if (tally.cast > 0 && tally.for === tally.against)
    return { outcome: tieOf(floor, tally, rules), because: 'tie', tally }
  return { outcome: 'rejected', because: 'no-majority', tally }
}
