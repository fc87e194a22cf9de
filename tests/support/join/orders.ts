// Compares orders and numbers: could they agree by chance?

/** The number of standard deviations from which agreement is not taken for chance: about one in 150,000. */
const certain = 4.5

const variance = (size: number) => (size * (size - 1) * (2 * size + 5)) / 18

/**
 * Kendall's S of values in the order of others, within each part, in standard deviations from zero. Equal values do not count. The
 * maximum is 4.5 for twelve values in one part, and 6.2 for twenty.
 */
export const concordance = (parts: readonly (readonly (readonly [one: number, other: number])[])[]): number => {
  let sum = 0
  for (const part of parts)
    for (const [index, [one, other]] of part.entries())
      for (const [nextOne, nextOther] of part.slice(index + 1))
        sum += Math.sign(nextOne - one) * Math.sign(nextOther - other)
  const deviation = Math.sqrt(parts.reduce((total, { length }) => total + variance(length), 0))
  return deviation === 0 ? 0 : sum / deviation
}

/** Whether two rankings of the same things agree or are reversed, as a whole or within their parts. */
export const isOrdered = (
  ranks: readonly (readonly [thing: string, one: number, other: number])[],
  partOf: (thing: string) => string,
): boolean => {
  const whole = ranks.map(([, one, other]) => [one, other] as const)
  const parts = [...Map.groupBy(ranks, ([thing]) => partOf(thing)).values()].map((part) =>
    part.map(([, one, other]) => [one, other] as const),
  )
  return [[whole], parts].some((each) => Math.abs(concordance(each)) >= certain)
}

/** Whether two lists agree in at least nine of ten places, in the same or in reverse order. */
export const isAlike = (one: readonly string[], other: readonly string[]): boolean =>
  [one, one.toReversed()].some(
    (list) =>
      list.length === other.length && list.filter((text, place) => text === other[place]).length >= list.length * 0.9,
  )

/** Pearson's correlation, or 0 if one of the variables is constant. */
export const correlation = (points: readonly (readonly [one: number, other: number])[]): number => {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length
  const [one, other] = [mean(0), mean(1)]
  const moment = (left: 0 | 1, right: 0 | 1) =>
    points.reduce(
      (sum, point) => sum + (point[left] - (left ? other : one)) * (point[right] - (right ? other : one)),
      0,
    )
  const scale = Math.sqrt(moment(0, 0) * moment(1, 1))
  return scale === 0 ? 0 : moment(0, 1) / scale
}
