import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { eventCatalogue, eventSchema } from '../../../events/catalogue.ts'
import { defineEvent, enveloped, envelopeOf, event } from '../../../events/envelope.ts'
import { pollCancelled } from '../../../events/voting.ts'
import { instantOf } from '../../../shared/kernel/clock.ts'
import { PollId, WardCode } from '../../../shared/kernel/ids.ts'

/** Names of fields that could identify a person. */
const personal = new Set(
  ['applicant', 'applicantId', 'residentId', 'voterId', 'userId', 'memberId', 'accountId', 'sub', 'subjectId']
    .concat(['name', 'firstName', 'lastName', 'fullName', 'contact', 'email', 'mail', 'phone', 'telephone', 'address'])
    .concat(['street', 'postcode', 'postalCode', 'birthDate', 'dateOfBirth', 'age', 'iban', 'bankAccount', 'bsn'])
    .concat(['by', 'supporter', 'supporters', 'supporterName', 'ip', 'userAgent', 'permit', 'mark', 'choice'])
    .map((field) => field.toLowerCase()),
)

const fieldsIn = (schema: unknown): readonly string[] => {
  if (Array.isArray(schema)) return schema.flatMap(fieldsIn)
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]) => [
    ...(key === 'properties' ? Object.keys(value) : []),
    ...fieldsIn(value),
  ])
}

const personalIn = (schema: unknown) => fieldsIn(schema).filter((field) => personal.has(field.toLowerCase()))

const types = eventCatalogue.map(({ type }) => type)

describe('the catalogue of events', () => {
  it('the catalogue of events has every event that a file of events defines', async () => {
    const folder = new URL('../../../events/', import.meta.url)
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts'))
    const exported = await Promise.all(files.map(async (file): Promise<object> => import(new URL(file, folder).href)))
    const Definition = z.looseObject({ type: z.string().startsWith('nl.wijk.'), summary: z.object({}) })
    const values = exported.flatMap((module) => Object.values(module))
    // Some files define their events in an object or a list.
    const inside = values.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
    const defined = new Set([...values, ...inside].flatMap((value) => Definition.safeParse(value).data?.type ?? []))
    expect(defined.size).toBeGreaterThan(50)
    expect([...defined].toSorted()).toEqual(types.toSorted())
  })

  it('the catalogue of events names each kind of event once', () => {
    expect(new Set(types).size).toBe(types.length)
  })

  it.each(types)('%s has a name with context, action and version', (type) => {
    expect(type).toMatch(/^nl\.wijk\.[a-z]+\.[a-z]+(-[a-z]+)*\.v[1-9]\d*$/)
  })

  it.each(eventCatalogue.map((each) => [each.type, each] as const))('%s has no field about a person', (_, each) => {
    expect(personalIn(eventSchema(each))).toEqual([])
  })

  it('the catalogue of events would detect a field about a person at any depth', () => {
    const leaky = defineEvent(
      'nl.wijk.wards.planted.v1',
      { nl: 'Geplant', en: 'Planted' },
      z.strictObject({ facts: z.array(z.strictObject({ residentId: z.string() })) }),
    )
    expect(personalIn(eventSchema(leaky))).toEqual(['residentId'])
  })

  it.each(eventCatalogue.map((each) => [each.type, each] as const))('%s contains no undeclared field', (_, each) => {
    expect(each.data).toBeInstanceOf(z.ZodObject)
    expect(each.data.safeParse({ planted: true }).success).toBe(false)
    expect(JSON.stringify(eventSchema(each))).toContain('"additionalProperties":false')
  })

  it.each(eventCatalogue.map((each) => [each.type, each] as const))('%s is described in both languages', (_, each) => {
    expect(each.summary.nl.length).toBeGreaterThan(10)
    expect(each.summary.en.length).toBeGreaterThan(10)
  })
})

describe('the envelope', () => {
  const happened = event(pollCancelled, 'polls/0b6cbd5a-5b1c-4d0e-9c53-2f0f8a3d2b11', {
    pollId: PollId.parse('0b6cbd5a-5b1c-4d0e-9c53-2f0f8a3d2b11'),
    wardCode: WardCode.parse('oude-noorden'),
  })

  it('the envelope is a CloudEvent that parses by its own schema', () => {
    const sent = enveloped(happened, instantOf(0))
    expect(envelopeOf(pollCancelled).parse(JSON.parse(JSON.stringify(sent)))).toEqual(sent)
  })

  it('the envelope gives two events at the same moment different ids', () => {
    const ids = [1, 2].map(() => enveloped(happened, instantOf(0)).id)
    expect(new Set(ids).size).toBe(2)
  })

  it('the envelope refuses undeclared data', () => {
    const data = { ...happened.data, email: 'iemand@example.org' }
    expect(() => event(pollCancelled, happened.subject, data)).toThrow(z.ZodError)
  })
})
