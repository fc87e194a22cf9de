// Exact fractions of whole numbers of any size. Nothing here rounds but `toDouble`, which says so.

/** `denominator` > 0. Not necessarily in lowest terms: reduce where the size or the text matters. */
export type Rational = { readonly numerator: bigint; readonly denominator: bigint }

export const rational = (numerator: bigint, denominator = 1n): Rational => {
  if (denominator === 0n) throw new RangeError('The denominator of a fraction is 0')
  return denominator < 0n ? { numerator: -numerator, denominator: -denominator } : { numerator, denominator }
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value)

/** Greatest common divisor; `gcd(0, x)` is x. */
export const gcd = (a: bigint, b: bigint): bigint => {
  let [left, right] = [magnitude(a), magnitude(b)]
  while (right !== 0n) [left, right] = [right, left % right]
  return left
}

/** The same in lowest terms. */
export const reduced = ({ numerator, denominator }: Rational): Rational => {
  const divisor = gcd(numerator, denominator)
  return divisor === 1n
    ? { numerator, denominator }
    : { numerator: numerator / divisor, denominator: denominator / divisor }
}

/** Negative, zero or positive as a < b, a = b or a > b. */
export const compareRationals = (a: Rational, b: Rational): number => {
  const left = a.numerator * b.denominator
  const right = b.numerator * a.denominator
  return left < right ? -1 : left > right ? 1 : 0
}

/** `7` or `15/2`, in lowest terms. */
export const rationalText = (value: Rational): string => {
  const { numerator, denominator } = reduced(value)
  return denominator === 1n ? String(numerator) : `${numerator}/${denominator}`
}

/** The greatest whole number not above a fraction. */
export const floorOf = ({ numerator, denominator }: Rational): bigint => {
  const quotient = numerator / denominator
  return numerator < 0n && quotient * denominator !== numerator ? quotient - 1n : quotient
}

const bitLength = (value: bigint): number => magnitude(value).toString(16).length * 4

/** The nearest double but for a relative error below 2⁻⁵². For estimates; it decides nothing. */
export const toDouble = ({ numerator, denominator }: Rational): number => {
  const shift = 64 + bitLength(denominator) - bitLength(numerator)
  const quotient = shift >= 0 ? (numerator << BigInt(shift)) / denominator : numerator / (denominator << BigInt(-shift))
  return Number(quotient) * 2 ** -shift
}
