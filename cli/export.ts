// `wijk export POLL [--url BASE] [--format pb|ndjson] [--out FILE]`: what is published of a poll, as a file.
import { createWriteStream } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { defineCommand } from 'citty'
import { writeExport } from '../shared/voting/export-format.ts'
import { writePollAsPb } from './export-pb.ts'
import { fetchPublished, type PublishedPoll } from './published-poll.ts'
import { isExpected, Refusal } from './refusal.ts'

const textOf = ({ header, ballots }: PublishedPoll, format: string): AsyncGenerator<string> => {
  if (format === 'pb') return writePollAsPb(header, ballots)
  if (format === 'ndjson') return writeExport(header, ballots)
  throw new Refusal(`--format ${format} is not pb or ndjson`)
}

/** A file is there whole or not at all. */
const writeFile = async (text: AsyncGenerator<string>, file: string): Promise<void> => {
  const unfinished = `${file}.part`
  try {
    await pipeline(text, createWriteStream(unfinished))
    await rename(unfinished, file)
  } finally {
    await rm(unfinished, { force: true })
  }
}

const print = async (text: AsyncGenerator<string>): Promise<void> => {
  for await (const piece of text)
    if (!process.stdout.write(piece)) await new Promise((resolve) => process.stdout.once('drain', resolve))
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
  run: async ({ args }) => {
    try {
      const text = textOf(await fetchPublished(args.url, args.poll), args.format)
      await (args.out === undefined ? print(text) : writeFile(text, args.out))
    } catch (error) {
      if (!isExpected(error)) throw error
      console.error(`${args.poll}: ${error.message}`)
      process.exitCode = 1
    }
  },
})
