// Errors of a state machine: a name that Retry and Catch match, and a cause.

/** A failing state. `name` is the error name (`States.Timeout`, or the function's errorType). */
export class StateFailure extends Error {
  override readonly cause: string
  constructor(name: string, cause: string) {
    super(`${name}: ${cause}`)
    this.name = name
    this.cause = cause
  }
}

/** The execution was stopped from outside: Retry and Catch do not apply. */
export class ExecutionStopped extends Error {}
