// Errors of the local AWS endpoint, with the names that the SDKs expect.

/** A refusal that the client's SDK turns into its own exception of this name. */
export class AwsRefusal extends Error {
  readonly status: number
  constructor(code: string, message: string, status = 400) {
    super(message)
    this.name = code
    this.status = status
  }
}

/** An operation of the endpoint: parsed body in, answer out. Throws AwsRefusal. */
export type Operation = (body: unknown) => unknown

/** The operations of one service, by name. */
export type Operations = Readonly<Record<string, Operation>>
