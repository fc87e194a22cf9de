// A pipe: from a table's stream through filter, enrichment and template to a target. At least once.
import * as z from 'zod'
import type { EngineCall } from '../engine-call.ts'
import type { Functions } from '../functions/functions.ts'
import { messageOf, parseJson } from '../json.ts'
import type { Log } from '../log.ts'
import type { State } from '../state.ts'
import { region } from '../template/references.ts'
import type { Activity } from '../time/activity.ts'
import { asJson, fillTemplate, readPath } from './input-template.ts'
import type { PipeDefinition } from './pipe-definitions.ts'
import { readStream, type StreamRecord } from './stream-reader.ts'
import type { Deliver } from './targets.ts'

export type Pipe = {
  /** The stream may hold new records: read it soon. */
  nudge(): void
  /** Reads until the stream is empty, then resolves. */
  drain(): Promise<void>
  stop(): void
}

/** Poll interval without a nudge (another process may write). Milliseconds. */
const idleInterval = 250
/** Delay after a nudge, to take several writes at once. Milliseconds. */
const nudgeDelay = 50
const retryDelay = 500

const filled = (template: string | undefined, event: unknown): string =>
  template === undefined
    ? JSON.stringify(event)
    : asJson(fillTemplate(template, (name) => (name.startsWith('$') ? readPath(name, event) : undefined), false))

/** A static text, or a path into the message. */
const dynamic = (text: string, event: unknown): string =>
  text.startsWith('$.') ? String(readPath(text, event) ?? '') : text

/** Starts a pipe. Its position in the stream is stored, and moves only after the target has accepted the batch. */
export const startPipe = async (
  definition: PipeDefinition,
  system: {
    readonly streams: EngineCall
    readonly functions: Functions
    readonly deliver: Deliver
    readonly deadLetter: (queue: string, body: string) => void
    readonly state: State
    readonly activity: Activity
    readonly log: Log
  },
): Promise<Pipe> => {
  const { functions, deliver, activity, log } = system
  const positions = system.state.drawer('pipe-positions', z.object({ after: z.string() }))
  const reader = await readStream(system.streams, definition.tableName, {
    get: () => positions.get(definition.name)?.after,
    set: (after) => positions.put(definition.name, { after }),
  })

  const enrich = async (records: readonly unknown[]): Promise<readonly unknown[]> => {
    const { enrichment } = definition
    if (!enrichment) return records
    const { functionArn, template } = enrichment
    const batch = template === undefined ? records : records.map((record) => parseJson(filled(template, record)))
    const outcome = await functions.invoke(functionArn, JSON.stringify(batch))
    if (!outcome.ok) throw new Error(`${outcome.error.errorType}: ${outcome.error.errorMessage}`)
    const enriched = parseJson(outcome.payload)
    return Array.isArray(enriched) ? enriched : enriched === null ? [] : [enriched]
  }

  const send = async (records: readonly StreamRecord[]): Promise<void> => {
    const events = await enrich(records.map((record) => ({ ...record, awsRegion: region })))
    // A function or a state machine gets the batch; a bus or a queue one message for each record.
    const isBatch = /:(lambda|states):/.test(definition.target)
    const inputs = events.map((event) => ({ event, input: filled(definition.template, event) }))
    if (isBatch && inputs.length > 0) {
      await deliver({ arn: definition.target, input: `[${inputs.map(({ input }) => input).join(',')}]` })
      return
    }
    for (const { event, input } of inputs) {
      const { detailType, source } = definition
      await deliver({
        arn: definition.target,
        input,
        detailType: dynamic(detailType, event),
        source: dynamic(source, event),
      })
    }
  }

  let failures = 0
  /** Processes one page; true if there was one. Rejects if the target did not accept it. */
  const takePage = async (): Promise<boolean> => {
    const page = await reader.next(1_000)
    const last = page.at(-1)?.dynamodb.SequenceNumber
    if (last === undefined) return false
    const wanted = page.filter(definition.matches)
    let done: string | undefined
    for (let from = 0; from < wanted.length; from += definition.batchSize) {
      const batch = wanted.slice(from, from + definition.batchSize)
      try {
        await activity.during(`pipe ${definition.name}`, () => send(batch))
        failures = 0
      } catch (error) {
        failures += 1
        if (definition.retries < 0 || failures <= definition.retries) {
          // Accepted records are not sent again.
          if (done !== undefined) reader.acknowledge(done)
          throw error
        }
        failures = 0
        log.warn(`pipe ${definition.name} gave up ${batch.length} records: ${messageOf(error)}`)
        if (definition.failures) system.deadLetter(definition.failures, JSON.stringify(batch))
      }
      done = batch.at(-1)?.dynamodb.SequenceNumber
    }
    reader.acknowledge(last)
    return true
  }

  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined
  let isOver = false
  let isNudged = false
  let notBefore = 0

  const look = async (): Promise<void> => {
    while (!isOver && (await takePage())) isNudged = false
  }
  const arm = (delay: number) => {
    clearTimeout(timer)
    if (isOver) return
    timer = setTimeout(() => void drain(), delay)
    timer.unref()
  }
  const drain = (): Promise<void> => {
    // A failing target is not called again for a moment, however many nudges come.
    if (performance.now() < notBefore) return Promise.resolve()
    if (running) return running.then(() => (isNudged ? drain() : undefined))
    isNudged = false
    running = look()
      .then(() => idleInterval)
      .catch((error: unknown) => {
        if (!isOver) log.warn(`pipe ${definition.name}: ${messageOf(error)}`)
        notBefore = performance.now() + retryDelay
        return retryDelay
      })
      .then((delay) => {
        running = undefined
        arm(isNudged && delay === idleInterval ? nudgeDelay : delay)
      })
    return running
  }
  arm(0)

  return {
    nudge: () => {
      if (isNudged) return
      isNudged = true
      if (!running) arm(nudgeDelay)
    },
    drain: async () => {
      await drain()
      // A second read finds what was written during the first.
      await drain()
    },
    stop: () => {
      isOver = true
      clearTimeout(timer)
    },
  }
}
