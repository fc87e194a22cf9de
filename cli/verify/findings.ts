// What was checked, whether it holds, and what was found otherwise.

/** One thing that must hold. `says`: what holds, or the first few things that do not, for a reader who is no programmer. */
export type Finding = { readonly check: CheckName; readonly holds: boolean; readonly says: string }

/** Everything that is checked, in the order of the report, in the words of a report where it holds. */
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

/** Holds, or says why not. */
export const finding = (check: CheckName, objection: string | undefined, more?: string): Finding =>
  objection === undefined ? holds(check, more) : fails(check, objection)

const mentioned = 3

/** Collects what is wrong with single ballots: how many, and the first few by line. */
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
