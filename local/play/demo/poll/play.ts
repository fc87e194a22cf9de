// Plays an election on a running system through its public API, and compares the outcome with the expected one.
import { printable } from '../../../../shared/kernel/text.ts'
import { cityAt, type Target } from '../../scenario/target.ts'
import { progressBar } from '../progress.ts'
import type { Election } from './election.ts'
import { compare, comparisonLines, differences, fetchOutcome } from './outcome.ts'
import { makeRound } from './round.ts'
import { castVotes } from './voters.ts'

/** Plays an election at a target, from its initiatives to the award. Returns the exit code. */
export const play = async (target: Target, election: Election, wardCode: string): Promise<number> => {
  const city = cityAt(target)
  const { projects, choices } = election
  console.log(`${printable(election.title)}: ${projects.length} projects, ${choices.length} voters.\n`)
  const initiatives = progressBar('Initiatives admitted', projects.length)
  const round = await makeRound(city, wardCode, election, initiatives.show)
  console.log(`Round announced; everything is fixed under ${round.configurationHash.slice(0, 16)}…`)
  await city.reach(round.opensAt)
  const optionOf = new Map([...round.projectOf].map(([option, project]) => [project.id, option]))
  const voters = choices.map((choice, index) => ({
    sub: `${round.roundId}-voter-${index}`,
    choice: { options: choice.options.flatMap((project) => optionOf.get(project) ?? []) },
  }))
  const votes = progressBar('Votes cast         ', voters.length)
  await castVotes({ target, poll: round.poll, ward: wardCode, voters }, votes.show)
  await city.reach(round.closesAt)
  await city.can.clock?.advance(election.lots === 'none' ? 'PT10M' : 'PT70M')
  const { result, round: awarded } = await fetchOutcome(city, round, election.lots)
  const rows = compare(election, round, result.outcome.options)
  console.log(`\n${comparisonLines(rows).map(printable).join('\n')}\n`)
  const { ballots, blanks, marks, electorate } = result.counts
  console.log(`Ballots ${ballots} (blank ${blanks}), permits ${marks}, electorate ${electorate}.`)
  console.log(
    `Awarded € ${((awarded.awardedCents ?? 0) / 100).toFixed(2)} of € ${(election.budgetCents / 100).toFixed(2)}.`,
  )
  if (ballots !== choices.length) {
    console.log(`${choices.length} voters cast a ballot and ${ballots} were counted.`)
    return 1
  }
  if (election.expected === undefined) {
    console.log('The file records no outcome to compare with.')
    return 0
  }
  const wrong = differences(rows)
  console.log(
    wrong === 0
      ? `Equal to ${election.expected.source}.`
      : `${wrong} projects differ from ${election.expected.source}.`,
  )
  return wrong === 0 ? 0 : 1
}
