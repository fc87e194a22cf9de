// Points functions that draw from beacons to the development network instead of the one in their template.
import { developmentNetwork } from './network.ts'

/** The overrides for those of these variables that the function has in its template; none for other functions. */
export const beaconEnvironment = (
  template: Readonly<Record<string, string>>,
  awsEndpoint: string,
): Readonly<Record<string, string>> => {
  const ours = { BEACON_NETWORK: JSON.stringify(developmentNetwork), BEACON_RELAYS: `${awsEndpoint}/beacon` }
  return Object.fromEntries(Object.entries(ours).filter(([name]) => Object.hasOwn(template, name)))
}
