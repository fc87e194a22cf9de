// SQS queues: stored messages with visibility, receive counts and dead-letter queues, in virtual time.
import { createHash, randomUUID } from 'node:crypto'
import * as z from 'zod'
import { AwsRefusal } from '../aws/refusal.ts'
import { parseJson } from '../json.ts'
import type { State } from '../state.ts'
import type { Deployment } from '../template/deployment.ts'
import type { VirtualClock } from '../time/clock.ts'

const Message = z.object({
  id: z.string(),
  body: z.string(),
  attributes: z.unknown(),
  sentAt: z.number(),
  visibleAt: z.number(),
  receipts: z.number(),
})
export type Message = z.infer<typeof Message>

export type Received = Message & { readonly receiptHandle: string }

const Redrive = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() })
const Properties = z.object({
  VisibilityTimeout: z.coerce.number().default(30),
  RedrivePolicy: z.union([z.string().transform(parseJson), z.unknown()]).optional(),
})

export type Queue = {
  readonly name: string
  readonly arn: string
  /** Seconds. */
  readonly visibilityTimeout: number
}

export type Queues = {
  send(queue: string, body: string, attributes?: unknown): Message
  receive(queue: string, most: number, visibilitySeconds?: number): readonly Received[]
  remove(queue: string, receiptHandle: string): void
  /** Earliest moment at which a hidden message becomes visible again. */
  nextVisibleAt(queue: string): number | undefined
  find(queue: string): Queue
  /** Called after each sent message. */
  onSent(listener: (queueArn: string) => void): void
  /** Bodies of all messages, by queue name. */
  bodies(): Readonly<Record<string, readonly string[]>>
}

const md5 = (text: string) => createHash('md5').update(text).digest('hex')
/** The checksum that the SDK verifies. */
export const bodyDigest = md5

/** The queues of the deployment. A queue can be named by ARN, URL or name. */
export const openQueues = (deployment: Deployment, state: State, clock: VirtualClock): Queues => {
  const messages = state.drawer('messages', Message)
  const queues = new Map<string, Queue & { readonly redrive: z.infer<typeof Redrive> | undefined }>()
  for (const { name, arn, properties } of deployment.ofType('AWS::SQS::Queue')) {
    const { VisibilityTimeout, RedrivePolicy } = Properties.parse(properties)
    const redrive = RedrivePolicy === undefined ? undefined : Redrive.parse(RedrivePolicy)
    queues.set(name, { name, arn, visibilityTimeout: VisibilityTimeout, redrive })
  }
  const listeners: ((queueArn: string) => void)[] = []
  let last = messages.entries().reduce((most, [key]) => Math.max(most, Number(key.split('/')[1])), 0)

  const find = (queue: string) => {
    const found = queues.get(queue.split(/[:/]/).at(-1) ?? '')
    if (!found) throw new AwsRefusal('QueueDoesNotExist', `There is no queue ${queue}.`)
    return found
  }
  const of = (name: string) => messages.entries().filter(([key]) => key.startsWith(`${name}/`))

  const send = (queue: string, body: string, attributes?: unknown): Message => {
    const { name, arn } = find(queue)
    last += 1
    const now = clock.now()
    const message: Message = { id: randomUUID(), body, attributes, sentAt: now, visibleAt: now, receipts: 0 }
    messages.put(`${name}/${String(last).padStart(12, '0')}`, message)
    for (const listener of listeners) listener(arn)
    return message
  }

  return {
    send,
    receive: (queue, most, visibilitySeconds) => {
      const { name, redrive, visibilityTimeout } = find(queue)
      const now = clock.now()
      const received: Received[] = []
      for (const [key, message] of of(name)) {
        if (received.length >= most) break
        if (message.visibleAt > now) continue
        if (redrive && message.receipts >= redrive.maxReceiveCount) {
          messages.remove(key)
          send(redrive.deadLetterTargetArn, message.body, message.attributes)
          continue
        }
        const visibleAt = now + (visibilitySeconds ?? visibilityTimeout) * 1000
        const taken = { ...message, visibleAt, receipts: message.receipts + 1 }
        messages.put(key, taken)
        received.push({ ...taken, receiptHandle: `${key}#${taken.receipts}` })
      }
      return received
    },
    remove: (_queue, receiptHandle) => messages.remove(receiptHandle.split('#')[0] ?? ''),
    nextVisibleAt: (queue) => {
      const { name } = find(queue)
      const moments = of(name).map(([, message]) => message.visibleAt)
      return moments.length === 0 ? undefined : Math.min(...moments)
    },
    find,
    onSent: (listener) => {
      listeners.push(listener)
    },
    bodies: () =>
      Object.fromEntries([...queues.keys()].map((name) => [name, of(name).map(([, message]) => message.body)])),
  }
}
