// Errors of the local AWS endpoint, by the names the SDKs know.

/** A refusal that the client's SDK turns into its own exception of this name. */
export class AwsRefusal extends Error {
  readonly status: number
  constructor(code: string, message: string, status = 400) {
    super(message)
    this.name = code
    this.status = status
  }
}

/** What every operation of the endpoint is: parsed body in, answer out. Refuses with AwsRefusal. */
export type Operation = (body: unknown) => unknown

/** The operations of one service, by name. */
export type Operations = Readonly<Record<string, Operation>>
