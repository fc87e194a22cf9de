// Birth dates as the register has them. For some people it has no day, or no month either: 1970-05-00, 1970-00-00.
import { LocalDate } from '../../kernel/clock.ts'

/**
 * Which day counts where the register does not know it: the last that is possible, so that nobody votes who may be too young; or
 * the first.
 */
export type UnknownBirthDay = 'last-possible' | 'first-possible'

const daysDown = ['31', '30', '29', '28'] as const

/** The day that counts as a person's birthday; `unknown` if not even the year is known, undefined if the text is not a date. */
export const birthDateOf = (
  text: string,
  unknownDay: UnknownBirthDay = 'last-possible',
): LocalDate | 'unknown' | undefined => {
  const whole = LocalDate.safeParse(text)
  if (whole.success) return whole.data
  if (text === '0000-00-00') return 'unknown'
  const match = /^(\d{4}-)(\d\d)-00$/.exec(text)
  if (match === null) return undefined
  const [, year = '', month = ''] = match
  const isLast = unknownDay === 'last-possible'
  const inMonth = month === '00' ? (isLast ? '12' : '01') : month
  const days = isLast ? daysDown : (['01'] as const)
  return days.map((day) => LocalDate.safeParse(`${year}${inMonth}-${day}`)).find(({ success }) => success)?.data
}
