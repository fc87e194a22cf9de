// Establishing 39 results: adds up and checks the stored counts of their stations, and decides the winners and successors of
// each ward; compared with only reading the same counts.
import { electPersons } from '../shared/elections/allocation/personal.ts'
import { Cells, type CountForm, numberIn } from '../shared/elections/count/cells.ts'
import { checkTotal, totalOf, turnoutOf } from '../shared/elections/count/totals.ts'
import { type BenchRow, median } from './row.ts'

const wards = 39
const stationsInWard = 3
const candidates = 17
const seats = 7
const rounds = 15

/** Pseudo-random numbers, the same in each run. */
const numberAt = (n: number) => ((Math.imul(n + 1, 2_654_435_761) >>> 0) % 90) + 1

const idOf = (ward: number, place: number) => `${ward}-${place}`
const formOf = (ward: number): CountForm => ({
  kind: 'persons',
  candidates: Array.from({ length: candidates }, (_, place) => idOf(ward, place)),
})

/** A station's report as JSON, as it is stored in the table. */
const reportOf = (ward: number, station: number): string => {
  const votes = Array.from({ length: candidates }, (_, place) => numberAt((ward * 7 + station) * candidates + place))
  const sum = votes.reduce((total, each) => total + each, 0)
  const own = votes.map((each, place) => [`votes:${idOf(ward, place)}`, each] as const)
  return JSON.stringify({
    ...{ pollingCards: sum + 2, proxies: 0, voterPasses: 0, admitted: sum + 2, ...Object.fromEntries(own) },
    ...{ candidateVotes: sum, blank: 1, invalid: 1, cast: sum + 2, saysEqual: 1, electorate: 13_000 },
  })
}

const read = (reports: readonly string[]) => reports.map((report) => Cells.parse(JSON.parse(report)))

/** The result of one ward. A tie at the edge stays open, as it does until its lot is drawn. */
const establish = (ward: number, reports: readonly string[]) => {
  const form = formOf(ward)
  const total = totalOf(read(reports), form, 13_000)
  const found = checkTotal(total, form)
  if (found.length > 0) throw new Error(`Ward ${ward} does not add up: ${found.map(({ code }) => code).join(', ')}`)
  turnoutOf(total)
  const counted = form.kind === 'persons' ? form.candidates : []
  return electPersons(
    counted.map((id) => ({ id, votes: numberIn(total, `votes:${id}`) })),
    seats,
    { method: 'personal', allAtZero: 'electable' },
  )
}

const millisecondsOf = (act: () => void): number =>
  median(
    Array.from({ length: rounds }, () => {
      const begun = performance.now()
      act()
      return performance.now() - begun
    }),
  )

export const benchEstablishing = async (): Promise<BenchRow[]> => {
  const reports = Array.from({ length: wards }, (_, ward) =>
    Array.from({ length: stationsInWard }, (__, station) => reportOf(ward, station)),
  )
  const readAll = () => {
    for (const ward of reports) read(ward)
  }
  // Compile what both need before measuring either.
  for (let warm = 0; warm < 2 * rounds; warm += 1) readAll()
  const reference = millisecondsOf(readAll)
  const measured = millisecondsOf(() => {
    for (const [ward, ofWard] of reports.entries()) establish(ward, ofWard)
  })
  return [
    {
      what: `establishing ${wards} results from ${wards * stationsInWard} stations, ${candidates} candidates each`,
      measured: `${measured.toFixed(2)} ms in the median of ${rounds}`,
      reference: `${reference.toFixed(2)} ms (reading and parsing the same counts)`,
      ratio: `${(measured / reference).toFixed(2)} times as long`,
    },
  ]
}
