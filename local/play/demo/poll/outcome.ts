// The actual outcome beside the expected one.
import { setTimeout as pause } from 'node:timers/promises'
import type { City } from '../../scenario/city.ts'
import type { Election, Project } from './election.ts'
import type { DemoRound } from './round.ts'

/** Waits for the published result and the award that follows it; without a movable clock, as long as a close takes. */
export const fetchOutcome = async (city: City, { poll, roundId }: DemoRound, lots: Election['lots'] = 'none') => {
  const [minutes, between] = city.can.clock !== undefined ? [1, 100] : [lots === 'none' ? 10 : 90, 2_000]
  for (let waited = 0; waited < minutes * 60_000; waited += between) {
    const result = await city.client.call('getPollResult', { params: { pollId: poll.pollId } })
    const round = await city.must('getRound', { params: { roundId } })
    if (result.ok && round.body.phase === 'awarded') return { result: result.body.result, round: round.body }
    await pause(between)
  }
  throw new Error(`No published result within ${minutes} minutes after the close`)
}

type Row = {
  readonly project: Project
  readonly votes: number
  readonly hasWon: boolean
  readonly shouldWin: boolean | undefined
}

/** One row for each project, in order of votes. */
export const compare = (
  election: Election,
  round: DemoRound,
  options: readonly { readonly option: string; readonly votes: number; readonly won: boolean }[],
): readonly Row[] => {
  const expected = election.expected === undefined ? undefined : new Set(election.expected.winners)
  return options
    .flatMap(({ option, votes, won }) => {
      const project = round.projectOf.get(option)
      return project === undefined ? [] : [{ project, votes, hasWon: won, shouldWin: expected?.has(project.id) }]
    })
    .sort((a, b) => b.votes - a.votes)
}

const euros = (cents: number) => (cents / 100).toLocaleString('nl-NL', { maximumFractionDigits: 0 })

/** The comparison as lines; `≠` marks what differs. */
export const comparisonLines = (rows: readonly Row[]): readonly string[] => [
  `  ${'votes'.padStart(6)} ${'cost'.padStart(10)}  outcome    expected   project`,
  ...rows.map(({ project, votes, hasWon, shouldWin }) => {
    const mark = shouldWin === undefined || shouldWin === hasWon ? ' ' : '≠'
    const expected = shouldWin === undefined ? '–' : shouldWin ? 'awarded' : 'not'
    const outcome = hasWon ? 'awarded' : 'not'
    return `${mark} ${String(votes).padStart(6)} ${euros(project.costCents).padStart(10)}  ${outcome.padEnd(10)} ${expected.padEnd(10)} ${project.name.slice(0, 60)}`
  }),
]

/** The number of projects with another outcome than expected. */
export const differences = (rows: readonly Row[]): number =>
  rows.filter(({ hasWon, shouldWin }) => shouldWin !== undefined && shouldWin !== hasWon).length
