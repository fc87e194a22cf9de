// An extension adds the surroundings of the application to the emulator, which itself does not depend on any application.
import type { RestCall } from './aws/scheduler-api.ts'
import type { Endpoint } from './control/control.ts'
import { type GatewayProblem, ownWords, type Reply, type Worded } from './gateway/problems.ts'
import type { VirtualClock } from './time/clock.ts'

export type Extension = {
  /** Variables that override those of a function's template; `awsEndpoint` is the address of `services`. */
  environment(template: Readonly<Record<string, string>>, awsEndpoint: string): Readonly<Record<string, string>>
  /** A service in addition to those of AWS; `undefined` for a path that it does not serve. */
  service(clock: VirtualClock): (call: RestCall) => Reply | undefined
  /** The application's words for a problem of the gateway, in a language of `Accept-Language`. */
  problem(code: GatewayProblem, acceptLanguage: string | undefined): Worded
  /** Endpoints under `/_local`, by method and path. */
  readonly control: Readonly<Record<string, Endpoint>>
}

/** The emulator without extensions. */
export const noExtension: Extension = {
  environment: () => ({}),
  service: () => () => undefined,
  problem: ownWords,
  control: {},
}
