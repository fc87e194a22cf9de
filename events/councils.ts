import * as z from 'zod'
import {
  DecisionId,
  DelegatedDecisionId,
  InitiativeId,
  MeetingId,
  MemberId,
  RoleHolderId,
  WardCode,
} from '../shared/kernel/ids.ts'
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

export const decisionListChanged = defineEvent(
  'nl.wijk.councils.decision-list-changed.v1',
  {
    nl: 'De besluitenlijst van een vergadering is opgesteld, verbeterd of vastgesteld.',
    en: 'The list of decisions of a meeting was drawn up, corrected or adopted.',
  },
  z.strictObject({
    ...of,
    status: z.string(),
    /** The latest version, from 1. What it says is read at `/meetings/{meetingId}/decision-list/versions/{listVersion}`. */
    listVersion: z.int(),
  }),
)

export const meetingRulesChanged = defineEvent(
  'nl.wijk.councils.meeting-rules-changed.v1',
  {
    nl: 'De regels waarnaar een wijkraad vergadert zijn gepubliceerd, of ingetrokken voor zij golden.',
    en: 'Rules by which a ward council meets were published, or withdrawn before they applied.',
  },
  z.strictObject({ wardCode: WardCode, validFrom: z.string(), change: z.enum(['published', 'withdrawn']) }),
)

export const delegationChanged = defineEvent(
  'nl.wijk.councils.delegation-changed.v1',
  {
    nl: 'Een wijkraad liet de wijkmanager over kleine initiatieven beslissen, of nam dat terug.',
    en: 'A ward council let the ward manager decide about small initiatives, or took that back.',
  },
  z.strictObject({
    wardCode: WardCode,
    delegationId: DecisionId,
    status: z.string(),
    upToCents: z.int(),
    from: z.string(),
    until: z.string(),
  }),
)

export const delegatedDecisionChanged = defineEvent(
  'nl.wijk.councils.delegated-decision-changed.v1',
  {
    nl: 'De wijkmanager besliste namens een wijkraad, of de wijkraad maakte bezwaar of sprak zich daarover uit.',
    en: 'The ward manager decided on behalf of a ward council, or the council objected or spoke about it.',
  },
  z.strictObject({
    wardCode: WardCode,
    delegatedDecisionId: DelegatedDecisionId,
    delegationId: DecisionId,
    initiativeId: InitiativeId,
    status: z.string(),
  }),
)

export const memberChanged = defineEvent(
  'nl.wijk.councils.member-changed.v1',
  {
    nl: 'Een lid van een wijkraad is geïnstalleerd, heeft een rol gekregen of is vertrokken.',
    en: 'A member of a ward council was installed, was given a role, or left.',
  },
  z.strictObject({
    wardCode: WardCode,
    /** Of one seat for one term. The reason for leaving is not published. */
    mandateId: MemberId,
    status: z.string(),
    from: z.string(),
    until: z.string(),
    /** First day without the seat, of a member who left. */
    leftOn: z.string().optional(),
  }),
)

export const roleChanged = defineEvent(
  'nl.wijk.councils.role-changed.v1',
  {
    nl: 'Iemand kreeg een rol in een wijk, of had die voor het laatst.',
    en: 'Somebody was given a role in a ward, or it ended.',
  },
  z.strictObject({
    roleHolderId: RoleHolderId,
    role: z.string(),
    /** Null where the role is held in every ward. */
    wardCode: WardCode.nullable(),
    status: z.string(),
    from: z.string(),
    until: z.string(),
    /** First day without the role, of one that ended early. */
    endedOn: z.string().optional(),
  }),
)

export const councilsEvents = [
  meetingChanged,
  decisionChanged,
  decisionListChanged,
  meetingRulesChanged,
  delegationChanged,
  delegatedDecisionChanged,
  memberChanged,
  roleChanged,
] as const
