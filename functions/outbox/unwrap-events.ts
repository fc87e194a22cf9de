// Between stream and bus: takes the event out of its outbox item. The pipe cannot do that itself, because a string
// attribute that holds JSON is not among the fields that EventBridge Pipes parses (Pipes, "Implicit body data parsing").
import middy from '@middy/core'
import * as z from 'zod'

const Json = z.string().transform((text): unknown => JSON.parse(text))
const CloudEvent = z.object({ specversion: z.literal('1.0'), type: z.string() }).loose()

const OutboxRecord = z.object({
  dynamodb: z.object({ NewImage: z.object({ detail: z.object({ S: Json.pipe(CloudEvent) }) }) }),
})

/** Stream records in, their events out in the same order. A record without an event is a fault: the pipe retries. */
export const start = () =>
  middy<unknown, readonly unknown[]>().handler(async (raw: unknown) =>
    z
      .array(OutboxRecord)
      .parse(raw)
      .map(({ dynamodb }) => dynamodb.NewImage.detail.S),
  )
