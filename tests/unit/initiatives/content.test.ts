import { describe, expect, it } from 'vitest'
import { DraftInput, DraftPatch } from '../../../shared/initiatives/content.ts'
import { isIban } from '../../../shared/initiatives/iban.ts'
import { completeBody } from '../../support/builders/initiatives.ts'

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
  ])('refuses %s', (_, change, pointer) => {
    expect(refused(change)).toEqual([pointer])
  })

  it('refuses a field it does not know', () => {
    expect(DraftInput.safeParse({ ...completeBody, status: 'awarded' }).success).toBe(false)
  })

  it('needs no more than a title', () => {
    expect(DraftInput.safeParse({ title: 'Tuin' }).success).toBe(true)
  })

  it('may have a plan of several lines, and letters of any script', () => {
    expect(refused({ plan: 'Eén\n\ttwee 花园 😀', title: 'Straatfeest – Çınar' })).toEqual([])
  })
})

describe('a patch', () => {
  it('cannot empty the title, but anything else', () => {
    expect(DraftPatch.safeParse({ title: null }).success).toBe(false)
    expect(DraftPatch.safeParse({ summary: null, contact: null, category: null }).success).toBe(true)
  })
})

describe('an IBAN', () => {
  it.each(['NL91ABNA0417164300', 'DE89370400440532013000', 'GB82WEST12345698765432'])(
    '%s has the right check digits',
    (iban) => {
      expect(isIban(iban)).toBe(true)
    },
  )

  it('with two digits swapped has not', () => {
    expect(isIban('NL91ABNA0417146300')).toBe(false)
  })
})
