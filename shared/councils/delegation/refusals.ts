import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { delegatedStandings } from '../standings.ts'

/** Every refusal about delegations to the ward manager. */
export const delegationRefusals = {
  'delegation-not-found': {
    status: 404,
    title: { nl: 'Dit besluit droeg niets over.', en: 'This decision delegated nothing.' },
  },
  'delegation-without-days': {
    status: 409,
    title: {
      nl: 'Deze overdracht zou op geen enkele dag gelden. Zet haar met andere dagen op de agenda.',
      en: 'This delegation would hold on no day. Put it on the agenda with other days.',
    },
  },
  'delegation-revoked': {
    status: 409,
    title: {
      nl: 'De wijkraad heeft deze overdracht ingetrokken.',
      en: 'The ward council has taken this delegation back.',
    },
  },
  'delegated-decision-not-found': {
    status: 404,
    title: { nl: 'Dit besluit van de wijkmanager bestaat niet.', en: 'There is no such decision of the ward manager.' },
  },
  'objected-already': {
    status: 409,
    title: { nl: 'Opnieuw bezwaar maken kan niet.', en: 'It cannot be objected to again.' },
    standings: delegatedStandings,
  },
  'not-objected': {
    status: 409,
    title: { nl: 'Er is geen bezwaar om over te beslissen.', en: 'There is no objection to decide about.' },
    standings: delegatedStandings,
  },
  'objection-too-late': {
    status: 409,
    title: {
      nl: 'De termijn om bezwaar te maken is voorbij.',
      en: 'The term for an objection by the council is over.',
    },
  },
} as const satisfies RefusalCatalogue
