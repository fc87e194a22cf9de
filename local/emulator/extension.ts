// What whoever starts the emulator adds to it: a world around the application, of which the emulator itself knows nothing.
import type { RestCall } from './aws/scheduler-api.ts'
import type { Endpoint } from './control/control.ts'
import type { Reply } from './gateway/problems.ts'
import type { VirtualClock } from './time/clock.ts'

export type Extension = {
  /** Variables that override those of a function's template; `awsEndpoint` is where `services` answer. */
  environment(template: Readonly<Record<string, string>>, awsEndpoint: string): Readonly<Record<string, string>>
  /** A service beside those of AWS; `undefined` when a path is not its own. */
  service(clock: VirtualClock): (call: RestCall) => Reply | undefined
  /** Endpoints under `/_local`, by method and path. */
  readonly control: Readonly<Record<string, Endpoint>>
}

/** The emulator by itself. */
export const noExtension: Extension = {
  environment: () => ({}),
  service: () => () => undefined,
  control: {},
}
