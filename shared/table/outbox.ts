// The outbox: an event is written in the transaction of its change and stays until the relay has published it.
import type { CloudEvent } from '../../events/envelope.ts'
import { epochMilliseconds } from '../kernel/clock.ts'
import { outboxShards, tableKeys } from './definition.ts'

const keptForSeconds = 7 * 24 * 3600

/** The event as an item. The relay (an EventBridge Pipe) reads `detail` and `type` from the stream's image. */
export const outboxItem = (event: CloudEvent) => ({
  pk: tableKeys.outbox(Number.parseInt(event.id.slice(-2), 16) % outboxShards),
  sk: event.id,
  type: event.type,
  detail: JSON.stringify(event),
  expiresAt: Math.floor(epochMilliseconds(event.time) / 1000) + keptForSeconds,
})
