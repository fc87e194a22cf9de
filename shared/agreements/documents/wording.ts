// The words of agreements and reports as documents. Dutch: they are documents of the city.
import type * as z from 'zod'
import type { Action, Source, Verdict } from '../actions/action.ts'
import type { Party } from '../agreement/agreement.ts'
import type { Part } from '../agreement/text.ts'
import type { Alarm, Rung } from '../watch/alarm.ts'

type Words<Key extends string> = { readonly [Each in Key]: string }

export const partWords: Words<z.infer<typeof Part>['kind']> = {
  vision: 'Wijkvisie',
  plan: 'Jaarplan',
  participation: 'Hoe de wijk meedoet aan onderwerpen van de hele stad',
}

export const partyWords: Words<Party> = {
  council: 'Wijkraad',
  municipality: 'Gemeente',
  'ward-network': 'Wijknetwerk',
}

const sourceWords: Words<z.infer<typeof Source>['kind']> = {
  resident: 'bewoners',
  'ward-network': 'het wijknetwerk',
  signal: 'een signaal',
  advice: 'een advies',
  initiative: 'een bewonersinitiatief',
  council: 'de wijkraad',
  municipality: 'de gemeente',
}

/** A document lasts for ever, so what somebody wrote about a resident or the sender of a signal is not in it. */
const hasNoPersons = (kind: keyof typeof sourceWords) => kind !== 'resident' && kind !== 'signal'

/** Who asked for an action. */
export const askedBy = ({ source: { kind, reference } }: Action): string =>
  reference !== undefined && hasNoPersons(kind) ? `${sourceWords[kind]}: ${reference}` : sourceWords[kind]

export const statusWords: Words<Action['status']> = {
  proposed: 'voorgesteld',
  'not-taken-up': 'niet opgenomen',
  agreed: 'nog niet beoordeeld',
  realised: 'gerealiseerd',
  'partly-realised': 'deels gerealiseerd',
  'not-realised': 'niet gerealiseerd',
  dropped: 'vervallen',
  'carried-over': 'doorgeschoven naar het volgende jaar',
}

export const verdictWords: Words<Verdict['verdict']> = {
  realised: 'gerealiseerd',
  partly: 'deels gerealiseerd',
  not: 'niet gerealiseerd',
  dropped: 'vervallen',
  'carried-over': 'doorgeschoven naar het volgende jaar',
}

export const addresseeWords: Words<Rung['addressee']> = {
  'ward-manager': 'wijkmanager',
  'department-director': 'directeur van de dienst',
  'adopting-alderman': 'wijkwethouder',
  college: 'college',
  'municipal-council-committee': 'commissie van de gemeenteraad',
}

export const rungWords: Words<Rung['because']> = {
  raised: 'aan de bel getrokken',
  'not-answered': 'geen antwoord op tijd',
  'not-satisfied': 'antwoord niet genoeg voor de wijkraad',
}

export const alarmWords: Words<Alarm['status']> = {
  waiting: 'wacht op antwoord',
  answered: 'beantwoord, nog niet opgelost',
  unanswered: 'niemand antwoordde op tijd',
  solved: 'opgelost volgens de wijkraad',
}
