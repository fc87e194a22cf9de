// `npm run demo -- [--lots] [FILE.pb]`: plays a real election on the running system through its public API, closes it by
// its schedule, and compares the published result with the recorded one. Exit code 0 when they are equal. Ties go by the
// ids, as in the record; with `--lots` by a beacon of the development network, an hour after the close.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { printable } from '../../../shared/kernel/text.ts'
import { connect, isRunning } from '../scenario/city.ts'
import { startSystem } from '../scenario/own-system.ts'
import { readElection } from './election.ts'
import { compare, comparisonLines, differences, fetchOutcome } from './outcome.ts'
import { progressBar } from './progress.ts'
import { makeRound } from './round.ts'
import { letThemVote } from './voters.ts'

const shipped = fileURLToPath(new URL('../../../tests/data/pb/Netherlands_Amsterdam_588.pb', import.meta.url))
const wardCode = 'oude-noorden'

const play = async (origin: string, file: string, lots: 'none' | 'drand'): Promise<number> => {
  const city = connect(origin)
  const election = { ...(await readElection(file)), lots }
  const { projects, choices } = election
  console.log(`${printable(election.title)}: ${projects.length} projects, ${choices.length} voters.\n`)
  const initiatives = progressBar('Initiatives admitted', projects.length)
  const round = await makeRound(city, wardCode, election, initiatives.show)
  console.log(`Round announced; everything is fixed under ${round.configurationHash.slice(0, 16)}…`)
  await city.set(round.opensAt)
  const optionOf = new Map([...round.projectOf].map(([option, project]) => [project.id, option]))
  const voters = choices.map((choice, index) => ({
    sub: `${round.roundId}-voter-${index}`,
    choice: { options: choice.options.flatMap((project) => optionOf.get(project) ?? []) },
  }))
  const votes = progressBar('Votes cast         ', voters.length)
  await letThemVote({ origin, poll: round.poll, ward: wardCode, voters }, votes.show)
  await city.set(round.closesAt)
  await city.advance(lots === 'none' ? 'PT10M' : 'PT70M')
  const { result, round: awarded } = await fetchOutcome(city, round)
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

const { values, positionals } = parseArgs({ allowPositionals: true, options: { lots: { type: 'boolean' } } })
const [file = shipped] = positionals
if (!existsSync(file)) {
  console.error(`There is no file ${file}: name a .pb file, or none to play the one that comes along.`)
  process.exit(2)
}
const origin = `http://127.0.0.1:${process.env.PORT ?? 3000}`
const isThere = await isRunning(origin)
console.log(isThere ? `Playing on ${origin}.` : 'Nothing runs yet: starting a system of its own for the demo …')
const own = isThere ? undefined : await startSystem()
try {
  process.exitCode = await play(own?.origin ?? origin, file, values.lots ? 'drand' : 'none')
} finally {
  await own?.stop()
}
