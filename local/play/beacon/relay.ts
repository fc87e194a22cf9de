// drand's HTTP API (https://docs.drand.love/developer/http-api), version 1, for the development network.
import type { RestCall } from '../../emulator/aws/scheduler-api.ts'
import type { Reply } from '../../emulator/gateway/problems.ts'
import type { VirtualClock } from '../../emulator/time/clock.ts'
import { beaconOf, latestRoundAt } from './beacons.ts'
import { beaconId, developmentNetwork, groupHash, scheme } from './network.ts'

const json = (body: unknown, cacheControl: string): Reply => ({
  status: 200,
  headers: { 'content-type': 'application/json', 'cache-control': cacheControl },
  body: JSON.stringify(body),
})

const forEver = 'public, max-age=604800, immutable'
const never = 'no-store'

/** Without a body, like drand's own server. `no-store`: the round may exist as soon as the clock is moved. */
const empty = (status: 400 | 404): Reply => ({ status, headers: { 'cache-control': never }, body: '' })

const info = (): Reply => {
  const { chainHash: hash, publicKey, genesisSeconds, periodSeconds } = developmentNetwork
  const names = { hash, groupHash, schemeID: scheme, metadata: { beaconID: beaconId } }
  return json({ public_key: publicKey, period: periodSeconds, genesis_time: genesisSeconds, ...names }, forEver)
}

/** The number 0 asks for the latest beacon, as in drand. */
const beacon = (wanted: string, latest: number): Reply => {
  if (!/^(latest|\d+)$/.test(wanted)) return empty(400)
  const isLatest = wanted === 'latest' || Number(wanted) === 0
  const round = isLatest ? latest : Number(wanted)
  if (round < 1 || round > latest) return empty(404)
  return json(beaconOf(round), isLatest ? never : forEver)
}

/**
 * Answers `/beacon/<chain hash>/info`, `…/public/<round>` and `…/public/latest`; `undefined` for every other path. A round
 * that is not due by the virtual clock, or another chain, gives 404; a round that is not a number gives 400.
 */
export const beaconRelay =
  (clock: Pick<VirtualClock, 'now'>) =>
  ({ path }: RestCall): Reply | undefined => {
    if (!path.startsWith('/beacon/')) return undefined
    const [, chainHash, wanted] = /^\/beacon\/([^/]+)\/(?:info|public\/([^/]+))$/.exec(path) ?? []
    if (chainHash !== developmentNetwork.chainHash) return empty(404)
    return wanted === undefined ? info() : beacon(wanted, latestRoundAt(clock.now()))
  }
