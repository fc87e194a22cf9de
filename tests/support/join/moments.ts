// Moments in a value: dates, seconds or milliseconds since 1970, and ids that contain a time.
const alphabet32 = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const alphabet62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const numberOf = (text: string, alphabet: string): bigint =>
  [...text].reduce((sum, sign) => sum * BigInt(alphabet.length) + BigInt(alphabet.indexOf(sign)), 0n)

/** The time from 15 October 1582 to 1970, in milliseconds. */
const gregorianOffset = 12_219_292_800_000

/** The time in a UUID of version 1, 6 or 7, given as 32 hexadecimal digits. */
const momentOfUuid = (digits: string): number | undefined => {
  if (!/^[89ab]/i.test(digits.slice(16))) return undefined
  const ticks = (text: string) => Number(BigInt(`0x${text}`) / 10_000n) - gregorianOffset
  switch (digits[12]) {
    case '1':
      return ticks(`${digits.slice(13, 16)}${digits.slice(8, 12)}${digits.slice(0, 8)}`)
    case '6':
      return ticks(`${digits.slice(0, 12)}${digits.slice(13, 16)}`)
    case '7':
      return Number.parseInt(digits.slice(0, 12), 16)
    default:
      return undefined
  }
}

/** Notations of moments: a pattern, and a function that reads a match as milliseconds since 1970. */
const readers: readonly (readonly [form: RegExp, read: (text: string) => number | undefined])[] = [
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:?\d\d)?/g, (text) => Date.parse(text)],
  [/(?<![\w.])\d{10}(?:\.\d+)?(?!\w)/g, (text) => Number(text) * 1_000],
  [/(?<!\w)\d{13}(?!\w)/g, Number],
  [/(?<!\w)\d{16}(?!\w)/g, (text) => Number(text) / 1_000],
  [
    /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi,
    (text) => momentOfUuid(text.replaceAll('-', '')),
  ],
  [
    /(?<!\w)[0-7][0-9A-HJKMNP-TV-Z]{25}(?!\w)/gi,
    (text) => Number(numberOf(text.slice(0, 10).toUpperCase(), alphabet32)),
  ],
  // KSUID: seconds since 2014-05-13, and 16 random bytes.
  [/(?<!\w)[0-9A-Za-z]{27}(?!\w)/g, (text) => Number((numberOf(text, alphabet62) >> 128n) + 1_400_000_000n) * 1_000],
  [/(?<!\w)[0-9a-f]{24}(?!\w)/gi, (text) => Number.parseInt(text.slice(0, 8), 16) * 1_000],
]

/** Every moment that a value may contain, in milliseconds since 1970. Bytes are also read as an id. */
export const momentsIn = (value: string | number | Uint8Array): readonly number[] => {
  const text =
    value instanceof Uint8Array ? (value.length <= 20 ? Buffer.from(value).toString('hex') : '') : String(value)
  return readers.flatMap(([form, read]) =>
    [...text.matchAll(form)].flatMap(([found]) => {
      const moment = read(found)
      return moment === undefined || Number.isNaN(moment) ? [] : [moment]
    }),
  )
}

const hour = 3_600_000

/** Whether a moment could belong to a request of the vote: in the same period, and not a whole hour. */
export const isTelling = (moment: number, vote: readonly number[]): boolean =>
  moment % hour !== 0 && moment >= Math.min(...vote) - hour && moment <= Math.max(...vote) + hour
