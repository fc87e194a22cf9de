// The signed root of a poll's ballots: a signed note (C2SP tlog-checkpoint and signed-note), parsed by a second implementation.
import { Instant } from '../../shared/kernel/clock.ts'
import { hashOf } from './canonical.ts'
import { bytesOfBase64, objectionToCitySignature } from './signatures.ts'

/** What the city signed before lots were drawn: the number of ballots, their root (hexadecimal), and when they were counted. */
export type SignedRoot = {
  readonly ballots: number
  readonly root: string
  readonly configurationHash: string
  readonly countedAt: Instant
}

type Signer = { readonly pollId: string; readonly signingKey: string }

const keyIdBytes = 4
const wholeNumber = /^(0|[1-9]\d{0,15})$/

/** The signature line: an em dash, the name of the log, base64 of key id and signature. */
const objectionToSignature = (line: string, body: string, { pollId, signingKey }: Signer): string | undefined => {
  const [dash, name, signed = '', ...more] = line.split(' ')
  if (dash !== '—' || name !== `wijk/polls/${pollId}` || more.length > 0) return 'not signed in the name of this poll'
  const bytes = bytesOfBase64(signed)
  if (bytes === undefined) return 'the signature is not written in base64'
  const keyId = hashOf(Buffer.from(signingKey, 'base64')).subarray(0, keyIdBytes)
  if (!bytes.subarray(0, keyIdBytes).equals(keyId)) return 'signed with another key than the signing key'
  return objectionToCitySignature(signingKey, body, bytes.subarray(keyIdBytes).toString('base64'))
}

/** The content of a checkpoint, or the error in it. It must have exactly one signature, which covers everything else. */
export const readCheckpoint = (text: string, signer: Signer): SignedRoot | string => {
  const [origin, ballots = '', root = '', configuration = '', counted = '', ...rest] = text.split('\n')
  const [gap, signature = '', end, ...more] = rest
  if (gap !== '' || end !== '' || more.length > 0) return 'not written as a checkpoint'
  if (origin !== `wijk/polls/${signer.pollId}`) return 'the checkpoint of another poll'
  const [hash, countedAt] = [bytesOfBase64(root), Instant.safeParse(counted.replace(/^counted /, ''))]
  if (!wholeNumber.test(ballots) || hash?.length !== 32) return 'no number of ballots, or no root'
  if (!/^configuration [0-9a-f]{64}$/.test(configuration)) return 'no configuration'
  if (!counted.startsWith('counted ') || !countedAt.success || Number.isNaN(Date.parse(countedAt.data)))
    return 'not said when the ballots were counted'
  const body = `${[origin, ballots, root, configuration, counted].join('\n')}\n`
  return (
    objectionToSignature(signature, body, signer) ?? {
      ballots: Number(ballots),
      root: hash.toString('hex'),
      configurationHash: configuration.replace('configuration ', ''),
      countedAt: countedAt.data,
    }
  )
}
