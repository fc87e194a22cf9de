import * as z from 'zod'
import { DecisionId, MeetingId, WardCode } from '../shared/kernel/ids.ts'
import { defineEvent } from './envelope.ts'

const of = { wardCode: WardCode, meetingId: MeetingId }

export const meetingChanged = defineEvent(
  'nl.wijk.councils.meeting-changed.v1',
  {
    nl: 'Een vergadering van een wijkraad is belegd, geopend, niet geopend, gesloten of afgelast.',
    en: 'A meeting of a ward council was called, opened, not opened, closed or cancelled.',
  },
  z.strictObject({ ...of, kind: z.string(), status: z.string(), startsAt: z.string() }),
)

export const decisionChanged = defineEvent(
  'nl.wijk.councils.decision-changed.v1',
  {
    nl: 'Een wijkraad heeft over een agendapunt besloten, of een besluit uitgesteld of bekrachtigd.',
    en: 'A ward council decided an item, put it off, or ratified a decision.',
  },
  z.strictObject({ ...of, decisionId: DecisionId, itemNumber: z.int(), status: z.string() }),
)

export const councilsEvents = [meetingChanged, decisionChanged] as const
