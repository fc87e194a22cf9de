// The events in the outbox after a day's work conform to the catalogue, and contain no personal data.
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { eventCatalogue } from '../../events/catalogue.ts'
import { envelopeOf } from '../../events/envelope.ts'
import { personas, startInitiatives } from '../support/builders/initiatives/initiative-api.ts'
import { completeBody } from '../support/builders/initiatives/initiatives.ts'
import { itemsUnder } from '../support/builders/voting/voting.ts'

const Item = z.object({ type: z.string(), detail: z.string(), sk: z.string() })
const subject = /^[a-z]+(-[a-z]+)*\/[A-Za-z0-9-]+(\/[a-z]+(-[a-z]+)*(\/[A-Za-z0-9-]+)?)*$/

/** Initiatives are submitted, supported, admitted, awarded, returned, refused and withdrawn. */
const aDaysWork = async () => {
  const day = await startInitiatives()
  const awarded = await day.admitted()
  await day.step('decideInitiative', awarded, {
    by: personas.council,
    ifMatch: 3,
    body: { outcome: 'award', reason: 'Een mooi plan.' },
  })
  const refused = await day.submitted()
  await day.step('refuseInitiative', refused, { by: personas.council, ifMatch: 2, body: { reason: 'Dit kan niet.' } })
  const returned = await day.submitted()
  await day.step('returnInitiative', returned, { by: personas.council, ifMatch: 2, body: { missing: 'De begroting.' } })
  await day.step('withdrawInitiative', returned, { by: personas.ada, ifMatch: 3 })
  return (await itemsUnder(day.table, 'OUTBOX#')).map((item) => Item.parse(item))
}

describe('the published events', async () => {
  const items = await aDaysWork()
  const byType = new Map(eventCatalogue.map((each) => [each.type, each]))

  it('the published events have at least nine types', () => {
    expect(new Set(items.map(({ type }) => type)).size).toBeGreaterThanOrEqual(9)
  })

  it('the published events are in the catalogue and conform to its schemas', () => {
    for (const { type, detail } of items) {
      const definition = byType.get(type)
      expect(definition, type).toBeDefined()
      if (definition !== undefined) expect(() => envelopeOf(definition).parse(JSON.parse(detail))).not.toThrow()
    }
  })

  it('the published events name their subject as a path, and are stored under their own id', () => {
    const Named = z.object({ id: z.string(), subject: z.string().regex(subject) })
    for (const { detail, sk } of items) expect(Named.parse(JSON.parse(detail)).id).toBe(sk)
  })

  it('the published events contain nothing that the applicant or a supporter wrote about themselves', () => {
    const { contact, address, bankAccount } = completeBody
    const secrets = [
      contact.name,
      contact.email,
      contact.phone,
      address.street,
      bankAccount.iban,
      'Buur',
      '"ada"',
      '"clerk-1"',
    ]
    const text = items.map(({ detail }) => detail).join('\n')
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([])
  })
})
