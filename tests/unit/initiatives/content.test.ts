import { describe, expect, it } from 'vitest'
import { DraftInput, DraftPatch } from '../../../shared/initiatives/text/content.ts'
import { completeBody } from '../../support/builders/initiatives/initiatives.ts'

const refused = (change: object) => {
  const parsed = DraftInput.safeParse({ ...completeBody, ...change })
  return parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('/'))
}

describe('a draft', () => {
  it.each([
    ['an empty title', { title: '' }, 'title'],
    ['a title of spaces', { title: '   ' }, 'title'],
    ['a title of 121 characters', { title: 'x'.repeat(121) }, 'title'],
    ['a title with a line break', { title: 'Tuin\nplein' }, 'title'],
    ['a plan with a control character', { plan: 'Tuin \u0000' }, 'plan'],
    ['an amount of nothing', { amountCents: 0 }, 'amountCents'],
    ['an amount with decimals', { amountCents: 100.5 }, 'amountCents'],
    ['a day that does not exist', { startsOn: '2026-02-30' }, 'startsOn'],
    ['a category with capitals', { category: 'Groen' }, 'category'],
    ['an e-mail address without a place', { contact: { ...completeBody.contact, email: 'ada' } }, 'contact/email'],
    ['an IBAN with a wrong digit', { bankAccount: { iban: 'NL91ABNA0417164301', holder: 'A' } }, 'bankAccount/iban'],
    [
      'a postal code that begins with 0',
      { address: { ...completeBody.address, postalCode: '0032 EG' } },
      'address/postalCode',
    ],
  ])('a draft refuses %s', (_, change, pointer) => {
    expect(refused(change)).toEqual([pointer])
  })

  it('a draft refuses an unknown field', () => {
    expect(DraftInput.safeParse({ ...completeBody, status: 'awarded' }).success).toBe(false)
  })

  it('a draft needs no more than a title', () => {
    expect(DraftInput.safeParse({ title: 'Tuin' }).success).toBe(true)
  })

  it('a draft can have a plan of several lines, and letters of any script', () => {
    expect(refused({ plan: 'Eén\n\ttwee 花园 😀', title: 'Straatfeest – Çınar' })).toEqual([])
  })
})

describe('a patch', () => {
  it('a patch can empty every field except the title', () => {
    expect(DraftPatch.safeParse({ title: null }).success).toBe(false)
    expect(DraftPatch.safeParse({ summary: null, contact: null, category: null }).success).toBe(true)
  })
})

const kept = (change: object) => DraftInput.safeParse({ ...completeBody, ...change }).data
const ibanKept = (iban: string) => kept({ bankAccount: { iban, holder: 'Ada' } })?.bankAccount?.iban
const mailKept = (email: string) => kept({ contact: { ...completeBody.contact, email } })?.contact?.email

describe('an IBAN', () => {
  it.each([
    ['NL91ABNA0417164300', 'NL91ABNA0417164300'],
    ['NL91 ABNA 0417 1643 00', 'NL91ABNA0417164300'],
    ['nl91 abna 0417 1643 00', 'NL91ABNA0417164300'],
    [' NL91-ABNA\u00a00417\u202f1643 00 ', 'NL91ABNA0417164300'],
    ['DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['GB82 WEST 1234 5698 7654 32', 'GB82WEST12345698765432'],
    ['be68 5390 0754 7034', 'BE68539007547034'],
    ['NO93 8601 1117 947', 'NO9386011117947'],
  ])('%s is stored as %s', (iban, as) => {
    expect(ibanKept(iban)).toBe(as)
  })

  it.each([
    ['two digits swapped', 'NL91ABNA0417146300'],
    ['right check digits and the length of no Dutch account', 'NL18ABNA041716430012'],
    ['right check digits in a country that has none', 'XX82WEST12345698765432'],
    ['a letter where the bank has digits', 'DE89370400440532013O00'],
    ['nothing', ''],
    ['a full stop between', 'NL91.ABNA.0417.1643.00'],
  ])('an IBAN with %s is refused', (_, iban) => {
    expect(ibanKept(iban)).toBeUndefined()
  })
})

describe('a Dutch postcode', () => {
  it.each(['3032 EG', '3032EG', '3032 eg', '3032eg', ' 3032\u00a0eg '])(
    'a Dutch postcode written %s is stored as 3032 EG',
    (postalCode) => {
      expect(kept({ address: { ...completeBody.address, postalCode } })?.address?.postalCode).toBe('3032 EG')
    },
  )

  it.each(['0032 EG', '3032 SS', '3032', '3032 E1', '30320 EG'])('a Dutch postcode is not %s', (postalCode) => {
    expect(refused({ address: { ...completeBody.address, postalCode } })).toEqual(['address/postalCode'])
  })
})

describe('a mail address', () => {
  it.each([
    'ada@example.org',
    "ada.o'brien+wijk@buurt.example.org",
    'çınar@örnek.example',
    'пример@пример.рф',
    '用户@例子.公司',
    'ada@xn--bcher-kva.example',
    'jörg@bücher.museum',
  ])('a mail address can be %s', (email) => {
    expect(mailKept(email)).toBe(email.normalize('NFC'))
  })

  it.each([
    'ada',
    'ada@',
    '@example.org',
    'ada@example',
    'a..b@example.org',
    '.ada@example.org',
    'ada.@example.org',
    'ada@-example.org',
    'ada@exa_mple.org',
    'ada@example..org',
    'Ada <ada@example.org>',
    'ada@example.org, bo@example.org',
    'ada@example.org\nBcc: all@example.org',
    'ad\u200ba@example.org',
    `${'a'.repeat(65)}@example.org`,
  ])('a mail address is not %s', (email) => {
    expect(mailKept(email)).toBeUndefined()
  })
})
