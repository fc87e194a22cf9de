import type { RefusalCatalogue } from '../kernel/refusals.ts'
import { noticeStandings } from './standings.ts'

/** Every refusal about notices. */
export const noticesRefusals = {
  'no-notices-for-you': {
    status: 403,
    title: {
      nl: 'U hebt geen rol waarvoor hier berichten liggen.',
      en: 'You have no role for which there are notices.',
    },
  },
  'notice-delivered': {
    status: 409,
    title: { nl: 'Dit bericht is al verwerkt.', en: 'This notice has been dealt with.' },
    standings: noticeStandings,
  },
  'notice-not-due': {
    status: 409,
    title: { nl: 'Dit bericht is nog niet aan de beurt.', en: 'It is not the turn of this notice yet.' },
    standings: noticeStandings,
  },
} as const satisfies RefusalCatalogue
