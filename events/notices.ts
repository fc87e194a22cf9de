import * as z from 'zod'
import { Instant } from '../shared/kernel/clock.ts'
import { WardCode } from '../shared/kernel/ids.ts'
import { defineEvent } from './envelope.ts'

const notice = { noticeId: z.uuid(), kind: z.string(), role: z.string(), wardCode: WardCode, at: Instant }

export const noticeGiven = defineEvent(
  'nl.wijk.notices.notice-given.v1',
  { nl: 'Een rol krijgt bericht.', en: 'A role is given notice.' },
  z.strictObject(notice),
)

export const noticeDeliveryChanged = defineEvent(
  'nl.wijk.notices.notice-delivery-changed.v1',
  {
    nl: 'Een bericht is gemaild, of kan nog niet worden gemaild.',
    en: 'A notice was mailed, or cannot be mailed yet.',
  },
  z.strictObject({ ...notice, status: z.string(), attempts: z.int() }),
)

export const noticesEvents = [noticeGiven, noticeDeliveryChanged] as const
