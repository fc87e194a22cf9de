// A ward agreement as a document: as it was published, and again with each year's plan. It is written in the step that
// publishes it and contains only what that step stores.
import { type Block, type Document, facts, heading, mostDetailed, paragraph, table } from '../../documents/document.ts'
import { dayInWords, instantInCityWords } from '../../documents/wording.ts'
import { dateInCity, type Instant, plusDays } from '../../kernel/clock.ts'
import type { Action } from '../actions/action.ts'
import { isTakenUp } from '../actions/shares.ts'
import type { Agreement } from '../agreement/agreement.ts'
import { Part, type TextVersion } from '../agreement/text.ts'
import { actionInFull, inOrder, overviewOfYear } from './action-blocks.ts'
import { partWords, partyWords } from './wording.ts'

type PublishedAgreement = Extract<Agreement, { publishedAt: Instant }>

export type PrintedAgreement = {
  readonly agreement: PublishedAgreement
  readonly wardName: string
  readonly version: TextVersion
  /** Of every year; those that were not taken up are left out. */
  readonly actions: readonly Action[]
  /** The year whose plan is published; undefined when the agreement itself is. */
  readonly plannedYear?: number
}

/** The vision, the plans, and the arrangements on city-wide subjects, each under its heading. */
const textBlocks = ({ text }: TextVersion): readonly Block[] =>
  Part.shape.kind.options.flatMap((kind) => {
    const parts = text.filter((part) => part.kind === kind)
    if (parts.length === 0) return []
    return [heading(partWords[kind]), ...parts.flatMap((part) => [heading(part.title, 3), paragraph(part.text)])]
  })

/** The agreed actions. The document of a plan leaves out years that are still being prepared. */
const agreedIn = ({ agreement: { plans }, actions, plannedYear }: PrintedAgreement): readonly Action[] => {
  const taken = inOrder(actions.filter(isTakenUp))
  if (plannedYear === undefined) return taken
  const last = Math.max(...plans.map(({ year }) => year))
  return taken.filter(({ year }) => year <= last)
}

const actionBlocks = (printed: PrintedAgreement): readonly Block[] => {
  const { actions, plannedYear } = printed
  const agreed = agreedIn(printed)
  const byId = new Map(actions.map((action) => [action.id, action]))
  const inFull = agreed.filter(({ year }) => plannedYear === undefined || year === plannedYear)
  const overviews = [...new Set(agreed.map(({ year }) => year))]
    .toSorted((a, b) => a - b)
    .flatMap((year) => overviewOfYear(year, agreed))
  const details = inFull.flatMap((action) =>
    actionInFull(action, action.carriedFrom === undefined ? undefined : byId.get(action.carriedFrom)),
  )
  if (details.length === 0) return overviews
  return mostDetailed([...overviews, heading('Elke actie in woorden'), ...details], () => [
    ...overviews,
    paragraph('De acties zijn samen te lang om ze hier in woorden te herhalen. U leest ze bij het wijkakkoord.'),
  ])
}

/** The document of an agreement, or of its plan for a year. */
export const agreementDocument = (printed: PrintedAgreement): Omit<Document, 'number'> => {
  const { agreement, version, wardName, plannedYear } = printed
  const { title, from, until, consultation, adoptedAt, publishedAt, signatures, digest, plans } = agreement
  const plan = plans.find(({ year }) => year === plannedYear)
  const madeAt = plan?.adoptedAt ?? publishedAt
  return {
    language: 'nl',
    title: plan === undefined ? 'Wijkakkoord' : `Wijkakkoord met het plan voor ${plan.year}`,
    subtitle: wardName,
    madeAt,
    on: dateInCity(madeAt),
    blocks: [
      ...facts(
        ['Wijkakkoord', title],
        ['Wijk', wardName],
        ['Geldt', `van ${dayInWords(from)} tot en met ${dayInWords(plusDays(until, -1))}`],
        [
          'Bewoners konden reageren',
          `van ${instantInCityWords(consultation.opensAt)} tot ${instantInCityWords(consultation.closesAt)}`,
        ],
        ['Vastgesteld door de wijkraad', instantInCityWords(adoptedAt)],
        ['Gepubliceerd', instantInCityWords(publishedAt)],
        [
          `Plan vastgesteld door de wijkraad`,
          plan === undefined ? undefined : `${instantInCityWords(plan.adoptedAt)}, voor ${plan.year}`,
        ],
        ['Tekst', `versie ${version.number}: ${version.because}`],
        ['Digest van het akkoord bij publicatie', digest],
      ),
      ...textBlocks(version),
      ...actionBlocks(printed),
      heading('Handtekeningen'),
      ...table(
        'Wie tekende',
        ['Partij', 'Getekend door', 'Wanneer'],
        signatures.map(({ party, by, at }) => [partyWords[party], by, instantInCityWords(at)]),
      ),
    ],
  }
}
