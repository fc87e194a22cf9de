// Event source mappings from SQS: batches to a function; failed messages become visible again later.
import * as z from 'zod'
import type { Functions } from '../functions/functions.ts'
import { parseJson } from '../json.ts'
import type { Log } from '../log.ts'
import type { Deployment } from '../template/deployment.ts'
import { region } from '../template/references.ts'
import type { Activity } from '../time/activity.ts'
import type { Agenda } from '../time/agenda.ts'
import { bodyDigest, type Queues, type Received } from './queues.ts'

const Mapping = z.object({
  FunctionName: z.string(),
  EventSourceArn: z.string(),
  BatchSize: z.coerce.number().default(10),
  Enabled: z.boolean().default(true),
  FunctionResponseTypes: z.array(z.string()).default([]),
})
type Mapping = z.infer<typeof Mapping>

const Report = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).default([]) })

const recordOf = (message: Received, queueArn: string) => ({
  messageId: message.id,
  receiptHandle: message.receiptHandle,
  body: message.body,
  attributes: {
    ApproximateReceiveCount: String(message.receipts),
    SentTimestamp: String(message.sentAt),
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: String(message.sentAt),
  },
  messageAttributes: {},
  md5OfBody: bodyDigest(message.body),
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: region,
})

/** Starts all mappings whose source is a queue. Throws on other sources: here streams are relayed by pipes. */
export const startQueueConsumers = (system: {
  readonly deployment: Deployment
  readonly functions: Functions
  readonly queues: Queues
  readonly agenda: Agenda
  readonly activity: Activity
  readonly log: Log
}): void => {
  const { functions, queues, agenda, activity, log } = system

  const consume = async (mapping: Mapping): Promise<void> => {
    for (;;) {
      const batch = queues.receive(mapping.EventSourceArn, mapping.BatchSize)
      if (batch.length === 0) return
      const event = JSON.stringify({ Records: batch.map((message) => recordOf(message, mapping.EventSourceArn)) })
      const outcome = await functions.invoke(mapping.FunctionName, event)
      if (!outcome.ok) {
        log.warn(`${mapping.FunctionName} failed on a batch of ${batch.length}: ${outcome.error.errorMessage}`)
        continue
      }
      const report = mapping.FunctionResponseTypes.includes('ReportBatchItemFailures')
        ? Report.safeParse(parseJson(outcome.payload)).data?.batchItemFailures
        : undefined
      const failed = new Set(report?.map(({ itemIdentifier }) => itemIdentifier))
      for (const message of batch)
        if (!failed.has(message.id)) queues.remove(mapping.EventSourceArn, message.receiptHandle)
    }
  }

  for (const resource of system.deployment.ofType('AWS::Lambda::EventSourceMapping')) {
    const mapping = Mapping.parse(resource.properties)
    if (!mapping.Enabled) continue
    if (!mapping.EventSourceArn.includes(':sqs:'))
      throw new Error(`${resource.id}: the local runner maps queues to functions only, not ${mapping.EventSourceArn}.`)
    let isRunning = false
    let cancel = () => {}
    const pump = () => {
      if (isRunning) return
      isRunning = true
      void activity
        .during(`queue ${mapping.EventSourceArn}`, () => consume(mapping))
        .catch((error: unknown) => log.warn(String(error)))
        .finally(() => {
          isRunning = false
          cancel()
          const next = queues.nextVisibleAt(mapping.EventSourceArn)
          if (next !== undefined) cancel = agenda.once(`queue ${mapping.EventSourceArn}`, next, pump)
        })
    }
    queues.onSent((arn) => {
      if (arn === mapping.EventSourceArn) pump()
    })
    pump()
  }
}
