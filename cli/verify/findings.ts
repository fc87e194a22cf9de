// The checks, whether each passed, and what was found if it failed.

/** The outcome of one check. `says`: what was confirmed, or the first few errors, in words for people who are not programmers. */
export type Finding = { readonly check: CheckName; readonly holds: boolean; readonly says: string }

/** All checks in the order of the report, each with the sentence that the report shows if it passes. */
export const checks = {
  form: 'The file has the form of a published export',
  configurationHash: 'The configuration has the published hash',
  configurationSignature: 'The configuration was signed with the signing key',
  signingKey: 'The signing key is the one you gave',
  window: 'The window, the ballot form and the rule make sense together',
  ballotForm: 'Every ballot is written in the one canonical form',
  permits: 'Every ballot has a permit signed with the key of this poll',
  signatures: 'Every choice was signed with the key of its permit',
  unique: 'No permit was used twice',
  sorted: 'The ballots stand in the order of their hashes',
  choices: 'Every ballot is filled in as the ballot form says',
  counts: 'The numbers of ballots, blanks, permits and voters can be true',
  shards: 'Every part of the ballot box has the published digest',
  merkleRoot: 'The ballots have the published Merkle root',
  checkpoint: 'The root was signed, with the number of ballots and the configuration',
  resultPoll: 'The result is that of this poll and this configuration',
  resultDigest: 'The result has the published digest',
  resultSignature: 'The result was signed with the signing key',
  lots: 'The lots were drawn as fixed beforehand',
  withdrawals: 'Options were passed over only as was fixed beforehand',
  outcome: 'Counted again, independently, the ballots give the published outcome',
} as const
export type CheckName = keyof typeof checks

export const holds = (check: CheckName, more?: string): Finding => ({
  check,
  holds: true,
  says: more === undefined ? checks[check] : `${checks[check]}: ${more}`,
})
export const fails = (check: CheckName, says: string): Finding => ({ check, holds: false, says })

/** A finding that passed, or one that failed with this objection. */
export const finding = (check: CheckName, objection: string | undefined, more?: string): Finding =>
  objection === undefined ? holds(check, more) : fails(check, objection)

const mentioned = 3

/** Collects errors in single ballots: their number, and the first few with their lines. */
export const objectionList = () => {
  const first: string[] = []
  let total = 0
  return {
    add: (line: number, objection: string): void => {
      total += 1
      if (first.length < mentioned) first.push(`line ${line}: ${objection}`)
    },
    text: (): string | undefined => {
      if (total === 0) return undefined
      const more = total > first.length ? `; and ${total - first.length} more` : ''
      return `${first.join('; ')}${more}`
    },
  }
}
