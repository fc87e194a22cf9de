// The network of random beacons for development.

// !!! THIS IS NOT A SECRET. Anyone who reads this line can compute every beacon of this network, years in advance.
// !!! Nothing that matters may be drawn from it: real draws use a network whose key nobody has.
/** 32 bytes, a number below the order of the group. */
export const foreseeableSecretKey: Uint8Array = new TextEncoder().encode('Anybody can foresee our beacons.')

/** Short signatures on G1 over the round number alone, as drand's quicknet makes them. */
export const scheme = 'bls-unchained-g1-rfc9380'

/** Part of the chain hash, as the group's keys are in drand: SHA-256 of "wijk-aan-zet development network". */
export const groupHash = 'f8429d671fdfdee4c1f5c8ec26a9a4bf4636bce42dc09e94befc8f6cccd9fe90'

export const beaconId = 'development'

/**
 * The values that a verifier needs. Both follow from the above, the chain hash by drand's own formula: SHA-256 of period
 * (4 bytes), genesis (8 bytes), public key, group hash and beacon id.
 */
export const developmentNetwork = {
  chainHash: '27e33f5375628e7295b76aae69a662685182cd0a29a50ed59b8f6da90e2da5f1',
  publicKey:
    '95d5f4db24fc97a9d871ff7c4e894af0fc076e973694659db8da919b0d8d597b2632523fa366e2c9427c20397123abd8071bf2fbcf25c088c9c289df56e1e78a641bb75ce12831a7ddd0a98b371bb52a6988fcf7711cce44dd6e3abe4721ab54',
  /** 2023-01-01T00:00:00Z */
  genesisSeconds: 1_672_531_200,
  periodSeconds: 3,
} as const
