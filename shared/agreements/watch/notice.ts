// The notices of reviews and alarms: their words, and their recipients.
import type { HeldRole, WardRole } from '../../api/access.ts'
import { dateInCity, type Instant, type LocalDate } from '../../kernel/clock.ts'
import type { AgreementId, WardCode } from '../../kernel/ids.ts'
import type { Bilingual } from '../../kernel/refusals.ts'
import { type Length, lengthInWords } from '../../kernel/terms.ts'
import { giveNotice, type NoticeDeclaration, type NoticeKind, type NoticeRole } from '../../notices/notice.ts'
import type { Addressee, AgreementRules } from '../rules/agreement-rules.ts'

const addresseeNames: { readonly [Each in Addressee]: Bilingual } = {
  'ward-manager': { nl: 'de wijkmanager', en: 'the ward manager' },
  'department-director': { nl: 'de directeur van de dienst', en: 'the director of the department' },
  'adopting-alderman': { nl: 'de wijkwethouder', en: 'the adopting alderman' },
  college: { nl: 'het college', en: 'the college' },
  'municipal-council-committee': {
    nl: 'de commissie van de gemeenteraad',
    en: 'the committee of the municipal council',
  },
}

/** What the rules promise, for the words of a notice: the term, and who is asked after it. */
export type Promised = { readonly term: Length; readonly next?: Addressee | undefined }

const title =
  (nl: (until: LocalDate) => string, en: (until: LocalDate) => string): NoticeDeclaration['title'] =>
  (until) => ({ nl: nl(until), en: en(until) })

/** Who is asked next, as the end of a notice. */
const thenAsked = (next: Addressee | undefined) => ({
  nl: next === undefined ? '' : ` Zonder antwoord gaat het alarm daarna naar ${addresseeNames[next].nl}.`,
  en: next === undefined ? '' : ` Without an answer the alarm then goes to ${addresseeNames[next].en}.`,
})

const asking = {
  'progress-asked': ({ term }: Promised) => {
    const { nl, en } = lengthInWords(term)
    return {
      isUrgent: false,
      subject: { nl: 'Meld hoe het met uw acties staat', en: 'Report how your actions are going' },
      title: title(
        (until) => `Meld vóór het einde van ${until} hoe het met uw acties staat. De termijn is ${nl}.`,
        (until) => `Report by the end of ${until} how your actions are going. The term is ${en}.`,
      ),
    }
  },
  'progress-reminder': ({ term }: Promised) => {
    const { nl, en } = lengthInWords(term)
    return {
      isUrgent: false,
      subject: {
        nl: 'Herinnering: meld hoe het met uw acties staat',
        en: 'Reminder: report how your actions are going',
      },
      title: title(
        (until) => `U hebt nog niet gemeld hoe het met uw acties staat. De termijn is ${nl}, tot en met ${until}.`,
        (until) => `You have not reported yet how your actions are going. The term is ${en}, until ${until}.`,
      ),
    }
  },
  'verdict-asked': ({ term }: Promised) => {
    const { nl, en } = lengthInWords(term)
    return {
      isUrgent: false,
      subject: { nl: 'Oordeel over uw wijkakkoord', en: 'Judge your ward agreement' },
      title: title(
        (until) => `Oordeel vóór het einde van ${until} over de acties van uw wijkakkoord. De termijn is ${nl}.`,
        (until) => `Judge the actions of your ward agreement by the end of ${until}. The term is ${en}.`,
      ),
    }
  },
  'alarm-on-rung': ({ term, next }: Promised) => {
    const [{ nl, en }, then] = [lengthInWords(term), thenAsked(next)]
    return {
      isUrgent: true,
      subject: { nl: 'Beantwoord het alarm van de wijkraad', en: 'Answer the alarm of the ward council' },
      title: title(
        (until) => `De wijkraad trekt aan de bel. Antwoord vóór het einde van ${until}. De termijn is ${nl}.${then.nl}`,
        (until) => `The ward council has raised an alarm. Answer by the end of ${until}. The term is ${en}.${then.en}`,
      ),
    }
  },
} as const satisfies { readonly [Each in NoticeKind]?: (promised: Promised) => NoticeDeclaration }

const telling = {
  'report-published': {
    isUrgent: false,
    subject: { nl: 'Het verslag over uw wijkakkoord', en: 'The report on your ward agreement' },
    title: title(
      () => 'Het verslag over uw wijkakkoord is gepubliceerd.',
      () => 'The report on your ward agreement has been published.',
    ),
  },
  'alarm-answered': {
    isUrgent: true,
    subject: { nl: 'Uw alarm is beantwoord', en: 'Your alarm has been answered' },
    title: title(
      () => 'Uw alarm is beantwoord. Zeg of het is opgelost.',
      () => 'Your alarm has been answered. Say whether it is solved.',
    ),
  },
} as const satisfies { readonly [Each in NoticeKind]?: NoticeDeclaration }
type Asking = keyof typeof asking
type Telling = keyof typeof telling

/** Where to look, below the path of the agreement. */
const partOf = {
  'progress-asked': (about: string) => `reviews/${about}`,
  'progress-reminder': (about: string) => `reviews/${about}`,
  'verdict-asked': (about: string) => `reviews/${about}`,
  'report-published': (about: string) => `reviews/${about}/report`,
  'alarm-on-rung': (about: string) => `alarms/${about}`,
  'alarm-answered': (about: string) => `alarms/${about}`,
} as const satisfies { readonly [Each in NoticeKind]: (about: string) => string }

type Given<Kind extends NoticeKind> = {
  readonly id: string
  readonly kind: Kind
  readonly wardCode: WardCode
  readonly agreementId: AgreementId
  /** The review or alarm. */
  readonly about: string
  readonly department?: string | undefined
  readonly at: Instant
}

const linkOf = ({ kind, about, agreementId }: Given<NoticeKind>) => `agreements/${agreementId}/${partOf[kind](about)}`

/** A notice of a review or an alarm that asks something, until the end of a day, in the words of its rules. */
export const askingNotice = (given: Given<Asking>, role: NoticeRole, until: LocalDate, promised: Promised) =>
  giveNotice(asking[given.kind](promised), { ...given, link: linkOf(given) }, role, until)

/** A notice of a review or an alarm that asks nothing. */
export const tellingNotice = (given: Given<Telling>, role: NoticeRole) =>
  giveNotice(telling[given.kind], { ...given, link: linkOf(given) }, role, dateInCity(given.at))

/** What the rules promise about a rung. */
export const promiseOfRung = (ladder: AgreementRules['ladder'], place: number): Promised => {
  const rung = ladder[place]
  if (rung === undefined) throw new RangeError(`The ladder has no rung ${place}`)
  return { term: rung.term, next: ladder[place + 1]?.addressee }
}

/** The recipient of the notice when an alarm reaches this rung. */
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
