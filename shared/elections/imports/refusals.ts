import type { RefusalCatalogue } from '../../kernel/refusals.ts'
import { stationStandings } from '../standings.ts'

/** Every refusal about a file of counting software. What is wrong inside it stands at the lines that `errors` names. */
export const fileRefusals = {
  'file-unreadable': {
    status: 422,
    title: {
      nl: 'Dit bestand is niet te lezen. Exporteer het opnieuw uit de telsoftware en verander er niets in.',
      en: 'This file cannot be read. Export it from the counting software again and change nothing in it.',
    },
  },
  'file-not-a-count': {
    status: 422,
    title: {
      nl: 'Dit bestand is geen telling. Exporteer uit de telsoftware de telling (EML 510) van dit stembureau.',
      en: 'This file is not a count. Export the count (EML 510) of this station from the counting software.',
    },
  },
  'file-of-another-election': {
    status: 422,
    title: {
      nl: 'Dit bestand is van een andere verkiezing. Kies het bestand van deze verkiezing.',
      en: 'This file belongs to another election. Choose the file of this election.',
    },
  },
  'file-of-another-ward': {
    status: 422,
    title: {
      nl: 'Dit bestand is van een andere wijk. Kies het bestand van deze wijk.',
      en: 'This file belongs to another ward. Choose the file of this ward.',
    },
  },
  'file-of-another-station': {
    status: 422,
    title: {
      nl: 'Dit stembureau staat niet in het bestand. Kies het bestand van dit stembureau.',
      en: 'This station is not in the file. Choose the file of this station.',
    },
  },
  'file-does-not-hold': {
    status: 422,
    title: {
      nl: 'Dit bestand klopt niet. Kijk bij de genoemde regels, verbeter het in de telsoftware en exporteer het opnieuw.',
      en: 'This file has errors. Look at the lines named, correct it in the counting software and export it again.',
    },
  },
  'file-beside-file': {
    status: 409,
    title: {
      nl: 'De andere invoer kwam al uit een bestand. Typ deze invoer over van het papier.',
      en: 'The other entry came from a file already. Type this entry from the paper.',
    },
  },
  'another-file-stands': {
    status: 409,
    title: {
      nl: 'Van dit stembureau is al een ander bestand ingelezen. De coördinator kan dat weggooien.',
      en: 'Another file of this station was read already. The coordinator can discard it.',
    },
    standings: stationStandings,
  },
} as const satisfies RefusalCatalogue
