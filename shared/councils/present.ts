// A meeting as everyone may see it: no presence, no conflicts, no accounts.
import * as z from 'zod'
import { Instant } from '../kernel/clock.ts'
import { MeetingId, WardCode } from '../kernel/ids.ts'
import { AgendaItem, MeetingKind, speakersRegisterBy } from './meetings/agenda.ts'
import type { Meeting } from './meetings/meeting.ts'
import type { MeetingRules } from './meetings/meeting-rules.ts'

const PublicItem = AgendaItem.omit({ origin: true })
  .extend({
    isForRatification: z
      .boolean()
      .meta({ description: 'Decided outside a formal meeting; counts only when a formal meeting ratifies it.' }),
  })
  .meta({ id: 'AgendaItem' })

export const PublicMeeting = z
  .strictObject({
    id: MeetingId,
    wardCode: WardCode,
    kind: MeetingKind,
    status: z.enum(['convened', 'opened', 'not-opened', 'closed', 'cancelled']),
    startsAt: Instant,
    place: z.string(),
    agenda: z.array(PublicItem),
    convenedAt: Instant.meta({ description: 'When the call was delivered to the members.' }),
    speakersRegisterBy: Instant.nullable().meta({
      description: 'Until when anybody may register to speak; null where the day has no such hour.',
    }),
    reason: z.string().optional().meta({ description: 'Why it was cancelled.' }),
  })
  .meta({ id: 'Meeting' })

/** A meeting for the world. */
export const presentMeeting = (meeting: Meeting, rules: MeetingRules): z.input<typeof PublicMeeting> => {
  const { id, wardCode, kind, status, startsAt, place, agenda, deliveredAt } = meeting
  return {
    ...{ id, wardCode, kind, status, startsAt, place },
    agenda: agenda.map(({ origin, ...item }) => ({ ...item, isForRatification: origin?.from === 'ratification' })),
    convenedAt: deliveredAt,
    speakersRegisterBy: speakersRegisterBy(startsAt, rules) ?? null,
    reason: meeting.status === 'cancelled' ? meeting.reason : undefined,
  }
}
