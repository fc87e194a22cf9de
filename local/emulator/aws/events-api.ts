// The EventBridge API: PutEvents.
import * as z from 'zod'
import type { EventBus } from '../bus/event-bus.ts'
import { messageOf } from '../json.ts'
import { operation } from './input.ts'
import type { Operations } from './refusal.ts'

/** Operations by name. An invalid entry is reported in its place; the others are published. */
export const eventsApi = (bus: EventBus): Operations => ({
  PutEvents: operation(z.object({ Entries: z.array(z.unknown()).min(1).max(10) }), async ({ Entries }) => {
    const results = await Promise.all(
      Entries.map((entry) =>
        bus.publish(entry).then(
          (EventId) => ({ EventId }),
          (error: unknown) => ({ ErrorCode: 'InvalidArgument', ErrorMessage: messageOf(error) }),
        ),
      ),
    )
    return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results }
  }),
})
