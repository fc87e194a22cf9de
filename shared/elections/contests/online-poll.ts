// The online poll of a contest: a second way to vote beside the polling stations, on the same roll and in the same window, where
// the rules of the election have it. Its votes are one more source of the count; nobody is elected by them alone.
import type { Instant } from '../../kernel/clock.ts'
import { type ElectionId, PollId, type WardCode } from '../../kernel/ids.ts'
import { derivedId } from '../../kernel/random.ts'
import { refuse } from '../../kernel/refusals.ts'
import { cancelPoll } from '../../voting/poll/announce.ts'
import { currentBallotVersion, type Poll, type PollConfiguration } from '../../voting/poll/poll.ts'
import { RuleConfiguration } from '../../voting/rules/configuration.ts'
import { contests } from '../machine.ts'
import type { Election } from '../planning/election.ts'
import { candidatesOnBallot } from './ballot.ts'
import type { Contest } from './contest.ts'
import type { OnlinePoll } from './online.ts'

/** The online poll of a contest that people can vote in, or could; undefined where everybody votes on paper. */
export const onlinePollOf = (contest: Contest): OnlinePoll | undefined =>
  'online' in contest && contest.online?.isCalledOff === false ? contest.online : undefined

/** One for each list that a session fixed: a list that is corrected gets another poll. */
const pollIdOf = (electionId: ElectionId, wardCode: WardCode, session: number): PollId =>
  PollId.parse(derivedId('poll-of-contest', electionId, wardCode, String(session)))

/** The frozen roll as the poll needs it: its root, and how many stand on it in the ward. */
export type RollOfWard = { readonly root: string; readonly voters: number }
type Listed = { readonly ballotName: string; readonly designation?: { readonly name: string } | undefined }

/** What voters of a ward will be asked online: its candidates in the order drawn. Refuses where the rules have no such poll. */
export const pollOfContest = (
  contest: Contest,
  { id, status, name, rules, calendar }: Election,
  candidates: ReadonlyMap<string, Listed>,
  roll: RollOfWard | undefined,
  now: Instant,
) => {
  const objection = contests.objectionTo('announce-online', contest.status)
  if (objection || contest.status !== 'listed')
    return objection ?? refuse('online-poll-not-possible', { status: contest.status })
  if (status === 'cancelled') return refuse('election-cancelled')
  if (!rules.online) return refuse('online-not-in-rules', { rules: rules.name })
  if (contest.online !== undefined) return refuse('online-poll-announced', { pollId: contest.online.pollId })
  if (contest.list.supply.kind !== 'poll') return refuse('no-vote-needed', { supply: contest.list.supply.kind })
  if (calendar.pollingOpensAt <= now) return refuse('polling-opened', { pollingOpensAt: calendar.pollingOpensAt })
  if (roll === undefined) return refuse('roll-not-frozen-yet')
  if (roll.voters === 0) return refuse('nobody-on-roll')
  const configuration: PollConfiguration = {
    pollId: pollIdOf(id, contest.wardCode, contest.session.number),
    ballotVersion: currentBallotVersion,
    question: name,
    options: candidatesOnBallot(contest).map((candidate) => {
      const listed = candidates.get(candidate)
      if (listed === undefined) throw new Error('A candidate of the ballot is not on the list')
      const summary = listed.designation?.name
      return { id: candidate, title: listed.ballotName, costCents: 0, ...(summary === undefined ? {} : { summary }) }
    }),
    ballotForm: { kind: 'one-choice', isBlankAllowed: true },
    rule: RuleConfiguration.parse({ rule: 'votes_only' }),
    // Nobody is elected by these votes alone: a tie is found in the total, and drawn there.
    lots: 'none',
    electorate: {
      wardCode: contest.wardCode,
      minimumAge: rules.voterAge,
      ageOn: calendar.pollingOn,
      size: roll.voters,
      roll: { electionId: id, root: roll.root },
    },
    opensAt: calendar.pollingOpensAt,
    closesAt: calendar.pollingClosesAt,
  }
  return { refused: false as const, configuration }
}

/** The contest once its online poll is announced. */
export const announceOnline = (contest: Contest, { frozen: { pollId }, configurationHash }: Poll) =>
  contests.take(
    'announce-online',
    contest,
    (it) => ({ ...it, online: { pollId, configurationHash, isCalledOff: false } }),
    pollId,
  )

/** Calls off the online poll of a contest before it opens: from then on everybody votes on paper. */
export const callOffOnline = (contest: Contest, poll: Poll | undefined, now: Instant) => {
  const called = contests.take('call-off-online', contest, (it) =>
    it.online === undefined || it.online.isCalledOff
      ? refuse('no-online-poll', { status: it.status })
      : { ...it, online: { ...it.online, isCalledOff: true } },
  )
  if (called.refused) return called
  if (poll === undefined) throw new Error('The online poll of the contest was not found')
  const cancelled = cancelPoll(poll, now)
  return cancelled.refused
    ? refuse('online-poll-open', { opensAt: poll.frozen.opensAt })
    : { refused: false as const, called, cancelled }
}
