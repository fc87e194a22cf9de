// What is told of reviews and alarms: in which words, and to whom.
import type { HeldRole, WardRole } from '../../api/access.ts'
import type { Instant, LocalDate } from '../../kernel/clock.ts'
import type { AgreementId, WardCode } from '../../kernel/ids.ts'
import { giveNotice, type NoticeDeclaration, type NoticeKind, type NoticeRole } from '../../notices/notice.ts'
import type { Addressee } from './agreement-rules.ts'

const declared = {
  'progress-asked': {
    isUrgent: false,
    subject: { nl: 'Meld hoe het met uw acties staat', en: 'Report how your actions are going' },
    title: (until) => ({
      nl: `Meld vóór het einde van ${until} hoe het met uw acties staat.`,
      en: `Report by the end of ${until} how your actions are going.`,
    }),
  },
  'progress-reminder': {
    isUrgent: false,
    subject: { nl: 'Herinnering: meld hoe het met uw acties staat', en: 'Reminder: report how your actions are going' },
    title: (until) => ({
      nl: `U hebt nog niet gemeld hoe het met uw acties staat. Dat kan tot en met ${until}.`,
      en: `You have not reported yet how your actions are going. You can until ${until}.`,
    }),
  },
  'verdict-asked': {
    isUrgent: false,
    subject: { nl: 'Oordeel over uw wijkakkoord', en: 'Judge your ward agreement' },
    title: (until) => ({
      nl: `Oordeel vóór het einde van ${until} over de acties van uw wijkakkoord.`,
      en: `Judge the actions of your ward agreement by the end of ${until}.`,
    }),
  },
  'report-published': {
    isUrgent: false,
    subject: { nl: 'Het verslag over uw wijkakkoord', en: 'The report on your ward agreement' },
    title: () => ({
      nl: 'Het verslag over uw wijkakkoord is gepubliceerd.',
      en: 'The report on your ward agreement has been published.',
    }),
  },
  'alarm-on-rung': {
    isUrgent: true,
    subject: { nl: 'Beantwoord het alarm van de wijkraad', en: 'Answer the alarm of the ward council' },
    title: (until) => ({
      nl: `De wijkraad trekt aan de bel. Antwoord vóór het einde van ${until}.`,
      en: `The ward council has raised an alarm. Answer by the end of ${until}.`,
    }),
  },
  'alarm-answered': {
    isUrgent: true,
    subject: { nl: 'Uw alarm is beantwoord', en: 'Your alarm has been answered' },
    title: () => ({
      nl: 'Uw alarm is beantwoord. Zeg of het is opgelost.',
      en: 'Your alarm has been answered. Say whether it is solved.',
    }),
  },
} as const satisfies { readonly [Each in NoticeKind]: NoticeDeclaration }

/** Where to look, below the path of the agreement. */
const partOf = {
  'progress-asked': (about: string) => `reviews/${about}`,
  'progress-reminder': (about: string) => `reviews/${about}`,
  'verdict-asked': (about: string) => `reviews/${about}`,
  'report-published': (about: string) => `reviews/${about}/report`,
  'alarm-on-rung': (about: string) => `alarms/${about}`,
  'alarm-answered': (about: string) => `alarms/${about}`,
} as const satisfies { readonly [Each in NoticeKind]: (about: string) => string }

type Told = {
  readonly id: string
  readonly kind: NoticeKind
  readonly wardCode: WardCode
  readonly agreementId: AgreementId
  /** The review or alarm. */
  readonly about: string
  readonly department?: string | undefined
  readonly at: Instant
}

/** A notice of a review or an alarm. `until`: the last day for what it asks; ignored if it asks nothing. */
export const noticeOf = (told: Told, role: NoticeRole, until: LocalDate) => {
  const { kind, about, agreementId } = told
  return giveNotice(declared[kind], { ...told, link: `agreements/${agreementId}/${partOf[kind](about)}` }, role, until)
}

/** Who is told when an alarm reaches this rung. */
export const roleOf = (addressee: Addressee): NoticeRole => {
  switch (addressee) {
    case 'ward-manager':
      return 'ward-manager'
    case 'department-director':
      return 'department'
    case 'adopting-alderman':
    case 'college':
      return 'alderman'
    case 'municipal-council-committee':
      return 'council-clerk'
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
