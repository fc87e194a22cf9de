// `wijk receipt FILE [--url BASE] [--signing-key FILE] [--city URL] [--proof OUT]`: checks whether a ballot was counted as cast, and
// does not reveal to the server which ballot it is.
import { writeFile } from 'node:fs/promises'
import { defineCommand } from 'citty'
import { tlogProof } from '../shared/voting/evidence/checkpoint.ts'
import { apiAt } from './published-poll.ts'
import { type Judgement, judge, type Verdict } from './receipt/judge.ts'
import { readReceipt } from './receipt/receipt.ts'
import { type Language, receiptReport } from './receipt/words.ts'
import { Refusal, refusing } from './refusal.ts'
import { printError, say } from './say.ts'
import { cityArgument, readTrustedKeys, signingKeyArgument } from './trusted.ts'

const exitCodes: { readonly [Each in Verdict]: number } = {
  'counted-as-cast': 0,
  'counted-later': 1,
  'counted-otherwise': 1,
  'not-counted': 1,
  'not-to-be-trusted': 1,
  'not-published': 2,
}

/** Writes the proof, if there is one. The hash in a proof is not secret, but whose ballot it belongs to is. */
const writeProof = async ({ proved }: Judgement, file: string): Promise<void> => {
  if (proved === undefined) printError(`${file}: not written, there is no proof`)
  else await writeFile(file, tlogProof(proved.checkpoint, proved.index, proved.proof))
}

const languageIn = (text: string): Language => {
  if (text === 'nl' || text === 'en') return text
  throw new Refusal(`--language ${text} is not nl or en`)
}

export const receiptCommand = defineCommand({
  meta: { name: 'receipt', description: 'Was my ballot counted as I cast it?' },
  args: {
    file: { type: 'positional', description: 'A receipt', required: true, valueHint: 'FILE' },
    url: {
      type: 'string',
      description: 'Address of the API',
      default: 'http://127.0.0.1:3000/v1',
      valueHint: 'BASE',
    },
    'ballots-url': { type: 'string', description: 'Address of the API of ballots, if elsewhere', valueHint: 'BASE' },
    'signing-key': signingKeyArgument,
    city: cityArgument,
    proof: { type: 'string', description: 'Where to write the proof (C2SP tlog-proof)', valueHint: 'OUT.tlog-proof' },
    language: { type: 'string', description: 'nl or en', default: 'en', valueHint: 'LANGUAGE' },
    json: { type: 'boolean', description: 'Print one line of JSON', default: false },
  },
  run: ({ args }) =>
    refusing(args.file, 2, async () => {
      const language = languageIn(args.language)
      const trustedKeys = await readTrustedKeys(args)
      const receipt = await readReceipt(args.file)
      const judgement = await judge(apiAt(args.url, args['ballots-url']), receipt, trustedKeys)
      const isPinned = trustedKeys !== undefined
      const report = receiptReport(judgement, receipt, { language, isPinned })
      say(...(args.json ? [JSON.stringify({ ...judgement, pinned: isPinned })] : report))
      if (args.proof !== undefined) await writeProof(judgement, args.proof)
      process.exitCode = exitCodes[judgement.verdict]
    }),
})
