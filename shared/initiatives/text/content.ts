// The text of an initiative. Public and private fields never share a schema: in Rotterdam names, addresses and signatures
// of applicants were once online for three weeks.
import { electronicFormatIBAN, isValidIBAN } from 'ibantools'
import mail from 'validator/lib/isEmail.js'
import * as z from 'zod'
import { LocalDate } from '../../kernel/clock.ts'
import { Line, objectionToText, Prose } from '../../kernel/text.ts'

/** The reason for a decision, for residents to read. */
export const Reason = Prose(2_000)
/** The outcome of an objection: a new decision, or the decision stands. */
export const ObjectionOutcome = z.enum(['uphold', 'dismiss']).meta({ id: 'ObjectionOutcome' })
/** The grounds of an objection. Private: they may name persons. */
export const Grounds = Prose(5_000)
/** The name under a signature. Private. */
export const PersonName = Line(120)

/** The public text of a submitted initiative. The amount in cents, asked of the ward. */
export const PublicContent = z.strictObject({
  title: Line(120),
  summary: Prose(500),
  plan: Prose(10_000),
  amountCents: z.int().min(1).max(1_000_000_000_000),
  startsOn: LocalDate,
  category: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .optional(),
})
export type PublicContent = z.infer<typeof PublicContent>

/** With or without non-ASCII letters, before and after the @ (RFC 6531); only a message shows whether it exists. */
const MailAddress = z
  .string()
  .overwrite((text) => text.normalize('NFC').trim())
  .max(254)
  .refine((text) => objectionToText(text, false) === undefined && mail.default(text, { allow_utf8_local_part: true }), {
    params: {
      words: {
        nl: 'Dit is geen e-mailadres, zoals naam@voorbeeld.nl.',
        en: 'This is no mail address such as name@example.org.',
      },
    },
  })
  .meta({ format: 'idn-email' })

/** A Dutch postcode in its stored form, `3032 EG`, however it is typed. */
const PostalCode = z
  .string()
  .max(20, { abort: true })
  .overwrite((text) =>
    text
      .toUpperCase()
      .replaceAll(/\s/g, '')
      .replace(/^(\d{4})([A-Z]{2})$/, '$1 $2'),
  )
  .refine((text) => /^[1-9][0-9]{3} (?!SA|SD|SS)[A-Z]{2}$/.test(text), {
    params: {
      words: { nl: 'Dit is geen postcode, zoals 3032 EG.', en: 'This is no Dutch postcode such as 3032 EG.' },
    },
  })

/** An account number in its stored form: without spaces, in capitals; length and check digits are those of its country. */
const Iban = z
  .string()
  .max(50)
  .overwrite((text) => electronicFormatIBAN(text.replaceAll(/\s/g, '')) ?? '')
  .refine((text) => isValidIBAN(text), {
    params: { words: { nl: 'Dit rekeningnummer (IBAN) klopt niet.', en: 'This account number (IBAN) is not right.' } },
  })

const Contact = z
  .strictObject({
    name: PersonName,
    email: MailAddress,
    phone: z
      .string()
      .regex(/^\+?[0-9][0-9 ()-]{7,19}$/)
      .meta({ maxLength: 21 })
      .optional(),
    birthDate: LocalDate,
  })
  .meta({ id: 'Contact' })
const Address = z
  .strictObject({
    street: Line(120),
    houseNumber: Line(20),
    postalCode: PostalCode,
    town: Line(80),
  })
  .meta({ id: 'Address' })
/** The payee is fixed at application, because who received the money has been in dispute. */
const BankAccount = z
  .strictObject({
    iban: Iban,
    holder: PersonName,
  })
  .meta({ id: 'BankAccount' })

/** Only for the applicant and the ward's staff. */
export const Particulars = z.strictObject({ contact: Contact, address: Address, bankAccount: BankAccount })
export type Particulars = z.infer<typeof Particulars>

/** A draft needs only a title. */
export const DraftContent = z.strictObject({ ...PublicContent.partial().shape, title: PublicContent.shape.title })
export const DraftParticulars = Particulars.partial()
export type DraftContent = z.infer<typeof DraftContent>
export type DraftParticulars = z.infer<typeof DraftParticulars>

/** A draft as its applicant writes it. */
export const DraftInput = z.strictObject({ ...DraftContent.shape, ...DraftParticulars.shape })
export type DraftInput = z.infer<typeof DraftInput>

const content = PublicContent.shape
const particulars = Particulars.shape

/** A JSON merge patch of the top level: absent fields stay, `null` empties. A title cannot be emptied. */
export const DraftPatch = z.strictObject({
  title: content.title.optional(),
  summary: content.summary.nullish(),
  plan: content.plan.nullish(),
  amountCents: content.amountCents.nullish(),
  startsOn: content.startsOn.nullish(),
  category: content.category.unwrap().nullish(),
  contact: particulars.contact.nullish(),
  address: particulars.address.nullish(),
  bankAccount: particulars.bankAccount.nullish(),
})
export type DraftPatch = z.infer<typeof DraftPatch>

/** The two halves of a draft. */
export const splitDraft = ({ contact, address, bankAccount, ...content }: DraftInput) => ({
  content,
  particulars: { contact, address, bankAccount },
})
