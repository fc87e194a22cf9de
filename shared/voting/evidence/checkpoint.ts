// The signed root of the counted ballots, in the text format of transparency logs (C2SP tlog-checkpoint, signed-note): the
// number of ballots, their Merkle root, the configuration, and when they were counted. Posted before any lot is drawn.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { Sha256 } from '../../kernel/digest.ts'
import { PollId } from '../../kernel/ids.ts'
import type { CitySignature } from './city-signature.ts'

/** `countedAt`: when the root was fixed; only a beacon that was not yet due then may decide the lots. */
const Counted = z.strictObject({
  pollId: PollId,
  ballots: z.int().min(0),
  /** In hexadecimal. */
  merkleRoot: Sha256,
  configurationHash: Sha256,
  countedAt: Instant,
})
export type Counted = z.infer<typeof Counted>

/** A signed checkpoint as stored and published: about 400 bytes of text. */
export const Checkpoint = z.string().min(1).max(1_000).meta({ id: 'Checkpoint' })

const originOf = (pollId: string): string => `wijk/polls/${pollId}`

/** The signed content (ECDSA P-256, SHA-256): the note's text with its last line feed. */
export const checkpointBody = ({ pollId, ballots, merkleRoot, configurationHash, countedAt }: Counted): string =>
  [
    originOf(pollId),
    `${ballots}`,
    Buffer.from(merkleRoot, 'hex').toString('base64'),
    `configuration ${configurationHash}`,
    `counted ${countedAt}`,
    '',
  ].join('\n')

/** The body, an empty line, and the signature under the first four bytes of the SHA-256 of the key (SPKI). */
export const signedCheckpoint = (counted: Counted, { signature, signingKey }: CitySignature): string => {
  const keyId = createHash('sha256').update(Buffer.from(signingKey, 'base64')).digest().subarray(0, 4)
  const signed = Buffer.concat([keyId, Buffer.from(signature, 'base64')]).toString('base64')
  return `${checkpointBody(counted)}\n— ${originOf(counted.pollId)} ${signed}\n`
}

const lines =
  /^wijk\/polls\/([^\n]+)\n(\d+)\n([^\n]+)\nconfiguration ([^\n]+)\ncounted ([^\n]+)\n\n— wijk\/polls\/[^ \n]+ [^ \n]+\n$/

/** The content of a checkpoint. Throws for any other text, because it only reads what we wrote ourselves. */
export const readCheckpoint = (text: string): Counted => {
  const [, pollId, ballots, root = '', configurationHash, countedAt] = lines.exec(text) ?? []
  const merkleRoot = Buffer.from(root, 'base64').toString('hex')
  return Counted.parse({ pollId, ballots: Number(ballots), merkleRoot, configurationHash, countedAt })
}

/** The text form of one proof of inclusion (C2SP tlog-proof): the hashes in base64, nearest first. */
export const tlogProof = (checkpoint: string, index: number, proof: readonly string[]): string =>
  ['c2sp.org/tlog-proof@v1', `index ${index}`, ...proof, '', checkpoint].join('\n')
