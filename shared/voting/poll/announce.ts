// Before a poll opens: its configuration is fixed and hashed, signed by the city, announced; moved or called off.
import type { Instant, Window } from '../../kernel/clock.ts'
import { plusMilliseconds } from '../../kernel/clock.ts'
import { digestOf } from '../../kernel/digest.ts'
import { accept, type Decision, refuse } from '../../kernel/refusals.ts'
import type { CitySignature } from '../evidence/city-signature.ts'
import { type BeaconNetwork, beaconRoundAfterClose } from '../lots/beacon.ts'
import type { FixedLots, LotSource } from '../lots/lots.ts'
import { polls } from '../machine.ts'
import { type FrozenPoll, inFlightMilliseconds, type Poll, type PollConfiguration, type PollKeys } from './poll.ts'
import { pollProblems } from './poll-problems.ts'

/** The fixed configuration of a poll, to be signed by the city before it is announced or moved. */
export type Freeze = Pick<Poll, 'frozen' | 'configurationHash' | 'shards'>

/** About 2,000 voters a shard: a partition takes 1,000 writes a second, and a small poll is counted with one read. */
export const shardsFor = (electorateSize: number): number =>
  Math.min(256, 2 ** Math.ceil(Math.log2(Math.max(1, electorateSize / 2_000))))

/** The source of the lots, with all that must be known beforehand: of a beacon its round. */
const fixLots = (source: LotSource, closesAt: Instant, network: BeaconNetwork): FixedLots =>
  source === 'drand'
    ? { source, chainHash: network.chainHash, round: beaconRoundAfterClose(closesAt, network) }
    : { source }

/** Fixes the configuration of a poll. Refuses one that could not be counted. */
export const freezePoll = (
  configuration: PollConfiguration,
  keys: PollKeys,
  network: BeaconNetwork,
  now: Instant,
): Decision<Freeze, never, 'poll-already-open' | 'poll-closes-before-it-opens' | 'poll-cannot-be-counted'> => {
  if (configuration.opensAt <= now) return refuse('poll-already-open')
  if (configuration.closesAt <= configuration.opensAt) return refuse('poll-closes-before-it-opens')
  const problems = pollProblems(configuration)
  if (problems.length > 0) return refuse('poll-cannot-be-counted', {}, problems)
  const frozen: FrozenPoll = {
    ...configuration,
    ...keys,
    lots: fixLots(configuration.lots, configuration.closesAt, network),
  }
  return accept({ frozen, configurationHash: digestOf(frozen), shards: shardsFor(configuration.electorate.size) })
}

/** Announces a fixed poll, with the city's signature of its hash. */
export const announcePoll = (freeze: Freeze, configurationSignature: CitySignature, now: Instant) =>
  polls.begin('announce', { ...freeze, configurationSignature, announcedAt: now })

/** A change this close to the opening could be written while somebody votes under the old window. */
const isAboutToOpen = ({ frozen }: Poll, now: Instant) => frozen.opensAt <= plusMilliseconds(now, inFlightMilliseconds)

/** Fixes another window for a poll that is not about to open; the hash changes with it. */
export const freezeAnew = (
  poll: Poll,
  window: Window,
  network: BeaconNetwork,
  now: Instant,
): Decision<Freeze, never, 'poll-not-announced' | 'poll-already-open' | 'poll-closes-before-it-opens'> => {
  if (poll.status === 'cancelled') return refuse('poll-not-announced', { status: poll.status })
  if (isAboutToOpen(poll, now) || window.opensAt <= now) return refuse('poll-already-open')
  if (window.closesAt <= window.opensAt) return refuse('poll-closes-before-it-opens')
  const lots = fixLots(poll.frozen.lots.source, window.closesAt, network)
  const frozen: FrozenPoll = { ...poll.frozen, opensAt: window.opensAt, closesAt: window.closesAt, lots }
  return accept({ frozen, configurationHash: digestOf(frozen), shards: poll.shards })
}

/** Moves a poll to the window it was fixed for, with the city's signature of the new hash. */
export const reschedulePoll = (poll: Poll, freeze: Freeze, configurationSignature: CitySignature) =>
  polls.take('reschedule', poll, (it) => ({ ...it, ...freeze, configurationSignature }))

/** Calls off a poll that is not about to open. */
export const cancelPoll = (poll: Poll, now: Instant) =>
  polls.take('cancel', poll, (it) => (isAboutToOpen(it, now) ? refuse('poll-already-open') : it))

/**
 * Calls off a poll whose purpose is gone, open or not: it takes no more votes, and those that were cast are never counted. Undefined
 * where there is nothing to stop: a poll that has closed is counted and published as it was held.
 */
export const stopPoll = (poll: Poll | undefined, now: Instant) => {
  if (poll === undefined || poll.frozen.closesAt <= now) return undefined
  const stopped = polls.take('cancel', poll, (it) => it)
  return stopped.refused ? undefined : stopped
}
