// Residents who vote through the public API, each from a separate address, and everything that could have been observed.
import { randomUUID } from 'node:crypto'
import { type Client, wijkClient } from '../../../client/client.ts'
import { memoryKeeper, type PermitKeeper } from '../../../client/permit-keeper.ts'
import { takePermit, vote } from '../../../client/vote.ts'
import type { City } from '../../../local/play/scenario/city.ts'
import { type Exchange, fetchFrom } from './wire.ts'

export type Resident = {
  /** The name in reports. */
  readonly name: string
  readonly sub: string
  readonly birthDate: string
  readonly token: string
  readonly client: Client
  readonly keeper: PermitKeeper
  /** All requests with their answers, in order. */
  readonly exchanges: readonly Exchange[]
  /** Their last choice, and the hash under which the ballot is stored. */
  cast: { readonly options: readonly string[]; readonly hash: string } | undefined
}

const day = (index: number) => String(1 + ((index * 5) % 28)).padStart(2, '0')

/** A resident of this ward. `now`: the clock of their requests, in milliseconds. */
export const settle = async (city: City, ward: string, index: number, now: () => number): Promise<Resident> => {
  const [sub, birthDate] = [randomUUID(), `${1945 + index * 2}-0${1 + (index % 9)}-${day(index)}`]
  const exchanges: Exchange[] = []
  const address = `127.41.${60 + index}.${101 + index * 3}`
  const fetch = fetchFrom(address, now, (exchange) => exchanges.push(exchange))
  return {
    name: `resident ${index}`,
    sub,
    birthDate,
    token: await city.token({ sub, ward, birthDate }),
    client: wijkClient({ baseUrl: city.baseUrl, fetch }),
    keeper: memoryKeeper(),
    exchanges,
    cast: undefined,
  }
}

type Poll = Parameters<typeof vote>[1]
const quick = { patience: { tries: 3, pauseMilliseconds: 20 }, pauseBeforeCasting: () => 0 }

/** Lists the open polls and takes the permit. */
export const fetchPermit = async (resident: Resident, poll: Poll): Promise<void> => {
  const { client, token, keeper } = resident
  await client.call('listMyPolls', { token })
  const taken = await takePermit(client, poll, token, { ...quick, keeper })
  if (!taken.ok) throw new Error(`${resident.name} got no permit: ${taken.problem.code}`)
}

/** Asks for a permit once, and ignores a refusal. */
export const tryForPermit = async ({ client, token, keeper }: Resident, poll: Poll): Promise<void> => {
  await takePermit(client, poll, token, { ...quick, patience: { tries: 1, pauseMilliseconds: 0 }, keeper })
}

/** Casts a blank ballot once, and ignores the answer. */
export const tryToCast = async ({ client, keeper, name, token }: Resident, poll: Poll): Promise<void> => {
  const kept = await keeper.load(poll.pollId)
  if (kept?.state !== 'granted') throw new Error(`${name} has no permit`)
  await vote(client, poll, { options: [] }, token, { ...quick, patience: { tries: 1, pauseMilliseconds: 0 }, keeper })
}

/** Casts a ballot, or replaces the earlier one. */
export const castChoice = async (resident: Resident, poll: Poll, options: readonly string[]): Promise<void> => {
  const { client, token, keeper } = resident
  const voted = await vote(client, poll, { options: [...options] }, token, { ...quick, keeper })
  if (!voted.ok) throw new Error(`${resident.name} could not vote: ${voted.problem.code}`)
  resident.cast = { options, hash: voted.ballotHash }
}
