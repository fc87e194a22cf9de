// The findings of the verifier, for people and for programs.
import { checks } from './findings.ts'
import { fingerprintOf, type Verified } from './verify-export.ts'

/** What a published file cannot prove. */
const notChecked = [
  'whether every permit was given to somebody who may vote: the roll is secret',
  'whether the signed root was posted before the lots could be known: compare it with what others saw then',
  'whether an option that was passed over was withdrawn, and when: compare it with the page of the initiative',
  'what would have sufficed for those who did not win: read it as a remark of whoever counted',
] as const

/** Whether every check passed. */
const isSound = ({ findings }: Verified): boolean => findings.every(({ holds }) => holds)

/** `consistent`: every check passed, but only the file itself vouches for the signing key. A forger can include their own key. */
export type Verdict = 'holds' | 'consistent' | 'does-not-hold'
/** `pinned`: the signing key came from another source than the file. */
export const verdictOf = (verified: Verified, pinned: boolean): Verdict => {
  if (!isSound(verified)) return 'does-not-hold'
  return pinned ? 'holds' : 'consistent'
}

const inWords = (verdict: Verdict, failed: number, total: number): string => {
  switch (verdict) {
    case 'holds':
      return `All ${total} checks hold.`
    case 'consistent':
      return `Consistent, but nobody vouches for the key: ${total} checks hold, by a key that came with the file. Anybody could have made such a file.`
    case 'does-not-hold':
      return `Do not trust this file: ${failed} of ${total} checks ${failed === 1 ? 'does' : 'do'} not hold.`
    default:
      return verdict satisfies never
  }
}

/** A line for each check, and a verdict. `pinned`: the signing key came from another source than the file. */
export const verifyReport = (verified: Verified, pinned: boolean): readonly string[] => {
  const { header, findings } = verified
  const failed = findings.filter(({ holds }) => !holds).length
  const key =
    header === undefined || pinned
      ? []
      : [
          'The signing key came with the file. Give the key of the city (--city, --signing-key), or compare its SHA-256:',
          `  ${fingerprintOf(header)}`,
        ]
  return [
    ...(header === undefined ? [] : [`Poll ${header.poll.pollId}: ${header.poll.question.en}`]),
    ...findings.map(({ check, holds, says }) => (holds ? `✓ ${says}` : `✗ ${checks[check]}? No: ${says}`)),
    ...key,
    'Not checked:',
    ...notChecked.map((each) => `- ${each}`),
    inWords(verdictOf(verified, pinned), failed, findings.length),
  ]
}

/** The report as one line of JSON. */
export const verifyJson = (verified: Verified, pinned: boolean): string => {
  const { header, findings } = verified
  return JSON.stringify({
    holds: isSound(verified),
    verdict: verdictOf(verified, pinned),
    pinned,
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
