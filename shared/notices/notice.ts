// Notices: their recipients and words, and whether they were mailed. A list per role; they contain no secrets and no
// names of persons.
import * as z from 'zod'
import { dateInCity, Instant, instantInCity, type LocalDate, plusDays, TimeOfDay } from '../kernel/clock.ts'
import { AgreementId, WardCode } from '../kernel/ids.ts'
import type { Bilingual } from '../kernel/refusals.ts'
import { notices } from './machine.ts'

/** The kinds of notices, of all contexts. */
export const NoticeKind = z
  .enum(['progress-asked', 'progress-reminder', 'verdict-asked', 'report-published', 'alarm-on-rung', 'alarm-answered'])
  .meta({ id: 'NoticeKind' })
export type NoticeKind = z.infer<typeof NoticeKind>

/** The recipients: offices and roles, never a person by name. */
export const NoticeRole = z
  .enum(['ward-council', 'ward-manager', 'department', 'alderman', 'council-clerk'])
  .meta({ id: 'NoticeRole' })
export type NoticeRole = z.infer<typeof NoticeRole>

/** A role, in a ward if the role has one. */
export type Recipient = { readonly role: NoticeRole; readonly wardCode: WardCode | undefined }

/** The partition of a recipient's notices; city roles have no ward in it. */
export const recipientKey = ({ role, wardCode }: Recipient): string =>
  wardCode === undefined ? role : `${role}#${wardCode}`

/** Roles of the whole city: one list for all wards. */
const isCitywide = (role: NoticeRole): boolean => role === 'department' || role === 'council-clerk'

/** The recipient with this role for what happens in a ward. */
export const recipientIn = (role: NoticeRole, wardCode: WardCode): Recipient => ({
  role,
  wardCode: isCitywide(role) ? undefined : wardCode,
})

const Words = z.strictObject({ nl: z.string(), en: z.string() })

/** The thing to look at, as its path below the base of the API: `agreements/<id>/alarms/<id>`. */
const Link = z
  .string()
  .max(200)
  .regex(/^[a-z-]+(\/[a-z0-9-]+)+$/)

export const Hindrance = z.enum(['no-address', 'refused']).meta({ id: 'NoticeHindrance' })
export type Hindrance = z.infer<typeof Hindrance>
export const ListedBecause = z.enum(['no-channel', 'not-deliverable']).meta({ id: 'NoticeListedBecause' })

const fields = {
  id: z.uuid(),
  version: z.int().min(1),
  kind: NoticeKind,
  role: NoticeRole,
  /** The ward of the thing. */
  wardCode: WardCode,
  /** For a department: which one. */
  department: z.string().optional(),
  agreementId: AgreementId.optional(),
  /** The thing that it is about: a review or an alarm. */
  about: z.uuid(),
  link: Link,
  subject: Words,
  title: Words,
  isUrgent: z.boolean(),
  at: Instant,
  /** How often it was handed to the mail service, or could not be. */
  attempts: z.int().min(0),
}

export const Notice = z.discriminatedUnion('status', [
  /** To be mailed from `dueAt` on. */
  z.object({ ...fields, status: z.literal('waiting'), dueAt: Instant, hindrance: Hindrance.optional() }),
  /** Somebody is mailing it. If that one has not said so by `dueAt`, another one does it. */
  z.object({ ...fields, status: z.literal('sending'), dueAt: Instant }),
  /** The mail service took it. `messageId`: how it calls the mail. */
  z.object({ ...fields, status: z.literal('sent'), sentAt: Instant, messageId: z.string() }),
  /** It is in the list only. */
  z.object({ ...fields, status: z.literal('listed'), because: ListedBecause }),
])
export type Notice = z.infer<typeof Notice>

/** How notices of a kind read, and whether they are mailed at once; the others are collected into one mail a day. */
export type NoticeDeclaration = {
  readonly isUrgent: boolean
  readonly subject: Bilingual
  readonly title: (until: LocalDate) => Bilingual
}

type Given = {
  readonly id: string
  readonly kind: NoticeKind
  readonly wardCode: WardCode
  readonly department?: string | undefined
  readonly agreementId?: AgreementId | undefined
  readonly about: string
  readonly link: string
  readonly at: Instant
}

const seven = TimeOfDay.parse('07:00')

/** The first seven o'clock in the morning from a moment on: then what is not urgent is mailed. */
const mailedFrom = (at: Instant): Instant => {
  const today = dateInCity(at)
  const moments = [today, plusDays(today, 1)].map((day) => instantInCity(day, seven))
  const next = moments.find((moment) => moment !== undefined && at <= moment)
  if (next === undefined) throw new RangeError(`No seven o’clock after ${at}`)
  return next
}

/** A notice in the words of its kind. `until`: the last day for what it asks; ignored if it asks nothing. */
export const giveNotice = (declared: NoticeDeclaration, given: Given, role: NoticeRole, until: LocalDate) =>
  notices.begin('give', {
    ...given,
    role,
    isUrgent: declared.isUrgent,
    subject: declared.subject,
    title: declared.title(until),
    attempts: 0,
    dueAt: declared.isUrgent ? given.at : mailedFrom(given.at),
  })
