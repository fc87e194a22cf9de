// The states of a notice, in words.
import type { Standings } from '../kernel/refusals.ts'
import type { Notice } from './notice.ts'

export const noticeStandings: Standings<Notice['status']> = {
  waiting: { nl: 'Dit bericht wordt nog gemaild.', en: 'This notice has still to be mailed.' },
  sending: { nl: 'Dit bericht wordt nu gemaild.', en: 'This notice is being mailed.' },
  sent: { nl: 'Dit bericht is gemaild.', en: 'This notice has been mailed.' },
  listed: { nl: 'Dit bericht staat alleen in de lijst.', en: 'This notice is in the list only.' },
}
