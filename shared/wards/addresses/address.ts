// In which ward an address lies: by postcode and house number, from what the city has recorded, dated. An address may lie in no
// ward: CS-kwartier has no council. An address that somebody asks about is not stored.
import * as z from 'zod'
import { type DomainEvent, event } from '../../../events/envelope.ts'
import { addressesRecorded } from '../../../events/wards.ts'
import { dateInCity, type Instant, LocalDate } from '../../kernel/clock.ts'
import { WardCode } from '../../kernel/ids.ts'
import { accept, type Decision, type Objection, refuse } from '../../kernel/refusals.ts'
import { Line } from '../../kernel/text.ts'

/** A Dutch postcode, kept as `3011AB`: a space and lower-case letters are accepted too. */
export const Postcode = z
  .string()
  .max(10)
  .transform((text) => text.replaceAll(/\s/g, '').toUpperCase())
  .pipe(z.string().regex(/^[1-9][0-9]{3}[A-Z]{2}$/))
  .meta({ override: { type: 'string', maxLength: 10, pattern: '^[1-9][0-9]{3} ?[A-Za-z]{2}$' } })

/** Four digits of a postcode: what is recorded together. */
export const PostcodeArea = z
  .string()
  .max(4)
  .regex(/^[1-9][0-9]{3}$/)
export type PostcodeArea = z.infer<typeof PostcodeArea>

const HouseNumber = z.int().min(1).max(99_999)

/** An address, as far as its ward depends on it. A letter or an addition behind the number does not matter. */
export const Address = z.strictObject({ postcode: Postcode, houseNumber: HouseNumber }).meta({ id: 'AddressOfWard' })
export type Address = z.infer<typeof Address>

/** House numbers of a postcode and the ward they lie in. `null`: in none. */
const AddressRange = z
  .strictObject({
    letters: z
      .string()
      .max(2)
      .regex(/^[A-Z]{2}$/),
    from: HouseNumber,
    to: HouseNumber,
    side: z.enum(['both', 'odd', 'even']),
    wardCode: WardCode.nullable(),
  })
  .meta({ id: 'AddressRange' })
export type AddressRange = z.infer<typeof AddressRange>

/** What the office records of the addresses of a postcode area, and where it comes from. */
export const AddressRecord = z.strictObject({
  source: Line(300, 3).meta({
    description: 'Where this comes from, for everyone to read: a publication and its date.',
  }),
  /** Made up to try the system with: no real address. */
  isSynthetic: z.boolean(),
  ranges: z.array(AddressRange).min(1).max(2_000).readonly(),
})
export type AddressRecord = z.infer<typeof AddressRecord>

/** The addresses of a postcode area from a day on. */
export const Addresses = z.object({
  ...AddressRecord.shape,
  area: PostcodeArea,
  validFrom: LocalDate,
  version: z.int().min(1),
})
export type Addresses = z.infer<typeof Addresses>

/** The postcode area of an address. */
export const postcodeAreaOf = ({ postcode }: Address): PostcodeArea => PostcodeArea.parse(postcode.slice(0, 4))

const parities = { both: [0, 1], odd: [1], even: [0] } as const

const isIn = ({ letters, from, to, side }: AddressRange, { postcode, houseNumber }: Address): boolean =>
  postcode.slice(4) === letters &&
  from <= houseNumber &&
  houseNumber <= to &&
  parities[side].some((parity) => parity === houseNumber % 2)

/** The ward of an address; `null` if it is in none, undefined if nothing is recorded for it. */
export const wardOfAddress = ({ ranges }: Addresses, address: Address): WardCode | null | undefined =>
  ranges.find((range) => isIn(range, address))?.wardCode

const share = (a: AddressRange, b: AddressRange): boolean => {
  if (a.letters !== b.letters) return false
  const [from, to] = [Math.max(a.from, b.from), Math.min(a.to, b.to)]
  const isBoth = (parity: 0 | 1) => [a, b].every(({ side }) => parities[side].some((each) => each === parity))
  return ([0, 1] as const).some((parity) => isBoth(parity) && from + ((from + parity) % 2) <= to)
}

const words = {
  backwards: { nl: 'Het laatste huisnummer ligt voor het eerste.', en: 'The last house number is before the first.' },
  noWard: { nl: 'Deze wijk bestaat niet.', en: 'There is no such ward.' },
  twice: {
    nl: 'Deze huisnummers staan ook in een andere regel.',
    en: 'These house numbers are in another range, too.',
  },
}

/** What is wrong with some ranges: JSON pointers with words. Each house number lies in one range at most. */
const objectionsTo = (ranges: readonly AddressRange[], known: ReadonlySet<string>): readonly Objection[] => {
  const earlier = new Map<string, AddressRange[]>()
  return ranges.flatMap((range, index) => {
    const pointer = `/ranges/${index}`
    const sameLetters = earlier.get(range.letters) ?? []
    const objections: Objection[] = []
    if (range.to < range.from) objections.push({ pointer, rule: words.backwards })
    if (range.wardCode !== null && !known.has(range.wardCode))
      objections.push({ pointer: `${pointer}/wardCode`, rule: words.noWard })
    if (sameLetters.some((each) => share(each, range))) objections.push({ pointer, rule: words.twice })
    earlier.set(range.letters, [...sameLetters, range])
    return objections
  })
}

type Of = { readonly area: PostcodeArea; readonly validFrom: LocalDate }

/** Records the addresses of an area from a day on. What has come into force is not rewritten: a later day corrects it. */
export const recordAddresses = (
  { area, validFrom }: Of,
  standing: Addresses | undefined,
  record: AddressRecord,
  known: ReadonlySet<string>,
  now: Instant,
): Decision<Addresses, DomainEvent, 'addresses-in-force' | 'addresses-wrong'> => {
  const today = dateInCity(now)
  if (standing !== undefined && validFrom < today) return refuse('addresses-in-force', { validFrom })
  const wrong = objectionsTo(record.ranges, known)
  if (wrong.length > 0) return refuse('addresses-wrong', {}, wrong.slice(0, 100))
  return accept(
    { ...record, area, validFrom, version: (standing?.version ?? 0) + 1 },
    event(addressesRecorded, `postcode-areas/${area}/addresses/${validFrom}`, { area, validFrom }),
  )
}
