// `wijk lots FILE [--beacon-network FILE] [--json]`: replays a published draw, or the draw in an export.
import { createReadStream } from 'node:fs'
import { defineCommand } from 'citty'
import { type BeaconNetwork, quicknet } from '../shared/voting/lots/beacon.ts'
import { objectionsToDraw, PublishedDraw } from '../shared/voting/lots/published-draw.ts'
import { ExportHeader, linesOf } from '../shared/voting/publication/export-format.ts'
import { Refusal, refusing } from './refusal.ts'
import { say } from './say.ts'
import { beaconNetworkArgument, readBeaconNetwork } from './trusted.ts'
import { lotsOf, networkOf } from './verify/lots.ts'

type Replayed = { readonly order: readonly string[]; readonly objections: readonly string[] }

const draw = (published: PublishedDraw, given: BeaconNetwork | undefined): Replayed => {
  const { evidence, order } = published
  const chainHash = evidence.source === 'drand' ? evidence.chainHash : quicknet.chainHash
  const network = networkOf(chainHash, given)
  const objections =
    network === undefined
      ? ['/evidence/chainHash: this network of beacons is not known here; give its key with --beacon-network']
      : objectionsToDraw(published, network).map(({ at, says }) => `${at}: ${says}`)
  return { order: order.map(({ id }) => id), objections }
}

const drawOfPoll = (header: ExportHeader, given: BeaconNetwork | undefined): Replayed => {
  if (header.lots === undefined && header.poll.lots.source === 'none')
    throw new Refusal('no lots were drawn for this poll')
  const { finding, order } = lotsOf(header, given)
  return { order: order ?? [], objections: finding.holds ? [] : [finding.says] }
}

const readJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new Refusal('neither a published draw nor an export')
    throw error
  }
}

/** Adds a line feed, because a draw may end without one. */
async function* endedByLine(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces
  yield Buffer.from('\n')
}

/** A draw is one JSON text on one or more lines. An export contains its draw in the first line. */
const replay = async (file: string, given: BeaconNetwork | undefined): Promise<Replayed> => {
  const lines: string[] = []
  for await (const line of linesOf(endedByLine(createReadStream(file)))) {
    const header =
      lines.length === 0 && line.includes('"wijk-export/1"') ? ExportHeader.safeParse(readJson(line)) : undefined
    if (header?.success) return drawOfPoll(header.data, given)
    lines.push(line)
  }
  const published = PublishedDraw.safeParse(readJson(lines.join('\n')))
  if (published.success) return draw(published.data, given)
  const [issue] = published.error.issues
  throw new Refusal(`neither a published draw nor an export: /${issue?.path.join('/') ?? ''}: ${issue?.message ?? ''}`)
}

export const lotsCommand = defineCommand({
  meta: { name: 'lots', description: 'Replay a published draw of lots' },
  args: {
    file: { type: 'positional', description: 'A published draw, or an export', required: true, valueHint: 'FILE' },
    'beacon-network': beaconNetworkArgument,
    json: { type: 'boolean', description: 'Print one line of JSON', default: false },
  },
  run: ({ args }) =>
    refusing(args.file, 2, async () => {
      const { order, objections } = await replay(args.file, await readBeaconNetwork(args['beacon-network']))
      const holds = objections.length === 0
      const report = holds
        ? ['✓ The draw holds. In the order drawn:', ...order.map((id, place) => `${place + 1}. ${id}`)]
        : objections.map((objection) => `✗ ${objection}`)
      say(...(args.json ? [JSON.stringify({ holds, order, objections })] : report))
      process.exitCode = holds ? 0 : 1
    }),
})
