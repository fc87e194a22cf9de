// A running system as somebody outside meets it: its public API, and the local endpoints for tokens and the clock.
import * as z from 'zod'
import { type Client, type Input, type OperationId, type Result, wijkClient } from '../../../client/client.ts'

export type Person = {
  readonly sub: string
  readonly ward?: string
  readonly birthDate?: string
  readonly pseudonym?: string | null
  readonly roles?: readonly string[]
}

type Body<Id extends OperationId> = Extract<Result<Id>, { ok: true }>

export type City = {
  /** `http://127.0.0.1:3000/v1` */
  readonly baseUrl: string
  readonly client: Client
  /** A token for somebody. */
  token(person: Person): Promise<string>
  /** The virtual time. */
  now(): Promise<string>
  /** Lets time pass, in ISO 8601 (`P1D`); jobs due in between run in order. */
  advance(duration: string): Promise<void>
  /** Sets the time, forward. */
  set(instant: string): Promise<void>
  /** Calls an operation that must succeed; a refusal becomes an error with its code. */
  must<Id extends OperationId>(id: Id, input: Input<Id>): Promise<Body<Id>>
}

const Token = z.object({ token: z.string() })
const Clock = z.object({ now: z.string() })

const read = async <Value>(response: Response, schema: z.ZodType<Value>): Promise<Value> => {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`)
  return schema.parse(JSON.parse(text))
}

/** Connects to a system at `http://127.0.0.1:3000`. */
export const connect = (origin: string): City => {
  const client = wijkClient({ baseUrl: `${origin}/v1`, language: 'en' })
  const post = async <Value>(path: string, body: unknown, schema: z.ZodType<Value>) => {
    const response = await fetch(`${origin}/_local/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return read(response, schema)
  }
  return {
    baseUrl: `${origin}/v1`,
    client,
    token: async (person) => (await post('tokens', { roles: [], ...person }, Token)).token,
    now: async () => (await read(await fetch(`${origin}/_local/clock`), Clock)).now,
    advance: async (duration) => void (await post('clock', { advance: duration }, Clock)),
    set: async (instant) => void (await post('clock', { set: instant }, Clock)),
    async must(id, input) {
      const result = await client.call(id, input)
      if (result.ok) return result
      throw new Error(`${id} answered ${result.status} ${result.problem.code}: ${JSON.stringify(result.problem)}`)
    },
  }
}

/** Whether a system answers at this origin. */
export const isRunning = async (origin: string): Promise<boolean> => {
  try {
    return (await fetch(`${origin}/_local/clock`)).ok
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
