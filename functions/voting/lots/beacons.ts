// Which network of beacons lots are drawn from, and where its beacons can be had: fixed for each stage.
import { BeaconNetwork } from '../../../shared/voting/lots/beacon.ts'
import { required } from '../environment.ts'

/** The network, as `BEACON_NETWORK` says in JSON. */
export const beaconNetwork = (): BeaconNetwork => BeaconNetwork.parse(JSON.parse(required('BEACON_NETWORK')))

/** Base addresses of relays (drand's HTTP API), in the order in which they are asked. */
export const beaconRelays = (): readonly string[] => required('BEACON_RELAYS').split(',')
