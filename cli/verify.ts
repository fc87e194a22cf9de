// `wijk verify FILE|URL [--signing-key FILE] [--city URL] [--beacon-network FILE] [--json]`: checks a published
// export. Works offline, except for fetching a URL.
import { createReadStream } from 'node:fs'
import { defineCommand } from 'citty'
import { fetchExport } from './published-poll.ts'
import { Refusal, refusing } from './refusal.ts'
import { say } from './say.ts'
import {
  beaconNetworkArgument,
  cityArgument,
  readBeaconNetwork,
  readTrustedKeys,
  signingKeyArgument,
} from './trusted.ts'
import { type Verdict, verdictOf, verifyJson, verifyReport } from './verify/report.ts'
import { verifyExport } from './verify/verify-export.ts'

/** An input that is not a readable export ends with 2 (`refusing`). */
const exitCodes: { readonly [Each in Verdict]: number } = { holds: 0, 'does-not-hold': 1, consistent: 3 }

/** `https://api.example/v1/polls/<id>`. */
const pollAddress = /^(https?:\/\/.+)\/polls\/([^/]+)\/?$/

type Source = { readonly pieces: AsyncIterable<Uint8Array>; readonly pollId?: string }

const sourceOf = async (from: string): Promise<Source> => {
  const [, baseUrl, pollId] = pollAddress.exec(from) ?? []
  if (baseUrl !== undefined && pollId !== undefined) return { pieces: await fetchExport(baseUrl, pollId), pollId }
  if (/^https?:/.test(from)) throw new Refusal('not the address of a poll, …/v1/polls/<id>')
  return { pieces: createReadStream(from) }
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
    'signing-key': signingKeyArgument,
    city: cityArgument,
    'beacon-network': beaconNetworkArgument,
    json: { type: 'boolean', description: 'Print one line of JSON', default: false },
  },
  run: ({ args }) =>
    refusing(args.from, 2, async () => {
      const signingKeys = await readTrustedKeys(args)
      const beaconNetwork = await readBeaconNetwork(args['beacon-network'])
      const { pieces, pollId } = await sourceOf(args.from)
      const verified = await verifyExport(pieces, { signingKeys, beaconNetwork })
      const found = verified.header?.poll.pollId
      if (pollId !== undefined && found !== undefined && found !== pollId)
        throw new Refusal(`this address gave the export of another poll, ${found}`)
      const isPinned = signingKeys !== undefined
      say(...(args.json ? [verifyJson(verified, isPinned)] : verifyReport(verified, isPinned)))
      process.exitCode = exitCodes[verdictOf(verified, isPinned)]
    }),
})
