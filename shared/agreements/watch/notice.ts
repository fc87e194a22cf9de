// Notices: their recipients and their words. A list per role; they contain no secrets and no names.
import * as z from 'zod'
import type { HeldRole, WardRole } from '../../api/access.ts'
import { Instant, type LocalDate } from '../../kernel/clock.ts'
import { AgreementId, WardCode } from '../../kernel/ids.ts'
import type { Bilingual } from '../../kernel/refusals.ts'
import type { Addressee } from './agreement-rules.ts'

const kinds = [
  'progress-asked',
  'progress-reminder',
  'verdict-asked',
  'report-published',
  'alarm-on-rung',
  'alarm-answered',
] as const
export const NoticeKind = z.enum(kinds).meta({ id: 'NoticeKind' })
type Kind = z.infer<typeof NoticeKind>

/** The recipients of notices about reviews and alarms. */
export const NoticeRole = z
  .enum(['ward-council', 'ward-manager', 'department', 'alderman', 'council-clerk'])
  .meta({ id: 'NoticeRole' })
export type NoticeRole = z.infer<typeof NoticeRole>

/** Whose notices the holder of a role may read; a ward networker reads none. */
const readBy: { readonly [Held in WardRole]: NoticeRole | undefined } = {
  chair: 'ward-council',
  member: 'ward-council',
  coordinator: 'ward-council',
  'ward-manager': 'ward-manager',
  'ward-networker': undefined,
  'adopting-alderman': 'alderman',
  'council-clerk': 'council-clerk',
  department: 'department',
}

/** A role, in a ward if the role has one. */
export type Recipient = { readonly role: NoticeRole; readonly wardCode: WardCode | undefined }
/** The partition of a recipient's notices; city roles have no ward in it. */
export const recipientKey = ({ role, wardCode }: Recipient): string =>
  wardCode === undefined ? role : `${role}#${wardCode}`

export const Notice = z.object({
  id: z.uuid(),
  kind: NoticeKind,
  role: NoticeRole,
  /** The ward of the agreement. */
  wardCode: WardCode,
  agreementId: AgreementId,
  /** The review or alarm that it is about. */
  about: z.uuid(),
  /** For a department: which one. */
  department: z.string().optional(),
  title: z.strictObject({ nl: z.string(), en: z.string() }),
  at: Instant,
})
export type Notice = z.infer<typeof Notice>

const words = {
  'progress-asked': (until: LocalDate) => ({
    nl: `Meld vóór het einde van ${until} hoe het met uw acties staat.`,
    en: `Report by the end of ${until} how your actions are going.`,
  }),
  'progress-reminder': (until: LocalDate) => ({
    nl: `U hebt nog niet gemeld hoe het met uw acties staat. Dat kan tot en met ${until}.`,
    en: `You have not reported yet how your actions are going. You can until ${until}.`,
  }),
  'verdict-asked': (until: LocalDate) => ({
    nl: `Oordeel vóór het einde van ${until} over de acties van uw wijkakkoord.`,
    en: `Judge the actions of your ward agreement by the end of ${until}.`,
  }),
  'report-published': () => ({
    nl: 'Het verslag over uw wijkakkoord is gepubliceerd.',
    en: 'The report on your ward agreement has been published.',
  }),
  'alarm-on-rung': (until: LocalDate) => ({
    nl: `De wijkraad trekt aan de bel. Antwoord vóór het einde van ${until}.`,
    en: `The ward council has raised an alarm. Answer by the end of ${until}.`,
  }),
  'alarm-answered': () => ({
    nl: 'Uw alarm is beantwoord. Zeg of het is opgelost.',
    en: 'Your alarm has been answered. Say whether it is solved.',
  }),
} as const satisfies { readonly [Each in Kind]: (until: LocalDate) => Bilingual }

/** A notice in the words of its kind. `until`: the last day for what it asks; ignored if it asks nothing. */
export const noticeOf = (notice: Omit<Notice, 'title' | 'role'>, { role }: Recipient, until: LocalDate): Notice => ({
  ...notice,
  role,
  title: words[notice.kind](until),
})

/** The recipient of the notice when an alarm reaches this rung. */
export const recipientOf = (addressee: Addressee, wardCode: WardCode): Recipient => {
  switch (addressee) {
    case 'ward-manager':
      return { role: 'ward-manager', wardCode }
    case 'department-director':
      return { role: 'department', wardCode: undefined }
    case 'adopting-alderman':
    case 'college':
      return { role: 'alderman', wardCode }
    case 'municipal-council-committee':
      return { role: 'council-clerk', wardCode: undefined }
  }
}

const answersFor: { readonly [Held in WardRole]?: readonly Addressee[] } = {
  'ward-manager': ['ward-manager'],
  department: ['department-director'],
  'adopting-alderman': ['adopting-alderman', 'college'],
  'council-clerk': ['municipal-council-committee'],
}

/** The addressees on whose behalf the holder of these roles can answer. */
export const addresseesOf = (held: readonly HeldRole[]): readonly Addressee[] =>
  held.flatMap(({ role }) => answersFor[role] ?? [])

/** A list of notices that somebody may read; for a department, which ones in it. */
export type Reading = Recipient & { readonly department?: string | undefined }

/** The lists that the holder of these roles may read. */
export const readingsOf = (held: readonly HeldRole[]): readonly Reading[] =>
  held.flatMap(({ role, wardCode, department }) => {
    const read = readBy[role]
    return read === undefined ? [] : [{ role: read, wardCode: wardCode ?? undefined, department }]
  })
