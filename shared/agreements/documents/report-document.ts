// The report of a review as a document: what the municipality reported of each action, apart from that what the council
// judged, and the alarms with how long they waited. As it stood in the step that published the report.
import { type Block, type Document, facts, heading, mostDetailed, paragraph, table } from '../../documents/document.ts'
import { dayInWords, instantInCityWords, whole } from '../../documents/wording.ts'
import { dateInCity, plusDays } from '../../kernel/clock.ts'
import type { Action } from '../actions/action.ts'
import { isTakenUp, percentage, sharesOf } from '../actions/shares.ts'
import { type Agreement, periodOfYear } from '../agreement/agreement.ts'
import type { AgreementText } from '../agreement/text.ts'
import type { Alarm } from '../watch/alarm.ts'
import type { Report } from '../watch/report.ts'
import type { Review } from '../watch/review.ts'
import { costsOf, inOrder, ownerOf } from './action-blocks.ts'
import { alarmBlocks, openSince } from './alarm-blocks.ts'
import { statusWords, verdictWords } from './wording.ts'

export type PrintedReport = {
  readonly agreement: Agreement
  readonly review: Extract<Review, { status: 'published' }>
  readonly report: Report
  /** How many reviews follow in the same year. */
  readonly reviewsLeft: number
  readonly wardName: string
  /** The text that counts, for the names of its arrangements. */
  readonly text: AgreementText
  /** Of every year. */
  readonly actions: readonly Action[]
  readonly alarms: readonly Alarm[]
}

const outcomes = ['realised', 'partly-realised', 'not-realised', 'dropped', 'carried-over', 'agreed'] as const

const sharesBlocks = (actions: readonly Action[]): readonly Block[] => {
  if (actions.length === 0) return [paragraph('Voor dit jaar zijn geen acties afgesproken.')]
  const rows = outcomes.map((outcome) => {
    const count = actions.filter(({ status }) => status === outcome).length
    return [statusWords[outcome], whole(count), `${percentage(count, actions.length)} %`]
  })
  const { percentages } = sharesOf(actions)
  return [
    ...table(
      'Oordeel van de wijkraad',
      ['Oordeel', 'Acties#', 'Deel#'],
      [...rows, ['alle acties', whole(actions.length), '100 %']],
    ),
    ...facts([
      'Zoals de stad telt',
      percentages &&
        `${percentages.realised} % gerealiseerd, ${percentages.dropped} % vervallen, ${percentages.continuing} % loopt door`,
    ]),
  ]
}

/** Whether the owner of an action answered this review. */
const answerIn = ({ actions, publishedAt }: Report, { id }: Action): string => {
  const line = actions.find(({ actionId }) => actionId === id)
  if (line === undefined) return 'niet gevraagd'
  if (line.answeredAt === undefined || line.answeredAt > publishedAt) return 'geen antwoord'
  return line.isLate ? 'te laat' : 'op tijd'
}

type Extent = 'whole' | 'latest'

const latestOf = <Each>(all: readonly Each[], extent: Extent): readonly Each[] =>
  extent === 'whole' ? all : all.slice(-1)

const notesOf = ({ notes }: Action, extent: Extent): readonly Block[] =>
  notes.length === 0
    ? [paragraph('De gemeente heeft niets gemeld.')]
    : [
        paragraph('De gemeente meldt:'),
        ...facts(
          ...latestOf(notes, extent).map(({ at, by, text, isLate, evidence }): readonly [string, string] => [
            `${instantInCityWords(at)}, ${by}${isLate ? ' (te laat)' : ''}`,
            [text, ...evidence.map(({ title, address }) => `${title}: ${address}`)].join('\n'),
          ]),
        ),
      ]

const verdictsOf = ({ verdicts }: Action, extent: Extent): readonly Block[] =>
  verdicts.length === 0
    ? [paragraph('De wijkraad heeft nog niet geoordeeld.')]
    : [
        paragraph('De wijkraad oordeelt:'),
        ...facts(
          ...latestOf(verdicts, extent).map(({ at, verdict, reason }): readonly [string, string] => [
            `${instantInCityWords(at)}: ${verdictWords[verdict]}`,
            reason,
          ]),
        ),
      ]

const actionsInFull = (actions: readonly Action[], extent: Extent): readonly Block[] => [
  heading('Elke actie'),
  ...actions.flatMap((action) => [
    heading(action.title, 3),
    ...facts(
      ['Eigenaar', ownerOf(action)],
      ['Klaar op', dayInWords(action.dueOn)],
      ['Kosten', costsOf(action)],
      ['Stand', statusWords[action.status]],
    ),
    ...notesOf(action, extent),
    ...verdictsOf(action, extent),
  ]),
]

const nameOf =
  (actions: readonly Action[], text: AgreementText) =>
  ({ actionId, arrangement }: Alarm): string => {
    if (actionId !== undefined) return actions.find(({ id }) => id === actionId)?.title ?? 'een actie'
    if (arrangement !== undefined) return text.find(({ key }) => key === arrangement)?.title ?? arrangement
    return 'het wijkakkoord als geheel'
  }

/** Actions and alarms in the report, as detailed as a step can store them. */
const contentsOf = ({ report, review, actions, alarms, text, agreement }: PrintedReport): readonly Block[] => {
  const { publishedAt, year } = report
  const ofYear = inOrder(actions.filter((action) => action.year === year && isTakenUp(action)))
  const open = openSince(alarms, periodOfYear(agreement, year)?.from ?? review.beginsOn)
  const overview = [
    heading(`Stand van de acties van ${year}`),
    ...sharesBlocks(ofYear),
    ...table(
      'Antwoord van de eigenaar en oordeel van de wijkraad',
      ['Actie', 'Eigenaar', 'Antwoord', 'Stand'],
      ofYear.map((action) => [action.title, ownerOf(action), answerIn(report, action), statusWords[action.status]]),
    ),
  ]
  const actionsOfYear = (extent: Extent): readonly Block[] => (ofYear.length === 0 ? [] : actionsInFull(ofYear, extent))
  const named = nameOf(actions, text)
  const shortened = paragraph('Dit verslag is te lang om alles te herhalen. De rest leest u bij de acties zelf.')
  return mostDetailed(
    [...overview, ...actionsOfYear('whole'), ...alarmBlocks(open, named, publishedAt, true)],
    () => [...overview, shortened, ...actionsOfYear('latest'), ...alarmBlocks(open, named, publishedAt, false)],
    () => [...overview, shortened, ...alarmBlocks(open, named, publishedAt, false)],
  )
}

/** The report of a review; the last review of a year makes the report of the year. */
export const reportDocument = (printed: PrintedReport): Omit<Document, 'number'> => {
  const { agreement, report, wardName, reviewsLeft } = printed
  const { year, number, beginsOn, answerBy, judgeBy, publishedAt, digest } = report
  const period = periodOfYear(agreement, year)
  return {
    language: 'nl',
    title:
      reviewsLeft === 0 ? `Jaarverslag van het wijkakkoord over ${year}` : `Verslag van het wijkakkoord over ${year}`,
    subtitle: wardName,
    madeAt: publishedAt,
    on: dateInCity(publishedAt),
    blocks: [
      ...facts(
        ['Wijkakkoord', agreement.title],
        ['Wijk', wardName],
        ['Jaar', period && `van ${dayInWords(period.from)} tot en met ${dayInWords(plusDays(period.until, -1))}`],
        ['Ronde', `${number} van ${number + reviewsLeft}`],
        ['Gevraagd op', dayInWords(beginsOn)],
        ['Antwoord van de eigenaars tot en met', dayInWords(answerBy)],
        ['Oordeel van de wijkraad tot en met', dayInWords(judgeBy)],
        ['Gepubliceerd', instantInCityWords(publishedAt)],
        ['Digest van het verslag', digest],
      ),
      ...contentsOf(printed),
    ],
  }
}
