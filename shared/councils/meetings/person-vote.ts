// A vote on persons: secret ballots until somebody has the majority of the votes cast, or a lot decides between equals.
import * as z from 'zod'
import { type Refusal, refuse } from '../../kernel/refusals.ts'
import type { MeetingRules } from '../rules/meeting-rules.ts'
import { type Floor, objectionToBallots, objectionToTurnout } from './vote.ts'

const Count = z.int().min(0).max(1_000)
const Name = z.string().min(1).max(120)

/** One ballot as it was announced. `against`: papers against the only candidate. */
export const PersonBallot = z
  .strictObject({
    handedIn: Count,
    votes: z.record(Name, Count),
    against: Count,
    blank: Count,
    invalid: Count,
  })
  .meta({ id: 'PersonBallot' })
export type PersonBallot = z.infer<typeof PersonBallot>

/** The state of an election after its ballots. `between` is in the order of the nomination. */
export type Election =
  | { readonly stands: 'elected'; readonly person: string; readonly by: 'majority' | 'lot' }
  | { readonly stands: 'not-elected' }
  | { readonly stands: 'ballot-needed'; readonly between: readonly string[] }
  /** `among`: a lot decides who is elected, or who goes to a ballot with the leader. */
  | { readonly stands: 'lot-needed'; readonly between: readonly string[]; readonly leader: string | undefined }

type ElectionCode =
  | 'ballots-unaccounted'
  | 'more-ballots-than-members'
  | 'too-few-took-part'
  | 'nobody-may-vote'
  | 'not-nominated'
  | 'ballot-not-asked'
  | 'lot-not-asked'

const votesFor = ({ votes }: PersonBallot, person: string): number => votes[person] ?? 0

/** The state after a ballot between these persons, the `number`th one. */
const afterBallot = (
  between: readonly string[],
  ballot: PersonBallot,
  number: number,
  rules: MeetingRules,
): Election => {
  const cast = between.reduce((sum, person) => sum + votesFor(ballot, person), 0) + ballot.against
  const winner = between.find((person) => votesFor(ballot, person) * 2 > cast)
  if (winner !== undefined) return { stands: 'elected', person: winner, by: 'majority' }
  if (between.length === 1) return { stands: 'not-elected' }
  const places = [...new Set(between.map((person) => votesFor(ballot, person)))].toSorted((a, b) => b - a)
  const at = (place: number) => between.filter((person) => votesFor(ballot, person) === places[place])
  const [first, second] = [at(0), at(1)]
  const isLast = number >= rules.persons.ballots
  const isEnd = isLast && rules.persons.tie === 'nobody-elected'
  if (isEnd && (first.length > 1 || second.length > 1)) return { stands: 'not-elected' }
  if (first.length > 1)
    return isLast
      ? { stands: 'lot-needed', between: first, leader: undefined }
      : { stands: 'ballot-needed', between: first }
  if (second.length > 1 && isLast) return { stands: 'lot-needed', between: second, leader: first[0] }
  return { stands: 'ballot-needed', between: between.filter((person) => [...first, ...second].includes(person)) }
}

const objectionToBallot = (floor: Floor, between: readonly string[], ballot: PersonBallot, rules: MeetingRules) => {
  const stranger = Object.keys(ballot.votes).find((person) => !between.includes(person))
  if (stranger !== undefined) return refuse('not-nominated')
  if (ballot.against > 0 && between.length > 1) return refuse('not-nominated')
  const announced = Object.values(ballot.votes).reduce((sum, count) => sum + count, 0)
  const { handedIn, against, blank, invalid } = ballot
  return (
    objectionToBallots(floor, handedIn, announced + against + blank + invalid) ??
    objectionToTurnout(floor, handedIn, rules)
  )
}

/** The steps of an election in order: a ballot, or a lot that was drawn. */
export const ElectionMove = z.discriminatedUnion('move', [
  z.strictObject({ move: z.literal('ballot'), ballot: PersonBallot }).meta({ id: 'PersonBallotMove' }),
  z
    .strictObject({ move: z.literal('lot'), drawn: Name, drawnBy: z.string().min(1).max(120).optional() })
    .meta({ id: 'PersonLotMove' }),
])
export type ElectionMove = z.infer<typeof ElectionMove>

const isOver = ({ stands }: Election): boolean => stands === 'elected' || stands === 'not-elected'

const afterLot = (standing: Election, drawn: string): Election | Refusal<ElectionCode> => {
  if (standing.stands !== 'lot-needed') return refuse('lot-not-asked')
  if (!standing.between.includes(drawn)) return refuse('not-nominated')
  return standing.leader === undefined
    ? { stands: 'elected', person: drawn, by: 'lot' }
    : { stands: 'ballot-needed', between: [standing.leader, drawn] }
}

/** Where an election stands after these moves. A move that nothing asked for is refused: nobody votes on until it suits. */
export const electionAfter = (
  floor: Floor,
  nominated: readonly string[],
  moves: readonly ElectionMove[],
  rules: MeetingRules,
): Election | Refusal<ElectionCode> => {
  let standing: Election = { stands: 'ballot-needed', between: nominated }
  let ballots = 0
  for (const each of moves) {
    if (isOver(standing)) return refuse('ballot-not-asked')
    if (each.move === 'lot') {
      const after = afterLot(standing, each.drawn)
      if ('refused' in after) return after
      standing = after
      continue
    }
    if (standing.stands !== 'ballot-needed') return refuse('ballot-not-asked')
    const objection = objectionToBallot(floor, standing.between, each.ballot, rules)
    if (objection !== undefined) return objection
    ballots += 1
    standing = afterBallot(standing.between, each.ballot, ballots, rules)
  }
  return standing
}
