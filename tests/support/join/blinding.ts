// The mathematics of the blind signature: the voter was given the signature times the blinding factor. For every voter and
// every ballot such a factor exists, so one pair proves nothing; a factor that two pairs share proves everything.

const modulo = (value: bigint, modulus: bigint) => ((value % modulus) + modulus) % modulus

/** Extended Euclid. */
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
  /** The signature given to each voter, by name. */
  readonly given: ReadonlyMap<string, bigint>
  /** The signature on each ballot, by hash. */
  readonly cast: ReadonlyMap<string, bigint>
}

/** Pairs `voter = ballot` whose blinding factor was used for another pair too. */
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
