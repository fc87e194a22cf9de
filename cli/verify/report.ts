// What the verifier found, for reading and for programs.
import { checks } from './findings.ts'
import { fingerprintOf, type Verified } from './verify-export.ts'

/** What no published file can show, whoever checks it. */
const notChecked = [
  'whether every permit was given to somebody who may vote: the roll is secret',
  'whether the signed root was posted before the lots could be known: compare it with what others saw then',
  'what would have sufficed for those who did not win: read it as a remark of whoever counted',
] as const

/** Whether every check holds. */
export const isSound = ({ findings }: Verified): boolean => findings.every(({ holds }) => holds)

/** A line for each check, and a verdict. `pinned`: the signing key came from elsewhere than the file. */
export const verifyReport = (verified: Verified, pinned: boolean): string => {
  const { header, findings } = verified
  const failed = findings.filter(({ holds }) => !holds).length
  const verdict = isSound(verified)
    ? `All ${findings.length} checks hold.`
    : `Do not trust this file: ${failed} of ${findings.length} checks ${failed === 1 ? 'does' : 'do'} not hold.`
  const key =
    header === undefined || pinned
      ? []
      : [
          `The signing key came with the file. Compare its SHA-256 with what the city publishes, or give the key:`,
          `  ${fingerprintOf(header)}`,
        ]
  return [
    ...(header === undefined ? [] : [`Poll ${header.poll.pollId}: ${header.poll.question.en}`]),
    ...findings.map(({ check, holds, says }) => (holds ? `✓ ${says}` : `✗ ${checks[check]}? No: ${says}`)),
    ...key,
    'Not checked:',
    ...notChecked.map((each) => `- ${each}`),
    verdict,
  ].join('\n')
}

/** The same on one line of JSON. */
export const verifyJson = (verified: Verified): string => {
  const { header, findings } = verified
  return JSON.stringify({
    holds: isSound(verified),
    ...(header && {
      pollId: header.poll.pollId,
      configurationHash: header.configurationHash,
      resultDigest: header.resultDigest,
      merkleRoot: header.result.merkleRoot,
      signingKeySha256: fingerprintOf(header),
      winners: header.result.outcome.winners,
    }),
    findings,
    notChecked,
  })
}
