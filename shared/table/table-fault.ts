// What the table answers, and its refusals under the names that DynamoDB gives them.
import { fromAttributes } from './attribute-values.ts'

/** An answer by its parts, values still as DynamoDB writes them. */
export type Answered = { readonly [part: string]: unknown }

const isObject = (value: unknown): value is Answered => typeof value === 'object' && value !== null
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** Why one action of a transaction may not happen, with the item as it stands, where the table answers it. */
export type CancellationReason = {
  readonly code: string | undefined
  readonly item: Record<string, unknown> | undefined
}

/** A refusal of DynamoDB. `name` is its own word for it (`ConditionalCheckFailedException`). */
export class TableFault extends Error {
  override readonly name: string
  /** In the form in which the SDK's rules of trying again read it. */
  readonly $metadata: { readonly httpStatusCode: number; clockSkewCorrected?: true }
  /** The item that stands where a condition did not hold. */
  readonly item: Record<string, unknown> | undefined
  /** Of a cancelled transaction, one for each action in its order. */
  readonly reasons: readonly CancellationReason[]

  constructor(
    name: string,
    message: string,
    httpStatusCode: number,
    { item, reasons = [] }: Partial<Pick<TableFault, 'item' | 'reasons'>> = {},
  ) {
    super(message)
    this.name = name
    this.$metadata = { httpStatusCode }
    this.item = item
    this.reasons = reasons
  }
}

const parsed = (text: string): Answered => {
  try {
    const value: unknown = JSON.parse(text)
    return isObject(value) ? value : {}
  } catch (error) {
    // Something on the way answers in words of its own.
    if (error instanceof SyntaxError) return {}
    throw error
  }
}

const itemOf = (value: unknown) => (value === undefined || value === null ? undefined : fromAttributes(value))

const reasonsOf = (value: unknown): readonly CancellationReason[] =>
  Array.isArray(value)
    ? value.map((reason: unknown) =>
        isObject(reason)
          ? { code: textOf(reason.Code), item: itemOf(reason.Item) }
          : { code: undefined, item: undefined },
      )
    : []

/** The refusal in an answer. One that does not say its name is a service that is not there, or a request that it cannot read. */
export const faultIn = (
  status: number,
  headers: { readonly [name: string]: string | undefined },
  text: string,
): TableFault => {
  const body = parsed(text)
  const type = textOf(body.__type) ?? headers['x-amzn-errortype']?.split(':')[0]
  const name = type?.replace(/^.*#/, '') ?? (status >= 500 ? 'ServiceUnavailable' : 'UnknownError')
  return new TableFault(name, textOf(body.message) ?? textOf(body.Message) ?? name, status, {
    item: itemOf(body.Item),
    reasons: reasonsOf(body.CancellationReasons),
  })
}

/** An answer of 200. Throws a SyntaxError where it is no JSON. */
export const answerIn = (text: string): Answered => {
  const value: unknown = JSON.parse(text)
  return isObject(value) ? value : {}
}
