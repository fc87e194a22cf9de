// `wijk verify FILE|URL [--signing-key FILE] [--json]`: checks a published export. Offline, but for fetching a URL.
import { createPublicKey } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { writeExport } from '../shared/voting/export-format.ts'
import { fetchPublished } from './published-poll.ts'
import { isExpected, Refusal } from './refusal.ts'
import { isSound, verifyJson, verifyReport } from './verify/report.ts'
import { verifyExport } from './verify/verify-export.ts'

/** `https://api.example/v1/polls/<id>`. */
const pollAddress = /^(https?:\/\/.+)\/polls\/([^/]+)\/?$/

async function* fetched(baseUrl: string, pollId: string): AsyncGenerator<Uint8Array> {
  const { header, ballots } = await fetchPublished(baseUrl, pollId)
  for await (const line of writeExport(header, ballots)) yield Buffer.from(line)
}

const piecesOf = (from: string): AsyncIterable<Uint8Array> => {
  const [, baseUrl, pollId] = pollAddress.exec(from) ?? []
  if (baseUrl !== undefined && pollId !== undefined) return fetched(baseUrl, pollId)
  if (/^https?:/.test(from)) throw new Refusal('not the address of a poll, …/v1/polls/<id>')
  return createReadStream(from)
}

/** A public key in PEM, or SPKI in base64, in the spelling that exports have. */
export const readSigningKey = (text: string): string => {
  try {
    const key = text.includes('-----BEGIN')
      ? createPublicKey(text)
      : createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' })
    return key.export({ format: 'der', type: 'spki' }).toString('base64')
  } catch (error) {
    if (error instanceof Error) throw new Refusal('--signing-key: not a public key, in PEM or SPKI in base64')
    throw error
  }
}

export const verifyCommand = defineCommand({
  meta: { name: 'verify', description: 'Check a published export: every signature, every ballot, the outcome' },
  args: {
    from: {
      type: 'positional',
      description: 'An export, or the address of a poll',
      required: true,
      valueHint: 'FILE|URL',
    },
    'signing-key': { type: 'string', description: "The city's public key, PEM or base64", valueHint: 'FILE' },
    json: { type: 'boolean', description: 'Print one line of JSON', default: false },
  },
  run: async ({ args }) => {
    try {
      const file = args['signing-key']
      const signingKey = file === undefined ? undefined : readSigningKey(await readFile(file, 'utf8'))
      const verified = await verifyExport(piecesOf(args.from), signingKey)
      console.log(args.json ? verifyJson(verified) : verifyReport(verified, signingKey !== undefined))
      process.exitCode = isSound(verified) ? 0 : 1
    } catch (error) {
      if (!isExpected(error)) throw error
      console.error(`${args.from}: ${error.message}`)
      process.exitCode = 2
    }
  },
})
