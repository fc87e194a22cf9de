// The official report of the whole election: every ward with its totals and members, and the sums over the city.
import { type Block, type Document, facts, heading, paragraph, table } from '../../documents/document.ts'
import { dayInWords, instantInCityWords, joined, whole } from '../../documents/wording.ts'
import { dateInCity } from '../../kernel/clock.ts'
import type { Contest } from '../contests/contest.ts'
import { type Cells, numberIn } from '../count/cells.ts'
import { sumOfCells, turnoutOf } from '../count/totals.ts'
import type { Election } from '../planning/election.ts'
import { electedIn } from '../results/result.ts'
import { namesOf, type Reported } from './basis.ts'
import { percent, recountWords, rowsOfCells } from './wording.ts'

export type ReportedCity = {
  readonly election: Election
  /** Every ward whose result is established. */
  readonly wards: readonly Reported[]
  /** Wards whose contest was called off, by name. */
  readonly cancelled: readonly { readonly wardName: string; readonly reason: string }[]
}

/** Whether an election is complete: each contest has its result or was called off. */
export const isComplete = (contests: readonly Contest[]): boolean =>
  contests.some(({ status }) => status === 'established') &&
  contests.every(({ status }) => status === 'established' || status === 'cancelled')

/** The electorate of the city is the sum of those of its wards. */
const sumOfTotals = (totals: readonly Cells[]): Cells => ({
  ...sumOfCells(totals),
  ...sumOfCells(totals, [
    'electorate',
    ...(totals.some((total) => 'onlineVoters' in total) ? (['onlineVoters'] as const) : []),
  ]),
})

const totalsBlocks = (wards: readonly Reported[]): readonly Block[] => {
  const polled = wards.flatMap(({ wardName, contest: { result } }) =>
    result.total === undefined ? [] : [{ wardName, total: result.total, turnout: result.turnout }],
  )
  if (polled.length === 0) return []
  const city = sumOfTotals(polled.map(({ total }) => total))
  return [
    heading('Kiezers en stemmen in de stad'),
    ...table('Totaal van de wijken waar is gestemd', ['Onderdeel', 'Aantal#'], rowsOfCells(city)),
    ...facts(['Opkomst', percent(turnoutOf(city))]),
    ...table(
      'Kiezers en stemmen per wijk',
      ['Wijk', 'Kiesgerechtigd#', 'Uitgebracht#', 'Blanco#', 'Ongeldig#', 'Opkomst#'],
      polled.map(({ wardName, total, turnout }) => [
        wardName,
        ...(['electorate', 'cast', 'blank', 'invalid'] as const).map((name) => whole(numberIn(total, name))),
        percent(turnout) ?? 'onbekend',
      ]),
    ),
  ]
}

const wardBlocks = (of: Reported): readonly Block[] => {
  const { result, establishedAt, ties, recount } = of.contest
  const nameOf = namesOf(of)
  const elected = electedIn(result)
  return [
    heading(of.wardName, 3),
    ...facts(
      ['Zetels', String(result.seats)],
      ['Gekozen', elected.length === 0 ? 'niemand' : joined(elected.map(nameOf))],
      ['Onbezette zetels', result.vacantSeats === 0 ? undefined : String(result.vacantSeats)],
      ['Lotingen', ties.length === 0 ? undefined : String(ties.length)],
      ['Uitslag vastgesteld', instantInCityWords(establishedAt)],
      ['Na een hertelling', recount && `${recountWords[recount.orderedBy]}: ${recount.reason}`],
    ),
  ]
}

/** The official report of the city. `madeAt` is the moment of the last result, so that the bytes are always the same. */
export const cityReport = ({ election, wards, cancelled }: ReportedCity): Omit<Document, 'number'> | undefined => {
  const madeAt = wards
    .map(({ contest }) => contest.establishedAt)
    .toSorted()
    .at(-1)
  if (madeAt === undefined) return undefined
  const seats = wards.reduce((sum, { contest }) => sum + contest.result.seats, 0)
  const members = wards.reduce((sum, { contest }) => sum + electedIn(contest.result).length, 0)
  return {
    language: 'nl',
    title: 'Proces-verbaal van de wijkraadsverkiezingen',
    subtitle: election.name.nl,
    madeAt,
    on: dateInCity(madeAt),
    blocks: [
      ...facts(
        ['Dag van de stemming', dayInWords(election.calendar.pollingOn)],
        ['Laatste uitslag vastgesteld', instantInCityWords(madeAt)],
        ['Wijken', String(wards.length)],
        ['Zetels', whole(seats)],
        ['Gekozen leden', whole(members)],
        ['Regels', election.rules.name],
      ),
      ...totalsBlocks(wards),
      heading('Uitslag per wijk'),
      paragraph('Elke wijk heeft ook een eigen proces-verbaal, met de uitslag van elk stembureau.'),
      ...wards.flatMap(wardBlocks),
      ...(cancelled.length === 0
        ? []
        : [
            heading('Wijken zonder verkiezing'),
            ...facts(...cancelled.map(({ wardName, reason }): readonly [string, string] => [wardName, reason])),
          ]),
    ],
  }
}
