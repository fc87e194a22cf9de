import * as z from 'zod'
import { Instant } from '../kernel/clock.ts'
import { AgreementId, WardCode } from '../kernel/ids.ts'
import { Hindrance, ListedBecause, Notice, NoticeKind, NoticeRole } from './notice.ts'

const words = { nl: z.string(), en: z.string() }

/** Where a notice is on its way into the mail. */
const PublicDelivery = z
  .strictObject({
    status: z.enum(Notice.options.map(({ shape }) => shape.status.value)).meta({ id: 'NoticeDeliveryStatus' }),
    attempts: z.int(),
    hindrance: Hindrance.optional(),
    nextAttemptAt: Instant.optional(),
    sentAt: Instant.optional(),
    because: ListedBecause.optional(),
  })
  .meta({ id: 'NoticeDelivery' })

export const PublicNotice = z
  .strictObject({
    id: z.uuid(),
    kind: NoticeKind,
    role: NoticeRole,
    wardCode: WardCode,
    department: z.string().optional(),
    agreementId: AgreementId.optional(),
    about: z.uuid(),
    link: z.string(),
    title: z.strictObject(words).meta({ id: 'NoticeTitle' }),
    subject: z.strictObject(words).meta({ id: 'NoticeSubject' }),
    isUrgent: z.boolean(),
    at: Instant,
    delivery: PublicDelivery,
  })
  .meta({ id: 'Notice' })

const deliveryOf = (notice: Notice): z.input<typeof PublicDelivery> => {
  const { status, attempts } = notice
  switch (status) {
    case 'waiting':
      return { status, attempts, hindrance: notice.hindrance, nextAttemptAt: notice.dueAt }
    case 'sending':
      return { status, attempts }
    case 'sent':
      return { status, attempts, sentAt: notice.sentAt }
    case 'listed':
      return { status, attempts, because: notice.because }
  }
}

/** A notice for the holders of its role. */
export const presentNotice = (notice: Notice): z.input<typeof PublicNotice> => {
  const { id, kind, role, wardCode, department, agreementId, about, link, title, subject, isUrgent, at } = notice
  return {
    ...{ id, kind, role, wardCode, department, agreementId, about, link, title, subject, isUrgent, at },
    delivery: deliveryOf(notice),
  }
}
