// Exact fractions of the second counter.

/** Always in lowest terms, `d` > 0. */
export type Fraction = { readonly n: bigint; readonly d: bigint }

const divisorOf = (a: bigint, b: bigint): bigint => {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b]
  while (y > 0n) [x, y] = [y, x % y]
  return x
}

export const fraction = (n: bigint, d: bigint): Fraction => {
  const by = divisorOf(n, d)
  const sign = d < 0n ? -1n : 1n
  return { n: (sign * n) / by, d: (sign * d) / by }
}

/** The sign of a − b. */
export const compare = (a: Fraction, b: Fraction): -1 | 0 | 1 => {
  const difference = a.n * b.d - b.n * a.d
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** A text such as `7` or `15/2`. */
export const inWords = ({ n, d }: Fraction): string => (d === 1n ? `${n}` : `${n}/${d}`)

/** The nearest double or its neighbour, for numbers of any length. */
export const asDouble = ({ n, d }: Fraction): number => {
  const shift = Math.max(0, 80 + d.toString(16).length * 4 - n.toString(16).length * 4)
  return Number((n << BigInt(shift)) / d) * 2 ** -shift
}
