// Amounts as decimal text ↔ whole cents. Never through a float.

/** `2532645.83` → 253264583; undefined if it is not an amount, has more than two decimals, or is beyond 2^53 cents. */
export const parseCents = (text: string): number | undefined => {
  const match = /^(\d+)(?:\.(\d{1,2})?0*)?$/.exec(text)
  if (!match) return undefined
  const cents = Number(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`)
  return Number.isSafeInteger(cents) ? cents : undefined
}

/** 253264583 → `2532645.83`, and whole amounts without decimals. */
export const formatCents = (cents: number): string => {
  const rest = cents % 100
  const whole = String((cents - rest) / 100)
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(2, '0')}`
}
