/** Whether the check digits of an IBAN (ISO 13616) are right: the number, rearranged, is 1 modulo 97. */
export const isIban = (iban: string): boolean => {
  const rearranged = iban.slice(4) + iban.slice(0, 4)
  let remainder = 0
  for (const character of rearranged)
    for (const digit of String(Number.parseInt(character, 36))) remainder = (remainder * 10 + Number(digit)) % 97
  return remainder === 1
}
