// Where a voter's permit is kept between its request and the ballot, and until the close. Anyone who has it can vote with it.

/** The data that must survive a lost answer or a closed window, as texts in base64url. */
type Common = {
  readonly message: string
  /** The one-time key that signs choices; absent in a poll whose ballots nobody signs. */
  readonly privateKey?: string | undefined
}
/** Asked for, not yet answered: the blinded message must be sent again as it is. */
export type Asked = Common & { readonly state: 'asked'; readonly blindedMessage: string; readonly inverse: string }
/** In hand. `number`: the highest that a ballot was sent with. */
export type Granted = Common & { readonly state: 'granted'; readonly signature: string; readonly number?: number }
export type KeptPermit = Asked | Granted

/** A place of the caller's choice: session storage, a file, an encrypted store. */
export type PermitKeeper = {
  load(pollId: string): Promise<KeptPermit | undefined>
  save(pollId: string, permit: KeptPermit): Promise<void>
}

/** Keeps permits in memory: for tests and for a client that votes at once. */
export const memoryKeeper = (): PermitKeeper => {
  const kept = new Map<string, KeptPermit>()
  return {
    load: async (pollId) => kept.get(pollId),
    save: async (pollId, permit) => {
      kept.set(pollId, permit)
    },
  }
}
