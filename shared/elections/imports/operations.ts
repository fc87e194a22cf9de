// The API operation that finishes an entry with a file of counting software.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { ElectionId, WardCode } from '../../kernel/ids.ts'
import { StationProgress, sessionRefusals } from '../count/operations.ts'
import { Entry, StationNumber } from '../count/station-count.ts'
import { electionsRefusals } from '../refusals.ts'

const operation = operationsOf('elections', electionsRefusals)

export const importEntry = operation({
  id: 'importEntry',
  method: 'POST',
  path: '/elections/{electionId}/contests/{wardCode}/stations/{station}/_import',
  summary: { nl: 'Rond uw invoer af met een bestand', en: 'Finish your entry with a file' },
  description:
    'The count of the station as counting software exports it: EML_NL 510a of the station, or a 510b that has it. It finishes the entry that you took, in place of typing. The other entry is typed from the paper by somebody else: two files could repeat one mistake. What is on the paper only (the ticks, the cards of 16- and 17-year-olds) is taken from that entry. The same file again changes nothing and gets the same answer; a file of another election, ward or station is refused by its name. A file with errors is refused with their lines, and nothing of it is kept.',
  access: access.electionOffice,
  about: { missing: 'station-not-found' },
  params: z.strictObject({ electionId: ElectionId, wardCode: WardCode, station: StationNumber }),
  body: z.strictObject({
    file: z.string().min(1).max(200_000).meta({ description: 'The content of the file, unchanged.' }),
    handled: Entry.shape.handled.default([]),
  }),
  responses: { 200: StationProgress },
  refusals: [
    'election-not-found',
    'contest-not-found',
    'file-unreadable',
    'file-not-a-count',
    'file-of-another-election',
    'file-of-another-ward',
    'file-of-another-station',
    'file-does-not-hold',
    'file-beside-file',
    'another-file-stands',
    'entry-not-open',
    'entry-of-another',
    'entry-has-errors',
    'cells-unknown',
    'warnings-not-handled',
    ...sessionRefusals,
  ],
})
