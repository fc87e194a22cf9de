// The pipeline of a consumer of the bus. Events may arrive twice or late: handlers must be repeatable.
import middy from '@middy/core'
import * as z from 'zod'
import { type CloudEvent, type EventDefinition, envelopeOf } from '../../events/envelope.ts'
import { type Instant, readClock } from '../../shared/kernel/clock.ts'
import { faultFacts, log } from './log.ts'

const Delivery = z.object({ detail: z.object({ type: z.string() }).loose() })

type Reaction = { readonly definition: EventDefinition; readonly react: (raw: unknown, now: Instant) => Promise<void> }

/** What to do with one kind of event; its data are parsed by the catalogue's schema first. */
export const on = <Type extends string, Data>(
  definition: EventDefinition<Type, Data>,
  react: (event: CloudEvent<Type, Data>, now: Instant) => Promise<void>,
): Reaction => ({
  definition,
  react: (raw, now) => react(envelopeOf(definition).parse(raw), now),
})

/** The Lambda handler of a consumer. An event of another kind is a fault: the rule on the bus is too wide. */
export const consume = (...reactions: readonly Reaction[]) =>
  middy<unknown, void>().handler(async (raw: unknown) => {
    const { detail } = Delivery.parse(raw)
    const reaction = reactions.find(({ definition }) => definition.type === detail.type)
    if (reaction === undefined) throw new TypeError(`No reaction to ${detail.type}`)
    try {
      await reaction.react(detail, readClock())
    } catch (fault) {
      log.error('consumer-failed', { eventType: detail.type, ...faultFacts(fault) })
      throw fault
    }
  })
