// Complete and unremarkable initiatives, so that a test states only what matters to it.
import * as z from 'zod'
import type { HandedIn, NotHandedIn } from '../../../../shared/initiatives/initiative.ts'
import type { DraftInput } from '../../../../shared/initiatives/text/content.ts'
import { DraftInput as DraftInputSchema } from '../../../../shared/initiatives/text/content.ts'
import { draftInitiative } from '../../../../shared/initiatives/text/draft.ts'
import { submitInitiative } from '../../../../shared/initiatives/text/submit.ts'
import { Instant } from '../../../../shared/kernel/clock.ts'
import { InitiativeId, ResidentId, RoundId, WardCode } from '../../../../shared/kernel/ids.ts'
import { outboxShards, tableKeys } from '../../../../shared/table/definition.ts'
import { queryAll } from '../../../../shared/table/read.ts'
import type { Table } from '../../../../shared/table/table.ts'
import { InitiativeRules } from '../../../../shared/wards/rules/initiative-rules.ts'
import { regimesOfRotterdam } from '../../../../shared/wards/rules/regimes-of-rotterdam.ts'

export const wardCode = WardCode.parse('oude-noorden')
export const applicant = ResidentId.parse('applicant')
export const assessor = ResidentId.parse('assessor')
export const someRound = RoundId.parse('0193c3c6-0000-7000-8000-000000000001')
export const handedInAt = Instant.parse('2026-03-02T09:00:00.000Z')

/** A complete body, which can be submitted. */
export const completeBody = {
  title: 'Tuin op het plein',
  summary: 'Met de buurt een tuin aanleggen.',
  plan: 'Bakken timmeren, planten, een feest.',
  amountCents: 200_000,
  startsOn: '2026-06-01',
  contact: { name: 'Ada Bakker', email: 'ada@example.org', phone: '+31 10 123 4567', birthDate: '1980-05-17' },
  address: { street: 'Noordsingel', houseNumber: '1a', postalCode: '3032 EG', town: 'Rotterdam' },
  bankAccount: { iban: 'NL91ABNA0417164300', holder: 'A. Bakker' },
} as const

export const completeInput = (change: object = {}): DraftInput => DraftInputSchema.parse({ ...completeBody, ...change })

/** The third set of rules of Rotterdam, with a change. */
export const rulesWith = (change: object = {}): InitiativeRules =>
  InitiativeRules.parse({ ...regimesOfRotterdam[2], ...change })

const byResidents = {
  decidedBy: 'residents',
  handling: 'rounds',
  advisedBy: [],
  mandateConditions: null,
  decisionTermDays: null,
  longestTermDays: null,
}
/** Rules by which residents decide on every initiative. */
export const votingRules = (change: object = {}): InitiativeRules =>
  rulesWith({
    regime: 'R3 with a vote',
    small: byResidents,
    large: byResidents,
    voting: { isOn: true, votesPerPerson: 3, minimumVotes: 0, minimumAge: 12 },
    assumed: [],
    ...change,
  })

/** A draft of an initiative. */
export const draft = (change: object = {}): NotHandedIn =>
  draftInitiative(
    {
      id: InitiativeId.parse('0193c3c6-7a00-7000-8000-000000000000'),
      wardCode,
      applicantId: applicant,
      requestDigest: '0'.repeat(64),
    },
    completeInput(change),
    handedInAt,
  ).after

/** The same initiative, submitted on 2 March 2026 with this many supporters (by default as many as needed). */
export const handedIn = (
  change: object = {},
  rules = rulesWith(),
  supporterCount = rules.supporters.required,
): HandedIn => {
  const decision = submitInitiative(draft(change), rules, handedInAt)
  if (decision.refused) throw new Error(`The builder was refused: ${decision.code}`)
  return { ...decision.after, supporterCount }
}

/** Every event in the outbox of a table, in any order. */
export const eventsIn = async (
  table: Table,
): Promise<readonly { readonly type: string; readonly detail: string }[]> => {
  const found: { readonly type: string; readonly detail: string }[] = []
  for (let shard = 0; shard < outboxShards; shard++)
    for await (const item of queryAll(table, { pk: tableKeys.outbox(shard) }, OutboxItem)) found.push(item)
  return found
}
const OutboxItem = z.object({ type: z.string(), detail: z.string() })
