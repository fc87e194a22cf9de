// The secrets of one poll. Each is wrapped by a separate key in the vault, for the one function that needs it.

/**
 * `permit` signs permits, `roll` marks voters, `acceptance` signs that a ballot was accepted, `seal` opens the ballots.
 * No function has two of the last three.
 */
export const secretPurposes = ['permit', 'roll', 'acceptance', 'seal'] as const
export type SecretPurpose = (typeof secretPurposes)[number]

/** A secret for each purpose: in plaintext, or wrapped by KMS. */
export type PollSecrets = { readonly [Purpose in SecretPurpose]: Uint8Array }
