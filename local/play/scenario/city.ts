// A running system seen from outside: its public API, and its additional abilities.
import * as z from 'zod'
import { type Client, type Input, type OperationId, type Result, wijkClient } from '../../../client/client.ts'
import type { LocalSystem } from '../../emulator/system.ts'

export type Person = {
  readonly sub: string
  readonly ward?: string | undefined
  readonly birthDate?: string | undefined
  readonly pseudonym?: string | null | undefined
  readonly roles?: readonly string[] | undefined
}

type Body<Id extends OperationId> = Extract<Result<Id>, { ok: true }>

/** Abilities that only some cities have. A play checks before it relies on one. */
export type Abilities = {
  /** The clock can be moved; jobs due in between run in order. Otherwise time passes by itself. */
  readonly clock?: {
    /** Lets time pass, in ISO 8601 (`P1D`). */
    advance(duration: string): Promise<void>
  }
  /** Everything that the system has done so far can be seen. */
  readonly dump?: LocalSystem['dump']
  /** Lots come from beacons that anyone can predict. */
  readonly beacons?: {
    /** The network that a verifier has to trust explicitly, as JSON. */
    network(): Promise<string>
  }
}

/** A running system seen from outside, with its abilities (`can`). */
export type City<Can extends Abilities = Abilities> = {
  /** `http://127.0.0.1:3000/v1` */
  readonly baseUrl: string
  readonly client: Client
  readonly can: Can
  /** A token for somebody. */
  token(person: Person): Promise<string>
  /** The system's time. */
  now(): Promise<string>
  /** Resolves when the system has reached this time: moves the clock if possible, otherwise waits. */
  reach(instant: string): Promise<void>
  /** Calls an operation that must succeed; a refusal becomes an error with its code. */
  must<Id extends OperationId>(id: Id, input: Input<Id>): Promise<Body<Id>>
}

/** The city that a client connects to. */
export const cityOf = <Can extends Abilities>(of: Omit<City<Can>, 'must'>): City<Can> => ({
  ...of,
  async must(id, input) {
    const result = await of.client.call(id, input)
    if (result.ok) return result
    throw new Error(`${id} answered ${result.status} ${result.problem.code}: ${JSON.stringify(result.problem)}`)
  },
})

const Token = z.object({ token: z.string() })
const Clock = z.object({ now: z.string() })

const read = async <Value>(response: Response, schema: z.ZodType<Value>): Promise<Value> => {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`)
  return schema.parse(JSON.parse(text))
}

export type LocalCity = City<Required<Omit<Abilities, 'dump'>>>

/** Connects to a system on this machine, at `http://127.0.0.1:3000`. */
export const connect = (origin: string): LocalCity => {
  const post = async <Value>(path: string, body: unknown, schema: z.ZodType<Value>) => {
    const response = await fetch(`${origin}/_local/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return read(response, schema)
  }
  return cityOf({
    baseUrl: `${origin}/v1`,
    client: wijkClient({ baseUrl: `${origin}/v1`, language: 'en' }),
    can: {
      clock: { advance: async (duration) => void (await post('clock', { advance: duration }, Clock)) },
      beacons: { network: async () => (await fetch(`${origin}/_local/beacon-network`)).text() },
    },
    token: async (person) => (await post('tokens', { roles: [], ...person }, Token)).token,
    now: async () => (await read(await fetch(`${origin}/_local/clock`), Clock)).now,
    reach: async (instant) => void (await post('clock', { set: instant }, Clock)),
  })
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
