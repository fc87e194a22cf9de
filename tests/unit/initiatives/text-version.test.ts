import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { returnInitiative } from '../../../shared/initiatives/decision/assess.ts'
import type { HandedIn } from '../../../shared/initiatives/initiative.ts'
import { PublicContent } from '../../../shared/initiatives/text/content.ts'
import { editInitiative } from '../../../shared/initiatives/text/draft.ts'
import { submitInitiative } from '../../../shared/initiatives/text/submit.ts'
import { isMaterialChange } from '../../../shared/initiatives/text/text-version.ts'
import { Instant } from '../../../shared/kernel/clock.ts'
import { assessor, completeBody, handedIn } from '../../support/builders/initiatives/initiatives.ts'
import { yes } from '../../support/builders/taken.ts'

const { contact: _contact, address: _address, bankAccount: _account, ...body } = completeBody
const signed = PublicContent.parse(body)
const changed = (change: object) => PublicContent.parse({ ...body, ...change })
const later = Instant.parse('2026-03-10T09:00:00.000Z')

/** Returned for completion, edited, and submitted again. */
const again = (initiative: HandedIn, patch: object): HandedIn => {
  const returned = yes(returnInitiative(initiative, 'Vul aan.', assessor, later))
  return yes(submitInitiative(yes(editInitiative(returned, patch)), undefined, later))
}

describe('a change asks for signatures again:', () => {
  it.each([
    ['another title', { title: 'Tuin op het dak' }],
    ['a little more money', { amountCents: 200_001 }],
    ['half the money', { amountCents: 100_000 }],
    ['another plan', { plan: 'Een parkeerplaats met slagbomen.' }],
    ['a plan of which the half is gone', { plan: 'Bakken timmeren.' }],
    ['the plan buried in another one', { plan: `${body.plan} ${'Daarna komt er een hotel met balkon. '.repeat(5)}` }],
    ['another summary', { summary: 'Een casino voor toeristen openen.' }],
    ['a start in another year', { startsOn: '2027-06-01' }],
  ])('a change asks for signatures again: %s', (_, change) => {
    expect(isMaterialChange(signed, changed(change))).toBe(true)
  })
})

describe('a small completion keeps the signatures:', () => {
  it.each([
    ['a sentence more in the plan', { plan: `${body.plan} De gemeente geeft een vergunning.` }],
    ['a typing error in the plan', { plan: 'Bakken timmeren, plantten, een feest.' }],
    ['capitals and commas', { title: 'TUIN, op het plein', plan: 'Bakken timmeren; planten. Een feest!' }],
    ['a category', { category: 'groen' }],
    ['a start a month later', { startsOn: '2026-07-01' }],
    ['a tenth less money', { amountCents: 180_000 }],
  ])('a small completion keeps the signatures: %s', (_, change) => {
    expect(isMaterialChange(signed, changed(change))).toBe(false)
  })
})

describe('handing in again', () => {
  it('handing in again with another amount invalidates all signatures', () => {
    const after = again(handedIn(), { amountCents: 400_000 })
    expect([after.supporterCount, after.submission.textVersion, after.submission.signedVersion]).toEqual([0, 2, 2])
  })

  it('handing in again with a completed plan keeps them, as a new version', () => {
    const after = again(handedIn(), { plan: `${body.plan} Met vergunning.` })
    expect([after.supporterCount, after.submission.textVersion, after.submission.signedVersion]).toEqual([4, 2, 1])
  })

  it('handing in again with the same text creates no new version', () => {
    expect(again(handedIn(), { contact: completeBody.contact }).submission.textVersion).toBe(1)
  })

  it('handing in again cannot turn the plan into another one by small steps', () => {
    const words = Array.from({ length: 40 }, (_, place) => `woord${place}`)
    let initiative = handedIn({ plan: words.join(' ') })
    for (let step = 0; step < 5; step++) {
      const plan = words.map((word, place) => (place < (step + 1) * 4 ? `ander${place}` : word)).join(' ')
      initiative = again(initiative, { plan })
      if (initiative.supporterCount === 0) break
    }
    expect(initiative).toMatchObject({ supporterCount: 0, submission: { textVersion: 3, signedVersion: 3 } })
  })
})

it('a text never differs from itself, and always differs from a text with other words', () => {
  const word = fc.stringMatching(/^[a-m]{3,9}$/)
  const other = fc.stringMatching(/^[n-z]{3,9}$/)
  const text = (of: fc.Arbitrary<string>) => fc.array(of, { minLength: 3, maxLength: 60 }).map((all) => all.join(' '))
  fc.assert(
    fc.property(text(word), text(other), (plan, replaced) => {
      expect(isMaterialChange(changed({ plan }), changed({ plan }))).toBe(false)
      expect(isMaterialChange(changed({ plan }), changed({ plan: replaced }))).toBe(true)
    }),
  )
})
