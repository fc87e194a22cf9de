// API operations on the addresses of wards.
import * as z from 'zod'
import { access } from '../../api/access.ts'
import { operationsOf } from '../../api/operation.ts'
import { LocalDate } from '../../kernel/clock.ts'
import { WardCode } from '../../kernel/ids.ts'
import { wardsRefusals } from '../refusals.ts'
import { Address, AddressRecord, PostcodeArea } from './address.ts'

const operation = operationsOf('wards', wardsRefusals)
const addressParams = z.strictObject({ area: PostcodeArea, validFrom: LocalDate })

/** The wards of the addresses of a postcode area, from a day on. */
const PublicAddresses = z
  .strictObject({ area: PostcodeArea, validFrom: LocalDate, ...AddressRecord.shape })
  .meta({ id: 'PostcodeAreaAddresses' })

export const findWardOfAddress = operation({
  id: 'findWardOfAddress',
  method: 'POST',
  path: '/addresses/_find-ward',
  summary: { nl: 'In welke wijk ligt dit adres?', en: 'In which ward is this address?' },
  description:
    'By postcode and house number, as the city has recorded it. The address is sent in the body, so that no log or address bar shows it, and it is not stored. For an address that is in no ward, `wardCode` is `null`.',
  access: access.public,
  body: Address,
  responses: {
    200: z.strictObject({
      wardCode: WardCode.nullable(),
      validFrom: LocalDate,
      source: z.string(),
      isSynthetic: z.boolean(),
    }),
  },
  refusals: ['address-not-known'],
})

export const getAddresses = operation({
  id: 'getAddresses',
  method: 'GET',
  path: '/postcode-areas/{area}/addresses/{validFrom}',
  summary: { nl: 'In welke wijk de adressen van een postcodegebied liggen', en: 'The wards of a postcode area' },
  description: 'As recorded from that day on, with its source.',
  access: access.public,
  params: addressParams,
  responses: { 200: PublicAddresses },
  refusals: ['addresses-not-recorded'],
})

export const setAddresses = operation({
  id: 'setAddresses',
  method: 'PUT',
  path: '/postcode-areas/{area}/addresses/{validFrom}',
  summary: {
    nl: 'Leg vast in welke wijk de adressen van een postcodegebied liggen',
    en: 'Record in which ward the addresses of a postcode area lie',
  },
  description:
    'From a day on; each house number at most once. All of it is recorded, or nothing, and every mistake is named. A record in force is corrected from a later day on. The first time, when there is no version to have seen, with `If-Match: "0"`.',
  access: access.electionOffice,
  requires: 'if-match',
  params: addressParams,
  body: AddressRecord,
  responses: { 200: PublicAddresses },
  refusals: ['addresses-in-force', 'addresses-wrong'],
})
