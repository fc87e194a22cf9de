// Announces a round: its poll is made and frozen, its budget reserved. A unit of its own, because it wraps keys.
import { enveloped } from '../../events/envelope.ts'
import { dateInCity, type Instant } from '../../shared/kernel/clock.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { announced, budgetYearOf, pollOfRound } from '../../shared/rounds/announcement.ts'
import { announceRound } from '../../shared/rounds/operations.ts'
import { presentRound } from '../../shared/rounds/present.ts'
import type { Round } from '../../shared/rounds/round.ts'
import { getEntries, roundOfPollWrite, roundWrite } from '../../shared/rounds/store.ts'
import { openTable } from '../../shared/table/table.ts'
import { transact } from '../../shared/table/write.ts'
import { announcePoll, type PollConfiguration } from '../../shared/voting/poll/poll.ts'
import { makePollSecrets } from '../../shared/voting/secrecy/poll-keys.ts'
import { announcementWrites } from '../../shared/voting/store.ts'
import { takeFromBudget } from '../../shared/wards/budget-store.ts'
import { getRulesOn } from '../../shared/wards/store.ts'
import { implement, reply, serve } from '../runtime/http.ts'
import { beaconNetwork } from '../voting/lots/beacons.ts'
import { wrapSecrets } from '../voting/secrets.ts'
import { signedPoll } from '../voting/sign-for-the-city.ts'
import { findToManage } from './load.ts'

const table = openTable(process.env)

/** The voting context's "no" in the words of a round. */
const inWordsOfRounds = {
  'poll-already-open': 'window-in-the-past',
  'poll-closes-before-it-opens': 'window-not-valid',
  'poll-cannot-be-counted': 'poll-cannot-be-counted',
} as const

const makePoll = async (configuration: PollConfiguration, now: Instant) => {
  const { keys, secrets } = await makePollSecrets()
  const poll = announcePoll(configuration, keys, beaconNetwork(), now)
  if (poll.refused) return refuse(inWordsOfRounds[poll.code], poll.facts, poll.objections)
  const [signed, wrapped] = await Promise.all([signedPoll(poll.value), wrapSecrets(configuration.pollId, secrets)])
  return { refused: false as const, poll: { ...poll, value: signed }, secrets: wrapped }
}

/** Round, poll, keys, money and events: all in one transaction, or nothing. */
const save = async (
  round: Round,
  made: Extract<Awaited<ReturnType<typeof makePoll>>, { refused: false }>,
  now: Instant,
) => {
  const poll = made.poll.value
  const decision = announced(round, poll)
  const { wardCode, budgetCents } = round
  const money = takeFromBudget({ wardCode, year: budgetYearOf(round), amountCents: budgetCents })
  const result = await transact(
    table,
    [
      roundWrite(decision.value),
      money,
      roundOfPollWrite(round, poll.frozen.pollId),
      ...announcementWrites(poll, made.secrets),
    ],
    [...made.poll.events, ...decision.events].map((each) => enveloped(each, now)),
  )
  if (result.written) return decision
  return result.failed.has(1) && !result.failed.has(0) ? refuse('budget-exhausted') : refuse('changed-meanwhile')
}

const announce = implement(announceRound, async ({ params: { roundId }, caller, now, ifMatch }) => {
  const loaded = await findToManage(table, roundId, caller, ifMatch)
  if (loaded.refused) return loaded
  const { round } = loaded
  const rules = await getRulesOn(table, round.wardCode, dateInCity(now))
  if (rules === undefined) return refuse('no-rules-then')
  const configuration = pollOfRound(round, await getEntries(table, roundId), rules)
  if (configuration.refused) return configuration
  const made = await makePoll(configuration.value, now)
  if (made.refused) return made
  const saved = await save(round, made, now)
  if (saved.refused) return saved
  return reply(200, presentRound(saved.value, now), { version: saved.value.version })
})

export const handler = serve({ announceRound }, { announceRound: announce })
