// The SQS API (JSON protocol).
import * as z from 'zod'
import { bodyDigest, type Queues } from '../bus/queues.ts'
import { operation } from './input.ts'
import type { Operations } from './refusal.ts'

const Queue = z.object({ QueueUrl: z.string() })

/** Operations by name. Long polling returns at once. */
export const queueApi = (queues: Queues): Operations => ({
  SendMessage: operation(
    Queue.extend({ MessageBody: z.string().min(1), MessageAttributes: z.unknown().optional() }),
    (input) => {
      const message = queues.send(input.QueueUrl, input.MessageBody, input.MessageAttributes)
      return { MessageId: message.id, MD5OfMessageBody: bodyDigest(message.body) }
    },
  ),
  ReceiveMessage: operation(
    Queue.extend({
      MaxNumberOfMessages: z.number().min(1).max(10).default(1),
      VisibilityTimeout: z.number().min(0).optional(),
    }),
    (input) => ({
      Messages: queues.receive(input.QueueUrl, input.MaxNumberOfMessages, input.VisibilityTimeout).map((message) => ({
        MessageId: message.id,
        ReceiptHandle: message.receiptHandle,
        MD5OfBody: bodyDigest(message.body),
        Body: message.body,
        Attributes: {
          ApproximateReceiveCount: String(message.receipts),
          SentTimestamp: String(Math.floor(message.sentAt)),
        },
      })),
    }),
  ),
  DeleteMessage: operation(Queue.extend({ ReceiptHandle: z.string() }), (input) => {
    queues.remove(input.QueueUrl, input.ReceiptHandle)
    return {}
  }),
  ListQueues: operation(z.object({ QueueNamePrefix: z.string().default('') }), ({ QueueNamePrefix }) => ({
    QueueUrls: Object.keys(queues.bodies()).filter((name) => name.startsWith(QueueNamePrefix)),
  })),
  GetQueueUrl: operation(z.object({ QueueName: z.string() }), ({ QueueName }) => ({
    QueueUrl: queues.find(QueueName).name,
  })),
})
