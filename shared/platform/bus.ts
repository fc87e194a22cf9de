// The event bus, for an operator who puts events on it again. Functions never do: the relay forwards the outbox.
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import * as z from 'zod'
import type { Environment } from '../kernel/environment.ts'
import { jitter, pause } from '../kernel/random.ts'
import { clientsOf } from './clients.ts'

const busOf = clientsOf('EVENTBRIDGE', (settings) => new EventBridgeClient(settings))

/** The most events in one PutEvents call. */
const maximumAtOnce = 10
const maximumTries = 6
const Envelope = z.object({ source: z.string(), type: z.string() })

const put = async (environment: Environment, bus: string, texts: readonly string[]): Promise<readonly string[]> => {
  const { Entries = [] } = await busOf(environment).send(
    new PutEventsCommand({
      Entries: texts.map((Detail) => {
        const { source: Source, type: DetailType } = Envelope.parse(JSON.parse(Detail))
        return { EventBusName: bus, Source, DetailType, Detail }
      }),
    }),
  )
  return texts.filter((_, place) => Entries[place]?.ErrorCode !== undefined)
}

/** Puts events on the bus, as the texts that they are, in this order. Throws where the bus refuses one to the end. */
export const republish = async (environment: Environment, bus: string, texts: readonly string[]): Promise<void> => {
  for (let from = 0; from < texts.length; from += maximumAtOnce) {
    let left = texts.slice(from, from + maximumAtOnce)
    for (let attempt = 1; left.length > 0; attempt += 1) {
      if (attempt > maximumTries) throw new Error(`The bus ${bus} refused ${left.length} events ${maximumTries} times`)
      if (attempt > 1) await pause(jitter(100 * 2 ** attempt))
      left = [...(await put(environment, bus, left))]
    }
  }
}
