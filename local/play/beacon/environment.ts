// Functions that draw from beacons are pointed to the development network instead of the one their template names.
import { developmentNetwork } from './network.ts'

/** The variables to override, of those that the function has in its template; none for a function that has none. */
export const beaconEnvironment = (
  template: Readonly<Record<string, string>>,
  awsEndpoint: string,
): Readonly<Record<string, string>> => {
  const ours = { BEACON_NETWORK: JSON.stringify(developmentNetwork), BEACON_RELAYS: `${awsEndpoint}/beacon` }
  return Object.fromEntries(Object.entries(ours).filter(([name]) => Object.hasOwn(template, name)))
}
