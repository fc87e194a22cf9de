// What a state machine knows as an error: a name to be matched by Retry and Catch, and a cause.

/** A failing state. `name` is the error name (`States.Timeout`, or the function's errorType). */
export class StateFailure extends Error {
  override readonly cause: string
  constructor(name: string, cause: string) {
    super(`${name}: ${cause}`)
    this.name = name
    this.cause = cause
  }
}

/** The execution was stopped from outside: no Retry and no Catch sees it. */
export class ExecutionStopped extends Error {}
