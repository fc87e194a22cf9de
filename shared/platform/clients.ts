// One client for each service and address, made when it is first used: its connections are shared by the whole process.
import type { Environment } from '../kernel/environment.ts'

/** A service as the SDK spells it in `AWS_ENDPOINT_URL_<service>`. */
type Service = 'KMS' | 'S3' | 'SFN' | 'SCHEDULER' | 'EVENTBRIDGE' | 'SQS' | 'SESV2'

export type ClientSettings = { readonly maxAttempts: number; readonly endpoint?: string }

/** How to reach a service: four tries, at the address that the environment gives, where it gives one. */
const settingsOf = (service: Service, environment: Environment): ClientSettings => {
  const endpoint = environment[`AWS_ENDPOINT_URL_${service}`]
  return { maxAttempts: 4, ...(endpoint === undefined ? {} : { endpoint }) }
}

/** Gives the client of an environment: the same for the same address. */
export const clientsOf = <Client>(service: Service, make: (settings: ClientSettings) => Client) => {
  const made = new Map<string | undefined, Client>()
  return (environment: Environment): Client => {
    const settings = settingsOf(service, environment)
    const client = made.get(settings.endpoint) ?? make(settings)
    made.set(settings.endpoint, client)
    return client
  }
}
