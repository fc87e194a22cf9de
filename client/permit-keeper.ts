// Where a voter's permit is kept between its request and the ballot. Whoever has it can vote with it, once.

/** What must survive a lost answer or a closed window, as texts: base64url. */
export type KeptPermit =
  /** Asked for, not yet answered: the blinded message must be sent again as it is. */
  | { readonly state: 'asked'; readonly message: string; readonly blindedMessage: string; readonly inverse: string }
  /** In hand. */
  | { readonly state: 'granted'; readonly message: string; readonly signature: string }

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
