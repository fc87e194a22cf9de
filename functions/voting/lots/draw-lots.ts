// Every few minutes: asks the public relays for the beacons that are due, and records genuine ones. Only the
// network's signature counts, whatever a relay answers.
import * as z from 'zod'
import { type Instant, plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { type Environment, required } from '../../../shared/kernel/environment.ts'
import { changeOf, save } from '../../../shared/table/save.ts'
import { openTable, type Table } from '../../../shared/table/table.ts'
import { type BeaconNetwork, beaconNetworkOf, beaconRandomness } from '../../../shared/voting/lots/beacon.ts'
import { BeaconEvidence } from '../../../shared/voting/lots/lots.ts'
import { awaitsBeacon, beaconAwaitedFrom, recordLots } from '../../../shared/voting/lots/lots-of-poll.ts'
import { isGenuine } from '../../../shared/voting/lots/published-draw.ts'
import type { PollIn } from '../../../shared/voting/poll/poll.ts'
import { keptPolls, listPollsAwaitingBeacon } from '../../../shared/voting/store.ts'
import { faultFacts, log } from '../../runtime/log.ts'
import { task } from '../../runtime/task.ts'

/** The relays of a network: base addresses (drand's HTTP API), in the order in which they are asked. */
type Relays = { readonly network: BeaconNetwork; readonly addresses: readonly string[] }

const relaysOf = (environment: Environment): Relays => ({
  network: beaconNetworkOf(environment),
  addresses: required(environment, 'BEACON_RELAYS').split(','),
})

const patienceMilliseconds = 5_000
const lateAfterMilliseconds = 15 * 60_000

const longestAnswer = 4_096

const Answer = z.object({ signature: z.string() })

/** The text of an answer; nothing if it is too long to be a beacon. */
const readShort = async (response: Response): Promise<string | undefined> => {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of response.body ?? []) {
    length += piece.length
    if (length > longestAnswer) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString()
}

/** One relay's answer for a round; undefined if it is not a genuine beacon. */
const askRelay = async (relay: string, network: BeaconNetwork, round: number): Promise<BeaconEvidence | undefined> => {
  const address = `${relay}/${network.chainHash}/public/${round}`
  const response = await fetch(address, { signal: AbortSignal.timeout(patienceMilliseconds), redirect: 'error' })
  const text = await readShort(response)
  const answer = response.ok && text !== undefined ? Answer.safeParse(JSON.parse(text)) : undefined
  if (!answer?.success) return undefined
  const { signature } = answer.data
  const randomness = Buffer.from(beaconRandomness(Buffer.from(signature, 'hex'))).toString('hex')
  const { chainHash } = network
  const evidence = BeaconEvidence.safeParse({ source: 'drand', chainHash, round, signature, randomness })
  return evidence.success && isGenuine(evidence.data, network) ? evidence.data : undefined
}

const findBeacon = async ({ network, addresses }: Relays, round: number): Promise<BeaconEvidence | undefined> => {
  for (const relay of addresses)
    try {
      const evidence = await askRelay(relay, network, round)
      if (evidence !== undefined) return evidence
      log.warn('beacon-not-found', { round })
    } catch (fault) {
      log.warn('relay-failed', { round, ...faultFacts(fault) })
    }
  return undefined
}

type FindBeacon = (round: number) => Promise<BeaconEvidence | undefined>

/** Asks once for each round: the polls of a whole city close together, and each silent relay takes seconds. */
const findEachOnce = (relays: Relays): FindBeacon => {
  const asked = new Map<number, ReturnType<FindBeacon>>()
  return (round) => {
    const finding = asked.get(round) ?? findBeacon(relays, round)
    asked.set(round, finding)
    return finding
  }
}

/** Records the beacon of a poll, if there is one and nobody was quicker. */
const draw = async (
  table: Table,
  poll: PollIn<'awaiting-lots'>,
  find: FindBeacon,
  now: Instant,
): Promise<'recorded' | 'quicker' | 'no-beacon'> => {
  const { lots } = poll.frozen
  const evidence = lots.source === 'drand' && beaconAwaitedFrom(poll) !== undefined ? await find(lots.round) : undefined
  if (evidence === undefined || !awaitsBeacon(poll, evidence)) return 'no-beacon'
  const recorded = recordLots(poll, { evidence })
  if (recorded.refused) return 'quicker'
  return (await save(table, now, changeOf(keptPolls, recorded))).refused ? 'quicker' : 'recorded'
}

/** A beacon comes within seconds. Without one, or with one older than the count, the result waits for a session in public. */
const isLate = (poll: PollIn<'awaiting-lots'>, now: Instant): boolean => {
  const from = beaconAwaitedFrom(poll)
  return from === undefined || now > plusMilliseconds(from, lateAfterMilliseconds)
}

export const start = (environment: Environment) => {
  const table = openTable(environment)
  const relays = relaysOf(environment)
  return task({
    name: 'draw-lots',
    input: z.unknown(),
    output: z.object({ drawn: z.int() }),
    facts: () => ({}),
    run: async (_, now) => {
      let drawn = 0
      let late = 0
      const find = findEachOnce(relays)
      for (const poll of await listPollsAwaitingBeacon(table, now)) {
        // The index may lag behind: skip polls whose lots are drawn already.
        if (poll.status !== 'awaiting-lots') continue
        const { pollId } = poll.frozen
        try {
          const outcome = await draw(table, poll, find, now)
          if (outcome === 'recorded') drawn += 1
          if (outcome === 'no-beacon' && isLate(poll, now)) late += 1
        } catch (fault) {
          late += 1
          log.error('lots-not-drawn', { pollId, ...faultFacts(fault) })
        }
      }
      if (late > 0) throw new Error(`Lots of ${late} polls could not be drawn`)
      return { drawn }
    },
  })
}
