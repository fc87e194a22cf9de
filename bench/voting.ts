// Votes per second through the whole local stack, compared with the engine's own rate for two conditional puts in the same run:
// after a warm-up, three times, between two measurements of the reference. Blinding and signing are done beforehand,
// because the voter's own device does them.
import { randomUUID } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb'
import { makeRound } from '../local/play/demo/poll/round.ts'
import { atOnce } from '../local/play/scenario/at-once.ts'
import { connect } from '../local/play/scenario/city.ts'
import { pause } from '../shared/kernel/random.ts'
import { tableClient } from '../shared/table/client.ts'
import { absent, putOne } from '../shared/table/write.ts'
import { type BenchRow, median } from './row.ts'
import { connections, type Load, loadWith } from './stack/load.ts'
import { type Stack, startStack } from './stack/stack.ts'
import { makeVoters } from './stack/voters.ts'

const warmUp = 400
const eachTime = Number(process.env.BENCH_VOTES ?? 1_000)
const times = 3
const alone = 250
const width = 20
/** Threads end after 5 idle seconds, and V8 gives their pages back 8 seconds later. */
const restMilliseconds = 15_000

const project = (n: number) => ({ id: String(n), name: `Project ${n}`, costCents: 100_000 * n })
const election = {
  title: 'Bench',
  budgetCents: 500_000,
  projects: [1, 2, 3, 4, 5].map(project),
  choices: [],
  maximumChoices: 3,
  electorateSize: 2 * (warmUp + times * eachTime + alone),
  expected: undefined,
}

type Puts = { readonly own: number; readonly sdk: number }

/**
 * Voters per second if each is two conditional puts directly to the engine, at the same concurrency: by the functions' own client, and
 * by the SDK's document client, which the functions used when the goal was set (ADR 0023).
 */
const engineRate = async ({ engineEndpoint: endpoint, table: name }: Stack): Promise<Puts> => {
  const access = { endpoint, region: 'eu-west-1', credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } }
  const table = { name, client: tableClient(access) }
  const sdk = DynamoDBDocumentClient.from(new DynamoDBClient(access))
  const item = () => ({ pk: `BENCH#${randomUUID()}`, sk: 'ITEM', payload: 'x'.repeat(600) })
  const rateOf = async (put: () => Promise<unknown>): Promise<number> => {
    const people = Array.from({ length: 800 }, (_, index) => index)
    const begun = performance.now()
    await atOnce(people, width, async () => [await put(), await put()])
    return people.length / ((performance.now() - begun) / 1_000)
  }
  const own = await rateOf(() => putOne(table, { put: item(), ...absent }))
  const rate = await rateOf(() =>
    sdk.send(new PutCommand({ TableName: name, Item: item(), ConditionExpression: 'attribute_not_exists(pk)' })),
  )
  sdk.destroy()
  return { own, sdk: rate }
}

type Votes = { readonly permits: Load; readonly casts: Load; readonly rate: number }

/** Everything that is measured on one running system. */
const measure = async (stack: Stack) => {
  const city = connect(stack.origin)
  const round = await makeRound(city, 'oude-noorden', election, () => {})
  await city.reach(round.opensAt)
  const { poll, wardCode } = round
  const vote = async (run: string, count: number, wide: number): Promise<Votes> => {
    const voters = await makeVoters(city, poll, { wardCode, run, count })
    const line = connections(stack.origin, wide)
    const permits = await loadWith(
      line,
      stack,
      voters.map(({ permit }) => permit),
    )
    const ballots = await atOnce(voters, 4, ({ ballot }, index) => ballot(permits.answers[index] ?? ''))
    const casts = await loadWith(line, stack, ballots)
    line.close()
    return { permits, casts, rate: count / (permits.seconds + casts.seconds) }
  }
  await vote('warm-up', warmUp, width)
  const before = await engineRate(stack)
  const runs: Votes[] = []
  for (let time = 0; time < times; time += 1) runs.push(await vote(`time-${time}`, eachTime, width))
  const after = await engineRate(stack)
  const one = await vote('alone', alone, 1)
  const atTheLast = stack.memory('VmRSS')
  await pause(restMilliseconds)
  const memory = { atTheLast, atRest: stack.memory('VmRSS'), peak: stack.memory('VmHWM') }
  await city.reach(round.closesAt)
  await city.can.clock.advance('PT70M')
  const { ballots } = (await city.must('getPollResult', { params: { pollId: poll.pollId } })).body.result.counts
  const sent = warmUp + times * eachTime + alone
  if (ballots !== sent) throw new Error(`${ballots} of ${sent} votes arrived`)
  return { runs, one, memory, engine: { before, after } }
}

const cpuRow = (runs: readonly Votes[]): BenchRow => {
  const of = (which: 'server' | 'engine') => median(runs.map(({ permits, casts }) => permits[which] + casts[which]))
  const [server, engine] = [of('server'), of('engine')]
  return {
    what: 'CPU a vote (permit and ballot), server + engine',
    measured: `${server.toFixed(2)} + ${engine.toFixed(2)} ms`,
    reference: '',
    ratio: '',
    goal: '≤ 2.4 ms together',
  }
}

const memoryRow = (what: string, { server, engine }: ReturnType<Stack['memory']>, goal: string): BenchRow => ({
  what,
  measured: `${(server + engine).toFixed(0)} MB`,
  reference: `${server.toFixed(0)} server, ${engine.toFixed(0)} engine`,
  ratio: '',
  goal,
})

/** A start with unchanged templates: the median of three. */
const starts = async (): Promise<BenchRow> => {
  const seconds: number[] = []
  for (let time = 0; time < times; time += 1) {
    const stack = await startStack()
    seconds.push(stack.startSeconds)
    await stack.stop()
  }
  return {
    what: 'start until it serves, nothing changed',
    measured: `${median(seconds).toFixed(2)} s`,
    reference: '',
    ratio: '',
    goal: '≤ 3 s',
  }
}

export const benchVoting = async (): Promise<BenchRow[]> => {
  const stack = await startStack()
  try {
    const { runs, one, memory, engine } = await measure(stack)
    const { before, after } = engine
    const [own, sdk] = [(before.own + after.own) / 2, (before.sdk + after.sdk) / 2]
    const row = (what: string, rate: number, goal?: string): BenchRow => ({
      what,
      measured: `${rate.toFixed(0)}/s`,
      reference: `two conditional puts: ${sdk.toFixed(0)}/s by the SDK, ${own.toFixed(0)}/s by our client`,
      ratio: `${(rate / sdk).toFixed(2)} and ${(rate / own).toFixed(2)} of the engine`,
      ...(goal === undefined ? {} : { goal }),
    })
    const rates = runs.map(({ rate }) => rate)
    const of = (which: 'permits' | 'casts') => median(runs.map((run) => eachTime / run[which].seconds))
    return [
      row(`votes (permit and ballot), ${width} connections`, median(rates), '≥ 600/s, ≥ 0.6 of the engine'),
      {
        what: `the last ${eachTime} votes against the first ${eachTime}`,
        measured: `${(rates.at(-1) ?? 0).toFixed(0)}/s`,
        reference: `${(rates[0] ?? 0).toFixed(0)}/s`,
        ratio: `${((rates.at(-1) ?? 0) / (rates[0] ?? 1)).toFixed(2)}`,
        goal: 'flat',
      },
      row('permits alone', of('permits')),
      row('ballots alone', of('casts')),
      row('votes, one connection', one.rate, '≥ 300/s'),
      cpuRow(runs),
      memoryRow('memory at the last vote, 10 to 30 s after the clock was moved', memory.atTheLast, ''),
      memoryRow('memory 15 s later', memory.atRest, '≤ 400 MB'),
      memoryRow('memory at the most', memory.peak, ''),
      await starts(),
    ]
  } finally {
    await stack.stop()
  }
}
