// The mathematics of blind signatures: the voter receives the signature times the blinding factor. Such a factor exists for every
// pair of voter and ballot, so one pair proves nothing. A factor that two pairs share is proof.

const modulo = (value: bigint, modulus: bigint) => ((value % modulus) + modulus) % modulus

/** The modular inverse, by the extended Euclidean algorithm. */
const inverse = (value: bigint, modulus: bigint): bigint => {
  let [rest, next, factor, other] = [modulus, modulo(value, modulus), 0n, 1n]
  while (next !== 0n) {
    const times = rest / next
    ;[rest, next, factor, other] = [next, rest - times * next, other, factor - times * other]
  }
  return modulo(factor, modulus)
}

export type BlindSignatures = {
  readonly modulus: bigint
  /** The signature given to each voter, by the voter's name. */
  readonly given: ReadonlyMap<string, bigint>
  /** The signature on each ballot, by the ballot's hash. */
  readonly cast: ReadonlyMap<string, bigint>
}

/** Pairs `voter = ballot` whose blinding factor was also used for another pair. */
export const reusedFactors = ({ modulus, given, cast }: BlindSignatures): string[] => {
  const inverses = [...cast].map(([ballot, signature]) => [ballot, inverse(signature, modulus)] as const)
  const pairs = [...given].flatMap(([voter, signature]) =>
    inverses.map(([ballot, inverted]) => ({
      pair: `${voter} = ${ballot}`,
      factor: modulo(signature * inverted, modulus),
    })),
  )
  return [...Map.groupBy(pairs, ({ factor }) => factor).values()].flatMap((same) =>
    same.length > 1 ? same.map(({ pair }) => pair) : [],
  )
}
