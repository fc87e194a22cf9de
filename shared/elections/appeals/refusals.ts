import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { appealStandings } from '../standings.ts'

/** Every refusal about appeals. */
export const appealRefusals = {
  'appeal-not-found': { status: 404, title: { nl: 'Dit beroep bestaat niet.', en: 'There is no such appeal.' } },
  'nothing-decided': {
    status: 409,
    title: {
      nl: 'Over deze kandidaat of lijst is niet beslist. Een beroep gaat altijd over een beslissing.',
      en: 'Nothing was decided about this candidate or list. An appeal is always against a decision.',
    },
  },
  'appeal-before-decision': {
    status: 409,
    title: {
      nl: 'Op die dag was de beslissing er nog niet. Bekijk de dag waarop het beroep binnenkwam.',
      en: 'The decision had not been made on that day yet. Check the day on which the appeal was received.',
    },
  },
  'appeal-decided': {
    status: 409,
    title: { nl: 'Een tweede uitspraak kan niet.', en: 'A second ruling is not possible.' },
    standings: appealStandings,
  },
  'ruling-before-receipt': {
    status: 409,
    title: {
      nl: 'Op die dag was het beroep nog niet binnen. Bekijk de dag van de uitspraak.',
      en: 'The appeal had not been received on that day yet. Check the day of the ruling.',
    },
  },
  'names-a-person': {
    status: 422,
    title: {
      nl: 'In deze tekst staat de naam van iemand die niet op de lijst staat. Laat de naam weg: iedereen kan de tekst lezen.',
      en: 'This text has the name of somebody who is not on the list. Leave it out: everybody can read the text.',
    },
  },
} as const satisfies RefusalCatalogue
