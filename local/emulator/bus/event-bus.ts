// The event buses: each event goes to every target of every matching rule.
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import { isObject, messageOf, parseJson } from '../json.ts'
import type { Log } from '../log.ts'
import { account, region } from '../template/references.ts'
import type { VirtualClock } from '../time/clock.ts'
import { busNameOf, type EventRule } from './rules.ts'
import type { Deliver } from './targets.ts'

export const PutEventsEntry = z.object({
  EventBusName: z.string().default('default'),
  Source: z.string().min(1),
  DetailType: z.string().min(1),
  Detail: z.string(),
  Resources: z.array(z.string()).default([]),
  Time: z.unknown().optional(),
})

export type BusEvent = {
  readonly version: '0'
  readonly id: string
  readonly 'detail-type': string
  readonly source: string
  readonly account: string
  readonly time: string
  readonly region: string
  readonly resources: readonly string[]
  readonly detail: unknown
}

export type Published = { readonly bus: string; readonly event: BusEvent }

export type EventBus = {
  /** Resolves with the event's id when every target has accepted it. Rejects (Error) if it is not a valid event. */
  publish(entry: unknown): Promise<string>
  /** The latest 10,000 events. */
  readonly published: readonly Published[]
}

const kept = 10_000

/** The buses of the deployment and the default bus. */
export const openEventBus = (
  rules: readonly EventRule[],
  deliver: Deliver,
  deadLetter: (queue: string, body: string) => void,
  clock: VirtualClock,
  log: Log,
): EventBus => {
  const published: Published[] = []
  const patterned = rules.filter((rule) => rule.matches !== undefined)

  const deliverOne = async (rule: EventRule, target: EventRule['targets'][number], event: BusEvent) => {
    const input = target.inputFor(event)
    try {
      await deliver({ arn: target.arn, input, failures: target.failures })
    } catch (error) {
      log.warn(`rule ${rule.name} could not deliver to ${target.arn}: ${messageOf(error)}`)
      if (target.failures) deadLetter(target.failures, input)
    }
  }

  return {
    published,
    publish: async (raw) => {
      const entry = PutEventsEntry.parse(raw)
      const detail = parseJson(entry.Detail)
      if (!isObject(detail)) throw new Error('Detail is malformed.')
      const event: BusEvent = {
        version: '0',
        id: randomUUID(),
        'detail-type': entry.DetailType,
        source: entry.Source,
        account,
        time: `${new Date(clock.now()).toISOString().slice(0, 19)}Z`,
        region,
        resources: entry.Resources,
        detail,
      }
      const bus = busNameOf(entry.EventBusName)
      published.push({ bus, event })
      if (published.length > kept) published.shift()
      for (const rule of patterned) {
        if (rule.busName !== bus || !rule.matches?.(event)) continue
        for (const target of rule.targets) await deliverOne(rule, target, event)
      }
      return event.id
    },
  }
}
