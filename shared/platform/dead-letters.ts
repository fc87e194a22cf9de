// Messages that consumers could not process: each has a queue for them, and an operator empties it.
import {
  DeleteMessageCommand,
  ListQueuesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs'
import * as z from 'zod'
import type { Environment } from '../kernel/environment.ts'
import { clientsOf } from './clients.ts'

const sqsOf = clientsOf('SQS', (settings) => new SQSClient(settings))

/** An event in a queue; `remove` once it was published again. */
export type DeadLetter = { readonly queue: string; readonly event: string; readonly remove: () => Promise<void> }
/** How many messages hold no event: what the clock or the relay could not deliver. */
export type DeadLetters = { readonly letters: readonly DeadLetter[]; readonly others: number }

/** A message that was received is hidden from others so long. */
const hiddenSeconds = 300

const Envelope = z.looseObject({ specversion: z.literal('1.0'), type: z.string(), id: z.string(), time: z.string() })
/** A message that the bus could not deliver is the envelope itself; one that a function could not process has one more around it. */
const Delivery = z.object({ detail: Envelope })
const Record = z.object({ requestPayload: Delivery })

const eventIn = (body: string): string | undefined => {
  const parsed = z
    .union([Record.transform(({ requestPayload }) => requestPayload), Delivery])
    .safeParse(JSON.parse(body))
  return parsed.success ? JSON.stringify(parsed.data.detail) : undefined
}

/** The queues whose name begins like this and says that they hold what was not delivered. */
const queuesOf = async (environment: Environment, prefix: string): Promise<readonly string[]> => {
  const urls: string[] = []
  let NextToken: string | undefined
  do {
    const page = await sqsOf(environment).send(
      new ListQueuesCommand({
        QueueNamePrefix: prefix,
        MaxResults: 1_000,
        ...(NextToken === undefined ? {} : { NextToken }),
      }),
    )
    urls.push(...(page.QueueUrls ?? []))
    NextToken = page.NextToken
  } while (NextToken !== undefined)
  return urls.filter((url) => url.endsWith('-undelivered'))
}

const messagesIn = async (environment: Environment, QueueUrl: string): Promise<readonly Message[]> => {
  const found = new Map<string | undefined, Message>()
  for (;;) {
    const { Messages = [] } = await sqsOf(environment).send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: hiddenSeconds }),
    )
    const fresh = Messages.filter(({ MessageId }) => !found.has(MessageId))
    if (fresh.length === 0) return [...found.values()]
    for (const message of fresh) found.set(message.MessageId, message)
  }
}

/** Every event that consumers of a stage could not take. They stay where they are until they are removed. */
export const readDeadLetters = async (environment: Environment, prefix: string): Promise<DeadLetters> => {
  const letters: DeadLetter[] = []
  let others = 0
  for (const QueueUrl of await queuesOf(environment, prefix))
    for (const { Body = '', ReceiptHandle } of await messagesIn(environment, QueueUrl)) {
      const event = eventIn(Body)
      if (event === undefined) {
        others += 1
        continue
      }
      const remove = async () => {
        await sqsOf(environment).send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
      }
      letters.push({ queue: QueueUrl.split('/').at(-1) ?? QueueUrl, event, remove })
    }
  return { letters, others }
}
