import type { RefusalCatalogue } from '../kernel/refusals.ts'

/** Every "no" about seats after the election. */
export const seatRefusals = {
  'seat-not-found': {
    status: 404,
    title: {
      nl: 'Deze zetel is er niet. Zetels zijn er als de uitslag van de wijk is vastgesteld.',
      en: 'There is no such seat. Seats are there once the result of the ward is established.',
    },
  },
  'no-seat-offered': {
    status: 404,
    title: { nl: 'Hier is nu niemand een zetel aangeboden.', en: 'No seat is offered to anybody here now.' },
  },
  'seat-not-yours': {
    status: 403,
    title: { nl: 'Deze zetel is u niet aangeboden.', en: 'This seat was not offered to you.' },
  },
  'seat-not-offered': {
    status: 409,
    title: { nl: 'Deze zetel is nu niemand aangeboden.', en: 'This seat is not offered to anybody now.' },
  },
  'answer-too-late': {
    status: 409,
    title: {
      nl: 'De termijn is voorbij. Wie niet antwoordt, bedankt (Kieswet W 2, naar analogie).',
      en: 'The term is over. Whoever does not answer declines (Kieswet W 2, by analogy).',
    },
  },
  'answer-still-awaited': {
    status: 409,
    title: { nl: 'Het antwoord kan nog komen.', en: 'The answer may still come.' },
  },
  'seat-not-accepted': {
    status: 409,
    title: {
      nl: 'Niemand heeft deze zetel aangenomen, of de geloofsbrieven zijn al onderzocht.',
      en: 'Nobody has accepted this seat, or the credentials were examined already.',
    },
  },
  'member-not-admitted': {
    status: 409,
    title: {
      nl: 'Eerst worden de geloofsbrieven onderzocht, dan volgt de eed of belofte.',
      en: 'The credentials are examined first; the oath or promise follows.',
    },
  },
  'before-term': {
    status: 409,
    title: {
      nl: 'De zittingsduur is nog niet begonnen (Kiesreglement wijkraden, artikel 4).',
      en: 'The term has not begun yet (Electoral Regulation, article 4).',
    },
  },
  'seat-not-held': {
    status: 409,
    title: { nl: 'Deze zetel heeft nu niemand.', en: 'Nobody holds this seat now.' },
  },
  'before-seat-was-held': {
    status: 409,
    title: { nl: 'Op die dag had het lid de zetel nog niet.', en: 'On that day the member did not have the seat yet.' },
  },
  'seat-not-vacant': {
    status: 409,
    title: { nl: 'Deze zetel is niet vrij.', en: 'This seat is not vacant.' },
  },
  'seat-not-exhausted': {
    status: 409,
    title: { nl: 'Voor deze zetel is de lijst niet op.', en: 'The list is not exhausted for this seat.' },
  },
  'no-refusal-for-term': {
    status: 409,
    title: { nl: 'U hebt niet voor de hele periode bedankt.', en: 'You have not declined for the whole term.' },
  },
} as const satisfies RefusalCatalogue
