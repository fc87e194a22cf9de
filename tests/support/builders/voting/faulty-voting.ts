// Voting with an engine in front of which faults can be injected, and voters whose requests can be sent again.
import { vi } from 'vitest'
import type { Poll } from '../../../../shared/voting/poll/poll.ts'
import { type FaultyEngine, startFaultyEngine } from '../../engine/faults.ts'
import { mintPermit, privateKeyOf, resident, secretsNamed, whileOpen } from './polls.ts'
import {
  ballotOf,
  itemsUnder,
  openBallots,
  requests,
  setClock,
  someBlindedMessage,
  startFunctions,
  startVoting,
  type Voting,
} from './voting.ts'

/** An answer that asks to try again later. */
export const busy = { status: 503, headers: { 'retry-after': '3' }, body: { code: 'busy' } }

/** All of voting on fresh tables behind a proxy. Random pauses between retries take a thousandth of their time; timeouts do not. */
export const startFaultyVoting = async () => {
  const { random } = Math
  vi.spyOn(Math, 'random').mockImplementation(() => random() / 1_000)
  const engine: FaultyEngine = await startFaultyEngine()
  let voting: Voting = await startVoting(engine.endpoint)
  const key = privateKeyOf(await secretsNamed())
  return {
    engine,
    get voting() {
      return voting
    },
    /** Starts the functions again, without cached data. */
    startCold: () => {
      voting = { ...voting, functions: startFunctions(voting.environment) }
    },
    /** Ends the faults, and returns to the moment at which polls are open. */
    mend: () => {
      engine.choose = () => undefined
      setClock(whileOpen)
    },
    stop: async () => {
      vi.restoreAllMocks()
      await Promise.all([voting.stop(), engine.stop()])
    },
    permitOf: () => mintPermit(key),
    roll: (poll: Poll) => itemsUnder(voting.table, `POLL#${poll.frozen.pollId}#ROLL`),
    /** The ballots, opened: sealing the same ballot again gives other bytes. */
    box: async (poll: Poll) => openBallots(poll, await itemsUnder(voting.box, `POLL#${poll.frozen.pollId}#BOX#`)),
    /** Operation and table of each call of the engine during this work, sorted. */
    callsDuring: async (work: () => Promise<unknown>) => {
      engine.calls.length = 0
      await work()
      return engine.calls
        .map(({ operation, tables }) => `${operation} ${tables.map((name) => name.split('-')[0])}`)
        .sort()
    },
    /** A voter's requests for a permit and for casting a ballot. Each can be sent again. */
    voter: async (poll: Poll, name = 'anna') => {
      const blindedMessage = someBlindedMessage()
      const ballot = ballotOf(poll, mintPermit(key), { options: ['bench'] })
      return {
        takePermit: () => requests(voting).permit(poll, blindedMessage, resident(name)),
        cast: () => requests(voting).castBody(poll, ballot),
      }
    },
  }
}
export type FaultyVoting = Awaited<ReturnType<typeof startFaultyVoting>>
export type Voter = Awaited<ReturnType<FaultyVoting['voter']>>
