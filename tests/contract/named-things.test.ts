// An operation that takes the id of a thing in its query or body points to that field when it refuses a thing that does not exist.
// The operations and fields follow from the declarations, so that a new one is noticed.
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { answering, serve } from '../../functions/runtime/http.ts'
import { problemsOf, takesBody } from '../../shared/api/declared-problems.ts'
import { partOf, placesNaming } from '../../shared/api/named-thing.ts'
import type { Operation } from '../../shared/api/operation.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { type HttpInput, httpEvent } from '../support/services/http-event.ts'
import { all, sample } from './samples.ts'

type Schema = { readonly [key: string]: unknown }
type Field = { readonly pointer: string; readonly schema: Schema }

const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The fields below a schema, with pointers; `*` stands for each item of a list. */
const below = (schema: unknown, definitions: Schema): readonly Field[] => {
  if (!isSchema(schema)) return []
  if (typeof schema.$ref === 'string') return below(definitions[schema.$ref.replace('#/$defs/', '')], definitions)
  const unions = [schema.anyOf, schema.oneOf, schema.allOf].flatMap((options) =>
    Array.isArray(options) ? options : [],
  )
  const inner = [
    ...Object.entries(isSchema(schema.properties) ? schema.properties : {}),
    ...(schema.items === undefined ? [] : [['*', schema.items] as const]),
  ]
  return [
    { pointer: '', schema },
    ...unions.flatMap((option) => below(option, definitions)),
    ...inner.flatMap(([name, value]) =>
      below(value, definitions).map((field) => ({ ...field, pointer: `/${name}${field.pointer}` })),
    ),
  ]
}

const fieldsOf = (operation: Operation): readonly Field[] => {
  const schema: Schema = { ...z.toJSONSchema(operation[partOf(operation)], { io: 'input', unrepresentable: 'any' }) }
  return below(schema, isSchema(schema.$defs) ? schema.$defs : {})
}

const idsOf = (operation: Operation): readonly string[] => [
  ...new Set(fieldsOf(operation).flatMap(({ pointer, schema }) => (schema.format === 'uuid' ? [pointer] : []))),
]

/** The fields of an operation that name a thing, each with the code of a thing that is not there. */
const named = all.flatMap(([id, operation]) =>
  Object.entries(operation.names ?? {}).flatMap(([code, pointers]) =>
    pointers.map((pointer) => ({ id, operation, code, pointer })),
  ),
)

/** Ids that are compared with what is there, and refused with what is wrong about them and not as missing (404). */
const compared = [
  'nominateList /candidates/*',
  'amendList /candidates/*',
  'openMeeting /present/*',
  'notePresence /memberId',
  'decideItem /votes/*/memberId',
  'chooseMember /drawn',
]

/** What is not there at an address, whatever is sent to it. */
const ofAddress: { readonly [parameter: string]: readonly string[] } = {
  pollId: ['poll-not-found', 'result-not-published'],
  electionId: ['election-not-found', 'roll-not-found', 'roll-not-frozen'],
  wardCode: ['contest-not-found', 'nothing-was-counted', 'result-not-established', 'ward-not-found'],
  message: ['nobody-on-the-list', 'nobody-elected'],
  seat: ['seat-not-found'],
  lottery: ['lottery-not-found'],
  initiativeId: ['initiative-not-found'],
  meetingId: ['meeting-not-found'],
  // An item on the agenda, or what it is about.
  itemNumber: ['item-not-found', 'list-not-found', 'delegation-not-found', 'delegated-decision-not-found'],
  agreementId: ['no-agreement-rules-then'],
}
/** Where a day or an address of a house is sent, and nothing is known of it. */
const notOfAThing = [
  'findWardOfAddress address-not-known',
  'getInitiativeRules rules-not-found',
  'draftAgreement no-agreement-rules-then',
  'getAgreementRules no-agreement-rules-then',
]

/** The value with another one in this place; lists get as many items as the place needs. */
const withPlace = (value: unknown, [step, ...rest]: readonly string[], put: unknown): unknown => {
  if (step === undefined) return put
  if (step === '*') return [withPlace(Array.isArray(value) ? value[0] : undefined, rest, put)]
  return { ...Object(value), [step]: withPlace(Object(value)[step], rest, put) }
}

/** The answer of the pipeline to a request that is well-formed for it, if the handler refuses like this. */
const refused = async (operation: Operation, code: string, pointer: string) => {
  const loose: Operation = {
    ...{ ...operation, query: z.looseObject({}) },
    ...(takesBody(operation) ? { body: z.looseObject({}) } : {}),
  }
  const request: HttpInput = sample(operation)
  const part = partOf(operation)
  const sent = { ...request, [part]: withPlace(request[part], pointer.split('/').slice(1), 'it') }
  const implementation = answering(loose, async () => refuse(code))
  const handler = serve({ it: loose }, { it: implementation }, { isWard: async () => true })
  const { body } = await handler(httpEvent(operation, sent), Object({}))
  const answered: unknown = JSON.parse(body ?? '')
  return { answered, places: placesNaming(operation, code, { query: sent.query, body: sent.body }) }
}

describe('a thing that is named in a query or a body', () => {
  it('a thing that is named in a query or a body is refused at its field if it does not exist: every id is one, or is compared', () => {
    const declared = new Set(named.map(({ id, pointer }) => `${id} ${pointer}`))
    const ids = all.flatMap(([id, operation]) => idsOf(operation).map((pointer) => `${id} ${pointer}`))
    expect(ids.length).toBeGreaterThan(25)
    expect(ids.filter((each) => !declared.has(each)).toSorted()).toEqual(compared.toSorted())
  })

  it('a thing that is named in a query or a body is in one of the two: no operation has fields in both', () => {
    const both = all.filter(
      ([, { query, body }]) => Object.keys(Object(query).shape ?? {}).length > 0 && takesBody({ body }),
    )
    expect(both.map(([id]) => id)).toEqual([])
  })

  it('a thing that is named in a query or a body is the only reason for a 404, beside the things of the address', () => {
    const undeclared = all.flatMap(([id, operation]) => {
      const parameters = [...operation.path.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']) => ofAddress[name] ?? [])
      const known = new Set([...parameters, ...Object.keys(operation.names ?? {}), operation.about?.missing])
      if (fieldsOf(operation).every(({ pointer }) => ['', '/limit', '/cursor', '/wardCode'].includes(pointer)))
        return []
      return problemsOf(operation).flatMap(({ code, status }) =>
        status === 404 && !known.has(code) && code !== 'ward-not-found' ? [`${id} ${code}`] : [],
      )
    })
    expect(undeclared.toSorted()).toEqual(notOfAThing.toSorted())
  })

  it.each(named)('$id declares the field $pointer, and $code as a 404', (each) => {
    const { operation, code, pointer } = each
    expect(fieldsOf(operation).map((field) => field.pointer)).toContain(pointer)
    expect(operation.refusals).toContain(code)
    expect(operation.catalogue[code]?.status).toBe(404)
  })

  it.each(named)('$id answers $code with a pointer to $pointer', async ({ operation, code, pointer }) => {
    const { answered, places } = await refused(operation, code, pointer)
    const place = pointer.replaceAll('*', '0')
    expect(places).toContain(place)
    // Only the handler can say whether it is the thing of the address, or which of several fields: the tests of these operations
    // show that it does.
    const isClear = places.length === 1 && code !== operation.about?.missing
    const errors = isClear ? [{ in: partOf(operation), pointer: place, code }] : undefined
    expect(answered).toMatchObject({ code, status: 404, ...(errors === undefined ? {} : { errors }) })
  })
})
