// An operation that takes the code of a ward refuses an unknown one and names the field, wherever it takes the code: nobody gets an
// empty list, or the rules of the whole city, of a ward that does not exist. The operations follow from the published document.
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { placeOfWard } from '../../shared/api/named-ward.ts'
import type { Operation } from '../../shared/api/operation.ts'
import { Problem } from '../../shared/api/problem.ts'
import { startApi } from '../support/services/deployed.ts'
import { all, sample } from './samples.ts'

const unknown = 'mars'

type Definitions = { readonly [name: string]: unknown }

/** Where a schema has a field `wardCode`, as JSON pointers; `*` stands for each item of a list. */
const placesIn = (schema: unknown, definitions: Definitions): readonly string[] => {
  if (Array.isArray(schema)) return schema.flatMap((each) => placesIn(each, definitions))
  if (typeof schema !== 'object' || schema === null) return []
  return Object.entries(schema).flatMap(([key, value]): readonly string[] => {
    if (key === '$defs') return []
    if (key === '$ref') return placesIn(definitions[String(value).replace('#/$defs/', '')], definitions)
    if (key === 'properties')
      return Object.entries<unknown>(Object(value)).flatMap(([name, inner]) =>
        name === 'wardCode' ? ['/wardCode'] : placesIn(inner, definitions).map((place) => `/${name}${place}`),
      )
    const inside = placesIn(value, definitions)
    return key === 'items' ? inside.map((place) => `/*${place}`) : inside
  })
}

const placesOf = ({ query, body }: Operation) =>
  (['query', 'body'] as const).flatMap((part) => {
    const schema = z.toJSONSchema(part === 'query' ? query : body, { io: 'input', unrepresentable: 'any' })
    return [...new Set(placesIn(schema, schema.$defs ?? {}))].map((pointer) => ({ part, pointer }))
  })

const places = all.flatMap(([id, operation]) => placesOf(operation).map((place) => ({ id, operation, ...place })))
const direct = places.filter(({ pointer }) => pointer === '/wardCode')

describe('an unknown ward', async () => {
  const api = await startApi()
  afterAll(api.stop)

  it('an unknown ward can be named in the query of every list that a ward narrows, and in what is sent about a ward', () => {
    expect(direct.filter(({ part }) => part === 'query').length).toBeGreaterThan(10)
    expect(direct.filter(({ part }) => part === 'body').length).toBeGreaterThan(4)
  })

  it('an unknown ward is looked up by the pipeline where it is a field of its own', () => {
    const looked = all.flatMap(([id, operation]) => {
      const part = placeOfWard(operation)
      return part === undefined ? [] : [`${id} ${part}`]
    })
    expect(looked.sort()).toEqual(direct.map(({ id, part }) => `${id} ${part}`).sort())
  })

  it.each(direct)(
    'an unknown ward is refused by $id, which names the field of the $part',
    async ({ operation, part }) => {
      const request = sample(operation)
      const answered = await api.call(operation, {
        ...request,
        [part]: { ...Object(request[part]), wardCode: unknown },
      })
      expect(answered.status).toBe(404)
      const { code, errors } = Problem.parse(answered.body)
      expect({ code, errors }).toMatchObject({
        code: 'ward-not-found',
        errors: [{ in: part, pointer: '/wardCode', code: 'ward-not-found' }],
      })
    },
  )

  it.each(direct)(
    'an unknown ward is not the reason of any refusal by $id of a ward that exists',
    async ({ operation, part }) => {
      const request = sample(operation)
      const answered = await api.call(operation, {
        ...request,
        [part]: { ...Object(request[part]), wardCode: 'pernis' },
      })
      expect(answered.body).not.toMatchObject({ code: 'ward-not-found' })
    },
  )

  it('an unknown ward is refused with its place in a list where several wards are named', async () => {
    const { planElection, setAddresses } = Object.fromEntries(all)
    if (planElection === undefined || setAddresses === undefined) throw new Error('These operations are gone')
    const planned = sample(planElection)
    const contests = [
      { wardCode: 'pernis', seats: 7 },
      { wardCode: unknown, seats: 7 },
    ]
    const election = await api.call(planElection, { ...planned, body: { ...Object(planned.body), contests } })
    expect(election.body).toMatchObject({ code: 'ward-not-found', errors: [{ pointer: '/contests/1/wardCode' }] })

    const recorded = sample(setAddresses)
    const range = { letters: 'AB', from: 1, to: 99, side: 'both', wardCode: unknown }
    const addresses = await api.call(setAddresses, {
      ...recorded,
      ifMatch: 0,
      body: { ...Object(recorded.body), ranges: [range] },
    })
    expect(addresses.body).toMatchObject({ code: 'addresses-wrong', errors: [{ pointer: '/ranges/0/wardCode' }] })
  })

  it('an unknown ward has no other place: these, and the correction of a roll, which refuses wards that take no part', () => {
    expect(places.filter((each) => !direct.includes(each)).map(({ id, pointer }) => `${id} ${pointer}`)).toEqual([
      'setAddresses /ranges/*/wardCode',
      'planElection /contests/*/wardCode',
      'correctRoll /correction/wardCode',
    ])
  })
})
