// What an initiative says. Public and private fields never share a schema: in Rotterdam names, addresses and signatures
// of applicants were once online for three weeks.
import * as z from 'zod'
import { LocalDate } from '../kernel/clock.ts'
import { isIban } from './iban.ts'

// No control characters (a text may have line breaks), and not only spaces.
const line = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^(?=.*\S)\P{Cc}*$/u)
const text = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^(?=[\s\S]*\S)[\P{Cc}\n\r\t]*$/u)

/** Why somebody decided as they did: for residents to read. */
export const Reason = text(2_000)
/** The name that somebody signs a support with. Private. */
export const PersonName = line(120)

/** What everyone may read of an initiative that has been handed in. The amount in cents, asked of the ward. */
export const PublicContent = z.strictObject({
  title: line(120),
  summary: text(500),
  plan: text(10_000),
  amountCents: z.int().min(1).max(1_000_000_000_000),
  startsOn: LocalDate,
  category: z
    .string()
    .max(40)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .optional(),
})
export type PublicContent = z.infer<typeof PublicContent>

const Contact = z.strictObject({
  name: PersonName,
  email: z.email().max(254),
  phone: z
    .string()
    .regex(/^\+?[0-9][0-9 ()-]{7,19}$/)
    .optional(),
  birthDate: LocalDate,
})
const Address = z.strictObject({
  street: line(120),
  houseNumber: line(20),
  postalCode: z.string().regex(/^[1-9][0-9]{3} ?[A-Z]{2}$/),
  town: line(80),
})
/** The payee is fixed with the application: who received the money has been in dispute. */
const BankAccount = z.strictObject({
  iban: z
    .string()
    .regex(/^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/)
    .refine(isIban),
  holder: PersonName,
})

/** What only the applicant and the ward's staff may read. */
export const Particulars = z.strictObject({ contact: Contact, address: Address, bankAccount: BankAccount })
export type Particulars = z.infer<typeof Particulars>

/** A draft needs no more than a title. */
export const DraftContent = z.strictObject({ ...PublicContent.partial().shape, title: PublicContent.shape.title })
export const DraftParticulars = Particulars.partial()
export type DraftContent = z.infer<typeof DraftContent>
export type DraftParticulars = z.infer<typeof DraftParticulars>

/** A draft as its applicant writes it. */
export const DraftInput = z.strictObject({ ...DraftContent.shape, ...DraftParticulars.shape })
export type DraftInput = z.infer<typeof DraftInput>

const content = PublicContent.shape
const particulars = Particulars.shape

/** A JSON merge patch of the top level: what is absent stays, `null` empties. A title cannot be emptied. */
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
