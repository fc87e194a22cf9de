// The official report (proces-verbaal) of the result of a ward: the cells as established, the checks, and the outcome.
// It is written in the step that establishes the result and contains only the data of that step.
import { type Block, type Document, facts, heading, paragraph, table } from '../../documents/document.ts'
import { dayInWords, instantInCityWords, whole } from '../../documents/wording.ts'
import { dateInCity } from '../../kernel/clock.ts'
import { candidatesOnBallot } from '../contests/ballot.ts'
import { type Cells, numberIn } from '../count/cells.ts'
import { checkTotal } from '../count/totals.ts'
import { formOf } from '../results/establish.ts'
import { electedIn } from '../results/result.ts'
import { namesOf, type ReportedWard } from './basis.ts'
import {
  electedBlocks,
  lotsBlocks,
  stepsBlocks,
  successionBlocks,
  successionIn,
  voidedLotsBlocks,
} from './outcome-blocks.ts'
import { correctionBlocks, stationBlocks } from './station-blocks.ts'
import { percent, recountWords, rowsOfCells } from './wording.ts'

const designationWords = {
  'political-preference': 'politieke voorkeur',
  association: 'vereniging',
  organisation: 'organisatie',
} as const

/** The outcome of every candidate, in the order of the ballot. */
const votesBlocks = (of: ReportedWard, total: Cells): readonly Block[] => {
  const { contest, candidates } = of
  const nameOf = namesOf(of)
  const elected = new Set(electedIn(contest.result))
  const next = new Set(successionIn(contest.result).flat())
  const listed = new Map(candidates.map((candidate) => [candidate.id, candidate]))
  const became = (id: string) => {
    if (elected.has(id)) return 'gekozen'
    return next.has(id) ? 'opvolger' : 'niet verkiesbaar'
  }
  return [
    heading('Stemmen per kandidaat'),
    ...table(
      'Kandidaten in de volgorde van het stembiljet',
      ['Kandidaat', 'Aanduiding', 'Stemmen#', 'Uitslag'],
      candidatesOnBallot(contest).map((id, place) => {
        const designation = listed.get(id)?.designation
        return [
          `${place + 1}. ${nameOf(id)}`,
          designation === undefined ? '' : `${designation.name} (${designationWords[designation.kind]})`,
          whole(numberIn(total, `votes:${id}`)),
          became(id),
        ]
      }),
    ),
  ]
}

const sum = (terms: readonly number[], result: number) => {
  const added = terms.reduce((total, term) => total + term, 0)
  return [`${terms.map(whole).join(' + ')} = ${whole(added)}`, whole(result), added === result ? 'klopt' : 'klopt niet']
}

const checksBlocks = (of: ReportedWard, total: Cells): readonly Block[] => {
  const number = (name: Parameters<typeof numberIn>[1]) => numberIn(total, name)
  const form = formOf(of.contest)
  const votes = candidatesOnBallot(of.contest).map((id) => number(`votes:${id}`))
  const found = checkTotal(total, form)
  const [more, fewer] = [number('moreCounted'), number('fewerCounted')]
  const ways = [
    'pollingCards',
    'proxies',
    'voterPasses',
    ...('onlineVoters' in total ? (['onlineVoters'] as const) : []),
  ] as const
  return [
    heading('Controles van het totaal'),
    ...table(
      'Sommen die moeten kloppen',
      ['Controle', 'Berekening', 'Ingevuld#', 'Uitkomst'],
      [
        ['Toegelaten kiezers', ...sum(ways.map(number), number('admitted'))],
        ['Stemmen op kandidaten', ...sum([votes.reduce((all, each) => all + each, 0)], number('candidateVotes'))],
        [
          'Uitgebrachte stemmen',
          ...sum([number('candidateVotes'), number('blank'), number('invalid')], number('cast')),
        ],
        [
          'Toegelaten kiezers, meer en minder geteld',
          `${whole(number('cast'))} - ${whole(more)} + ${whole(fewer)} = ${whole(number('cast') - more + fewer)}`,
          whole(number('admitted')),
          number('cast') - more + fewer === number('admitted') ? 'klopt' : 'klopt niet',
        ],
      ],
    ),
    paragraph(
      found.length === 0
        ? 'De controles vonden geen fouten in het totaal.'
        : `De controles vonden: ${found.map(({ code }) => code).join(', ')}.`,
    ),
  ]
}

const contestedBlocks = (of: ReportedWard): readonly Block[] => {
  const { total, turnout } = of.contest.result
  if (total === undefined) return []
  return [
    heading('Kiezers en stemmen'),
    ...table('Totaal van de wijk', ['Onderdeel', 'Aantal#'], rowsOfCells(total)),
    ...facts(['Opkomst', percent(turnout)]),
    ...votesBlocks(of, total),
    ...checksBlocks(of, total),
  ]
}

/** Which result this one supersedes, by whose order, and why. */
const recountBlocks = ({ contest: { recount }, superseded }: ReportedWard): readonly Block[] =>
  recount === undefined || superseded === undefined
    ? []
    : [
        heading('Hertelling'),
        paragraph(
          `Deze uitslag vervangt uitslag ${superseded.number}, vastgesteld op ${instantInCityWords(superseded.establishedAt)}. Die uitslag blijft te lezen.`,
        ),
        ...facts(
          ['Hertelling', recountWords[recount.orderedBy]],
          ['Opgedragen', instantInCityWords(recount.orderedAt)],
          ['Reden', recount.reason],
        ),
      ]

/** The official report of a ward. */
export const wardReport = (of: ReportedWard): Omit<Document, 'number'> => {
  const { election, contest, wardName, counts } = of
  const { establishedAt, termStartsOn, result, session } = contest
  return {
    language: 'nl',
    title: 'Proces-verbaal van de uitslag van de wijkraadsverkiezing',
    subtitle: wardName,
    madeAt: establishedAt,
    on: dateInCity(establishedAt),
    blocks: [
      ...facts(
        ['Verkiezing', election.name.nl],
        ['Wijk', wardName],
        ['Dag van de stemming', dayInWords(election.calendar.pollingOn)],
        ['Uitslag vastgesteld', instantInCityWords(establishedAt)],
        ['Nieuwe raad begint', dayInWords(termStartsOn)],
        ['Zetels', String(result.seats)],
        ['Kandidatenlijst', `zitting ${session.number} van het centraal stembureau`],
        ['Regels', election.rules.name],
      ),
      paragraph(
        'Een medewerker van het verkiezingsbureau heeft de uitslag klaargelegd. Een andere medewerker heeft de uitslag vastgesteld.',
      ),
      ...recountBlocks(of),
      ...electedBlocks(of),
      ...stepsBlocks(of),
      ...contestedBlocks(of),
      ...lotsBlocks(of),
      ...voidedLotsBlocks(of),
      ...successionBlocks(of),
      ...correctionBlocks(of),
      ...stationBlocks(counts, of),
    ],
  }
}
