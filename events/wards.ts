import * as z from 'zod'
import { LocalDate } from '../shared/kernel/clock.ts'
import { WardCode } from '../shared/kernel/ids.ts'
import { Cents } from '../shared/kernel/money.ts'
import { defineEvent } from './envelope.ts'

export const wardEstablished = defineEvent(
  'nl.wijk.wards.ward-established.v1',
  { nl: 'Een wijk is ingesteld.', en: 'A ward has been established.' },
  z.strictObject({ wardCode: WardCode }),
)

export const initiativeRulesPublished = defineEvent(
  'nl.wijk.wards.rules-published.v1',
  {
    nl: 'Voor een wijk gelden vanaf een datum nieuwe regels voor bewonersinitiatieven.',
    en: 'From a date on, new rules for resident initiatives apply in a ward.',
  },
  z.strictObject({ wardCode: WardCode, regime: z.string(), validFrom: LocalDate }),
)

export const initiativeRulesWithdrawn = defineEvent(
  'nl.wijk.wards.rules-withdrawn.v1',
  {
    nl: 'Regels voor bewonersinitiatieven die nog niet golden, zijn ingetrokken.',
    en: 'Rules for resident initiatives that did not apply yet were withdrawn.',
  },
  z.strictObject({ wardCode: WardCode, regime: z.string(), validFrom: LocalDate }),
)

export const wardBudgetSet = defineEvent(
  'nl.wijk.wards.budget-set.v1',
  {
    nl: 'Het jaarbudget van een wijk voor bewonersinitiatieven is vastgesteld.',
    en: "A ward's yearly budget for resident initiatives has been set.",
  },
  z.strictObject({ wardCode: WardCode, year: z.int(), totalCents: Cents }),
)

export const registerFigureSet = defineEvent(
  'nl.wijk.wards.register-figure-set.v1',
  {
    nl: 'Vastgelegd is hoeveel inwoners een wijk op een dag had.',
    en: 'It has been recorded how many residents a ward had on a day.',
  },
  z.strictObject({ wardCode: WardCode, date: LocalDate, residents: z.int() }),
)

export const addressesRecorded = defineEvent(
  'nl.wijk.wards.addresses-recorded.v1',
  {
    nl: 'Vastgelegd is in welke wijk de adressen van een postcodegebied vanaf een datum liggen.',
    en: 'It has been recorded in which ward the addresses of a postcode area lie from a date on.',
  },
  z.strictObject({ area: z.string(), validFrom: LocalDate }),
)

export const wardsEvents = [
  wardEstablished,
  initiativeRulesPublished,
  initiativeRulesWithdrawn,
  wardBudgetSet,
  registerFigureSet,
  addressesRecorded,
] as const
