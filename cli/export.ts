// `wijk export POLL [--url BASE] [--format pb|ndjson] [--out FILE]`: the published data of a poll, as a file.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { defineCommand } from 'citty'
import { printable } from '../shared/kernel/text.ts'
import { linesOf } from '../shared/voting/publication/export-format.ts'
import { writePollAsPb } from './export-pb.ts'
import { fetchExport, readPublished } from './published-poll.ts'
import { Refusal, refusing } from './refusal.ts'

type Content = AsyncIterable<string | Uint8Array>

const fetchAs = async (format: string, baseUrl: string, poll: string): Promise<Content> => {
  if (format !== 'pb' && format !== 'ndjson') throw new Refusal(`--format ${format} is not pb or ndjson`)
  const pieces = await fetchExport(baseUrl, poll)
  if (format === 'ndjson') return pieces
  const { header, ballots } = await readPublished(pieces)
  return writePollAsPb(header, ballots)
}

/** Writes the whole file, or nothing. */
const writeFile = async (content: Content, file: string): Promise<void> => {
  const unfinished = `${file}.part`
  try {
    await pipeline(content, createWriteStream(unfinished))
    await rename(unfinished, file)
  } finally {
    await rm(unfinished, { force: true })
  }
}

async function* bytesOf(content: Content): AsyncGenerator<Uint8Array> {
  for await (const piece of content) yield typeof piece === 'string' ? Buffer.from(piece) : piece
}

/** Prints line by line, escaped for a terminal as equal JSON. A file (`--out`) contains exactly what was published. */
const print = async (content: Content): Promise<void> => {
  for await (const line of linesOf(bytesOf(content)))
    if (!process.stdout.write(`${printable(line)}\n`))
      await new Promise((resolve) => process.stdout.once('drain', resolve))
}

export const exportCommand = defineCommand({
  meta: { name: 'export', description: 'Write what is published of a poll: a Pabulib file, or everything to verify' },
  args: {
    poll: { type: 'positional', description: 'Id of a poll', required: true, valueHint: 'POLL' },
    url: {
      type: 'string',
      description: 'Address of the API',
      default: 'http://127.0.0.1:3000/v1',
      valueHint: 'BASE',
    },
    format: { type: 'string', description: 'pb or ndjson', default: 'pb', valueHint: 'FORMAT' },
    out: { type: 'string', description: 'Where to write; standard output otherwise', valueHint: 'FILE' },
  },
  run: ({ args }) =>
    refusing(args.poll, 1, async () => {
      const content = await fetchAs(args.format, args.url, args.poll)
      await (args.out === undefined ? print(content) : writeFile(content, args.out))
    }),
})
