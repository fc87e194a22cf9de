import * as z from 'zod'
import { LocalDate } from '../shared/kernel/clock.ts'
import { ActionId, AgreementId, AlarmId, CommentId, ReviewId, WardCode } from '../shared/kernel/ids.ts'
import { defineEvent } from './envelope.ts'

const of = { wardCode: WardCode, agreementId: AgreementId, status: z.string() }

export const agreementChanged = defineEvent(
  'nl.wijk.agreements.agreement-changed.v1',
  { nl: 'Een wijkakkoord is een stap verder.', en: 'A ward agreement has moved on.' },
  z.strictObject({ ...of, textVersion: z.int() }),
)

const ofComment = { wardCode: WardCode, agreementId: AgreementId, commentId: CommentId }

export const commentGiven = defineEvent(
  'nl.wijk.agreements.comment-given.v1',
  {
    nl: 'Een bewoner heeft gereageerd op het concept van een wijkakkoord.',
    en: 'A resident commented on the draft of a ward agreement.',
  },
  z.strictObject(ofComment),
)

export const commentWithdrawn = defineEvent(
  'nl.wijk.agreements.comment-withdrawn.v1',
  {
    nl: 'Een bewoner heeft een reactie op een wijkakkoord ingetrokken.',
    en: 'A resident withdrew a comment on a ward agreement.',
  },
  z.strictObject(ofComment),
)

export const actionChanged = defineEvent(
  'nl.wijk.agreements.action-changed.v1',
  {
    nl: 'Een actie uit een wijkakkoord is begroot, gemeld of beoordeeld.',
    en: 'An action of a ward agreement was costed, reported on or judged.',
  },
  z.strictObject({ ...of, actionId: ActionId, year: z.int() }),
)

export const reviewChanged = defineEvent(
  'nl.wijk.agreements.review-changed.v1',
  {
    nl: 'Een voortgangsronde van een wijkakkoord is een stap verder.',
    en: 'A review of a ward agreement has moved on.',
  },
  z.strictObject({
    ...of,
    reviewId: ReviewId,
    unanswered: z.int(),
    /** The action whose owner answered with this step. */
    answered: ActionId.optional(),
    /** Actions that the council has not judged yet in this review. */
    unjudged: z.int().optional(),
  }),
)

export const alarmChanged = defineEvent(
  'nl.wijk.agreements.alarm-changed.v1',
  {
    nl: 'Een wijkraad trekt aan de bel, krijgt antwoord, gaat een trede hoger of meldt dat het is opgelost.',
    en: 'A ward council raised an alarm, was answered, went one rung higher, or said that it is solved.',
  },
  z.strictObject({ ...of, alarmId: AlarmId, addressee: z.string(), endsOn: z.string() }),
)

export const agreementRulesChanged = defineEvent(
  'nl.wijk.agreements.rules-changed.v1',
  {
    nl: 'Regels voor wijkakkoorden zijn gepland, of ingetrokken voor zij golden.',
    en: 'Rules for ward agreements were planned, or withdrawn before they applied.',
  },
  z.strictObject({
    /** Null where they are planned for every ward without a set of its own. */
    wardCode: WardCode.nullable(),
    validFrom: LocalDate,
    change: z.enum(['published', 'withdrawn']),
  }),
)

export const agreementsEvents = [
  agreementChanged,
  commentGiven,
  commentWithdrawn,
  actionChanged,
  reviewChanged,
  alarmChanged,
  agreementRulesChanged,
] as const
