// Binary search for the point where a predicate changes, if it changes once.

/** The least whole number from `low` to `high` for which `holds`, given that it then holds for all greater ones. */
export const leastThat = (holds: (value: number) => boolean, low: number, high: number): number | undefined => {
  if (low > high) return undefined
  let reach = 1
  // Stryker disable next-line EqualityOperator: one probe more at the end of the range, the same answer
  while (low + reach < high && !holds(low + reach - 1)) reach *= 2
  let below = low - 1
  let above = Math.min(low + reach, high)
  if (!holds(above)) return undefined
  while (above - below > 1) {
    const middle = below + Math.floor((above - below) / 2)
    if (holds(middle)) above = middle
    else below = middle
  }
  return above
}

/** The greatest whole number from `low` to `high` for which `holds`, given that it then holds for all lesser ones. */
export const greatestThat = (holds: (value: number) => boolean, low: number, high: number): number | undefined => {
  const firstNot = leastThat((value) => !holds(value), low, high)
  if (firstNot === undefined) return low > high ? undefined : high
  return firstNot > low ? firstNot - 1 : undefined
}
