// The checks of one station. All comparisons are between integers: nothing is divided.
import type { CountRules } from '../rules/election-rules.ts'
import { type CellName, type Cells, type CountForm, numberIn, ownCells, sumOf } from './cells.ts'
import type { Finding, FindingCode } from './findings.ts'

const found = (
  code: FindingCode,
  cells: readonly CellName[],
  facts: Finding['facts'],
  applies: boolean,
): readonly Finding[] => (applies ? [{ code, cells, facts }] : [])

/** The cells whose sum is the total of votes on candidates. */
const partsOfVotes = (form: CountForm): CellName[] =>
  form.kind === 'persons' ? ownCells(form) : form.lists.map(({ id }) => `list:${id}` as const)

/** Sums (F.201 to F.204): the same for a station and for a total. */
export const checkSums = (cells: Cells, form: CountForm): readonly Finding[] => {
  const [admitted, votes, cast] = [
    numberIn(cells, 'admitted'),
    numberIn(cells, 'candidateVotes'),
    numberIn(cells, 'cast'),
  ]
  const [ways, parts] = [['pollingCards', 'proxies', 'voterPasses', 'onlineVoters'] as const, partsOfVotes(form)]
  const [byWay, byPart] = [sumOf(cells, ways), sumOf(cells, parts)]
  const ballots = sumOf(cells, ['candidateVotes', 'blank', 'invalid'])
  const totalIsMissing = byPart > 0 && votes === 0
  return [
    ...found('WZ.F.201', [...ways, 'admitted'], { sum: byWay, admitted }, byWay !== admitted),
    ...found('WZ.F.204', ['candidateVotes'], { sum: byPart }, totalIsMissing),
    ...found('WZ.F.202', [...parts, 'candidateVotes'], { sum: byPart, votes }, !totalIsMissing && byPart !== votes),
    ...found(
      'WZ.F.203',
      ['candidateVotes', 'blank', 'invalid', 'cast'],
      { sum: ballots, cast },
      !totalIsMissing && ballots !== cast,
    ),
  ]
}

/** The totals of the lists (F.401 to F.403), where lists take part. */
export const checkLists = (cells: Cells, form: CountForm): readonly Finding[] =>
  form.kind === 'persons'
    ? []
    : form.lists.flatMap(({ id, candidates }) => {
        const names = candidates.map((candidate) => `votes:${candidate}` as const)
        const [sum, total, inSummary] = [
          sumOf(cells, names),
          numberIn(cells, `listTotal:${id}`),
          numberIn(cells, `list:${id}`),
        ]
        const isMissing = sum > 0 && total === 0
        return [
          ...found('WZ.F.401', [`listTotal:${id}`], { sum }, isMissing),
          ...found('WZ.F.402', [...names, `listTotal:${id}`], { sum, total }, !isMissing && sum !== total),
          ...found(
            'WZ.F.403',
            [`listTotal:${id}`, `list:${id}`],
            { total, inSummary },
            !isMissing && total !== inSummary,
          ),
        ]
      })

const ticks = ['saysEqual', 'saysMore', 'saysFewer'] as const

/** The station's explanation of a difference between voters admitted and votes cast (F.301 to F.310). */
const checkDifference = (cells: Cells): readonly Finding[] => {
  const [admitted, cast] = [numberIn(cells, 'admitted'), numberIn(cells, 'cast')]
  const [more, fewer] = [numberIn(cells, 'moreCounted'), numberIn(cells, 'fewerCounted')]
  // Nobody came and no difference is reported: there is nothing to compare, and W.204 reports it.
  if (admitted + cast + more + fewer + sumOf(cells, ticks) === 0) return []
  const facts = { admitted, cast, more, fewer }
  const isTickedOnce = sumOf(cells, ticks) === 1
  const says = (tick: (typeof ticks)[number]) => isTickedOnce && numberIn(cells, tick) === 1
  const pair = ['admitted', 'cast'] as const
  return [
    ...found('WZ.F.301', ['saysEqual', ...pair], facts, says('saysEqual') && admitted !== cast),
    ...found('WZ.F.302', ['saysMore', ...pair], facts, says('saysMore') && cast <= admitted),
    ...found('WZ.F.303', ['saysFewer', ...pair], facts, says('saysFewer') && cast >= admitted),
    ...found('WZ.F.304', [...ticks], { ticked: sumOf(cells, ticks) }, !isTickedOnce),
    ...found('WZ.F.305', ['moreCounted', 'fewerCounted'], facts, admitted === cast && more + fewer > 0),
    ...found('WZ.F.306', ['moreCounted', ...pair], facts, cast > admitted && more !== cast - admitted),
    ...found('WZ.F.307', ['fewerCounted'], facts, cast > admitted && fewer > 0),
    ...found('WZ.F.308', ['fewerCounted', ...pair], facts, cast < admitted && fewer !== admitted - cast),
    ...found('WZ.F.309', ['moreCounted'], facts, cast < admitted && more > 0),
    ...found(
      'WZ.F.310',
      ['isExplained', 'isNotExplained'],
      facts,
      admitted !== cast && sumOf(cells, ['isExplained', 'isNotExplained']) !== 1,
    ),
  ]
}

/** Possible but unusual values (W.201 to W.206). */
const checkPlausible = (cells: Cells, rules: CountRules): readonly Finding[] => {
  const [admitted, cast, cards] = [
    numberIn(cells, 'admitted'),
    numberIn(cells, 'cast'),
    numberIn(cells, 'pollingCards'),
  ]
  const [blank, invalid] = [numberIn(cells, 'blank'), numberIn(cells, 'invalid')]
  const [proxies, electorate] = [numberIn(cells, 'proxies'), cells.electorate]
  const difference = Math.abs(admitted - cast)
  const isShare = (number: number, percent: number) => number * 100 >= percent * cast
  const isUnusual = (number: number) =>
    cast > 0 && number > 0 && number >= rules.unusualAtLeast && isShare(number, rules.unusualPercent)
  const isLarge =
    difference > 0 && difference >= rules.differenceAtLeast && isShare(difference, rules.differencePercent)
  return [
    ...found('WZ.W.201', ['blank'], { blank, cast }, isUnusual(blank)),
    ...found('WZ.W.202', ['invalid'], { invalid, cast }, isUnusual(invalid)),
    ...found('WZ.W.203', ['admitted', 'cast'], { admitted, cast }, isLarge),
    ...found('WZ.W.204', ['cast'], {}, cast === 0),
    ...found('WZ.W.205', ['electorate'], {}, electorate === undefined),
    ...found('WZ.W.206', ['electorate', 'pollingCards'], { cards }, electorate !== undefined && electorate < cards),
    ...found('WZ.W.352', ['proxies', 'pollingCards'], { proxies, cards }, proxies > rules.proxiesPerVoter * cards),
  ]
}

/**
 * All findings about the count of one station. `councilAdmitted`: voters admitted to the municipal vote in the same room,
 * if known.
 */
export const checkStation = (
  cells: Cells,
  form: CountForm,
  rules: CountRules,
  councilAdmitted?: number,
): readonly Finding[] => {
  const [admitted, young] = [numberIn(cells, 'admitted'), numberIn(cells, 'youngCards')]
  return [
    ...checkSums(cells, form),
    ...checkDifference(cells),
    ...checkLists(cells, form),
    ...checkPlausible(cells, rules),
    ...found(
      'WZ.W.351',
      ['admitted', 'youngCards'],
      { admitted, young, council: councilAdmitted ?? 0 },
      councilAdmitted !== undefined && admitted > councilAdmitted + young,
    ),
  ]
}
