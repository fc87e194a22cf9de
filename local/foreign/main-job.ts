// The main job on a deployed stage: what residents and staff do from the first initiative to a verified result.
import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual, promisify } from 'node:util'
import type { Receipt } from '../../client/receipt.ts'
import { vote } from '../../client/vote.ts'
import type { Election } from '../play/demo/poll/election.ts'
import { fetchOutcome } from '../play/demo/poll/outcome.ts'
import { type DemoRound, makeRound } from '../play/demo/poll/round.ts'
import type { City } from '../play/scenario/city.ts'
import type { Checks } from './checks.ts'

const ward = 'heijplaat'
const project = (id: string, costCents: number) => ({ id, name: `Project ${id}`, costCents })
const election: Election = {
  title: 'Een stemming op de emulator van een ander',
  budgetCents: 300_000,
  lots: 'none',
  projects: [project('a', 200_000), project('b', 150_000), project('c', 100_000)],
  choices: [['a', 'c'], ['a'], ['a', 'b'], ['b', 'c'], ['c'], []].map((options) => ({ options })),
  maximumChoices: 2,
  electorateSize: 20,
  // Computed by hand: a has three votes and fits, c has three and fits beside it, b has two and no money is left.
  expected: { winners: ['a', 'c'], source: 'counted by hand' },
}

const expectEqual = (found: unknown, wanted: unknown, what: string): void => {
  if (!isDeepStrictEqual(found, wanted))
    throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`)
}

const voteAll = async (city: City, round: DemoRound): Promise<Receipt> => {
  const optionOf = new Map([...round.projectOf].map(([option, { id }]) => [id, option]))
  const receipts: Receipt[] = []
  for (const [index, choice] of election.choices.entries()) {
    const token = await city.token({ sub: `${round.roundId}-voter-${index}`, ward, birthDate: '1980-05-17' })
    const options = choice.options.flatMap((id) => optionOf.get(id) ?? [])
    const voted = await vote(city.client, round.poll, { options }, token, {
      pauseBeforeCasting: () => 0,
      keepReceipt: (receipt) => void receipts.push(receipt),
    })
    if (!voted.ok) throw new Error(`Voter ${index} (${voted.step}): ${voted.problem.code} ${voted.problem.title}`)
  }
  const [receipt] = receipts
  if (receipt === undefined) throw new Error('No voter got a receipt')
  return receipt
}

const checkResult = async (city: City, round: DemoRound): Promise<void> => {
  await city.reach(round.closesAt)
  const { result, round: awarded } = await fetchOutcome(city, round)
  const projectOf = (option: string) => round.projectOf.get(option)?.id
  const { ballots, blanks, marks, electorate } = result.counts
  expectEqual({ ballots, blanks, marks, electorate }, { ballots: 6, blanks: 1, marks: 6, electorate: 20 }, 'The counts')
  expectEqual(result.outcome.winners.map(projectOf).sort(), election.expected?.winners, 'The winners')
  expectEqual(awarded.awardedCents, 300_000, 'What was awarded')
}

/** Runs the public command line; its report must find everything in order. */
const wijk = async (root: string, ...args: readonly string[]): Promise<void> => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'cli', 'main.ts'), ...args])
  if (!stdout.includes('✓') || stdout.includes('✗')) throw new Error(stdout)
}

type Place = { readonly root: string; readonly room: string; readonly ballotBoxUrl: string }

/** Runs it, check by check. Returns the poll on which it ended. */
export const playMainJob = async (city: City, checks: Checks, { root, room, ballotBoxUrl }: Place): Promise<string> => {
  const round = await checks.holds(
    'people sign in; initiatives are submitted, supported and admitted; a round is planned and announced',
    () => makeRound(city, ward, election, () => {}),
  )
  const receipt = await checks.holds('voting opens, and six residents vote', async () => {
    await city.reach(round.opensAt)
    return voteAll(city, round)
  })
  await checks.holds('the poll closes by its schedule, is counted and awarded', () => checkResult(city, round))
  const { pollId } = round.poll
  await checks.holds('wijk verify finds everything in order', () =>
    wijk(root, 'verify', `${city.baseUrl}/polls/${pollId}`, '--city', city.baseUrl),
  )
  await checks.holds('wijk receipt finds the ballot as it was cast, and proves it', async () => {
    const [file, proof] = [join(room, 'receipt.json'), join(room, 'mine.tlog-proof')]
    writeFileSync(file, JSON.stringify(receipt))
    const api = ['--url', city.baseUrl, '--ballots-url', ballotBoxUrl, '--city', city.baseUrl]
    await wijk(root, 'receipt', file, ...api, '--proof', proof)
    if (!readFileSync(proof, 'utf8').startsWith('c2sp.org/tlog-proof@v1\n')) throw new Error('There is no proof')
  })
  return pollId
}
