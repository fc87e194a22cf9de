// `wijk lottery FILE|URL [--pool FILE] [--beacon-network FILE] [--json]`: replays a lottery among residents from published data, and
// says whether its order and its turns are valid.
import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import * as z from 'zod'
import { DrawnLottery, replayLottery } from '../shared/elections/lottery/replay.ts'
import { quicknet } from '../shared/voting/lots/beacon.ts'
import { askApi, fetchFrom } from './asking.ts'
import { Refusal, refusing } from './refusal.ts'
import { say } from './say.ts'
import { beaconNetworkArgument, readBeaconNetwork } from './trusted.ts'
import { networkOf } from './verify/lots.ts'

/** The number of places that are printed; `--json` has all of them. */
const shownPlaces = 20

const WithPool = z.object({ pool: z.object({ href: z.string() }).optional() })
const Status = z.object({ status: z.string() })

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal('not a published lottery')
    throw error
  }
}

const lotteryIn = (json: unknown): DrawnLottery => {
  const lottery = DrawnLottery.safeParse(json)
  if (lottery.success) return lottery.data
  const status = Status.safeParse(json).data?.status
  if (status === 'announced' || status === 'posted') throw new Refusal('this lottery has not been drawn yet')
  if (status === 'void') throw new Refusal('this lottery was called off')
  const [issue] = lottery.error.issues
  throw new Refusal(`not a published lottery: /${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}`)
}

const published = async (source: string, poolFile: string | undefined) => {
  const isAddress = /^https?:\/\//.test(source)
  const json = readJson(isAddress ? await (await askApi(source)).text() : await readFile(source, 'utf8'))
  const lottery = lotteryIn(json)
  if (poolFile !== undefined) return { lottery, pool: await readFile(poolFile, 'utf8') }
  const href = WithPool.safeParse(json).data?.pool?.href
  if (!isAddress || href === undefined) throw new Refusal('give the published pool with --pool')
  const answer = await fetchFrom(href)
  if (!answer.ok) throw new Refusal('the published pool could not be fetched. Try again')
  return { lottery, pool: await answer.text() }
}

export const lotteryCommand = defineCommand({
  meta: { name: 'lottery', description: 'Replay a lottery among residents' },
  args: {
    source: {
      type: 'positional',
      description: 'A published lottery: a file, or its address …/lotteries/<number>',
      required: true,
      valueHint: 'FILE|URL',
    },
    pool: { type: 'string', description: 'The published pool: pool.txt', valueHint: 'FILE' },
    'beacon-network': beaconNetworkArgument,
    json: { type: 'boolean', description: 'Print one line of JSON', default: false },
  },
  run: ({ args }) =>
    refusing(args.source, 2, async () => {
      const { lottery, pool } = await published(args.source, args.pool)
      const given = await readBeaconNetwork(args['beacon-network'])
      const { evidence } = lottery
      const network = networkOf(evidence.source === 'drand' ? evidence.chainHash : quicknet.chainHash, given)
      if (network === undefined)
        throw new Refusal('this network of beacons is not known here; give its key with --beacon-network')
      const { order, objections } = replayLottery(lottery, pool, network)
      const holds = objections.length === 0
      const report = holds
        ? [
            `✓ The lottery holds: ${order.length} entries, ${lottery.turns.length} turns in the order drawn. It begins:`,
            ...order.slice(0, shownPlaces).map((entry, place) => `${place + 1}. ${entry}`),
          ]
        : objections.map(({ at, says }) => `✗ ${at}: ${says}`)
      say(...(args.json ? [JSON.stringify({ holds, order, objections })] : report))
      process.exitCode = holds ? 0 : 1
    }),
})
