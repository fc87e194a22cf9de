// Every operation refuses undeclared input, and names the field and the reason in both languages.
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { takesBody } from '../../shared/api/declared-problems.ts'
import type { Operation } from '../../shared/api/operation.ts'
import { Problem } from '../../shared/api/problem.ts'
import { codeOf } from '../support/builders/voting/voting.ts'
import { startApi } from '../support/services/deployed.ts'
import type { Answered, HttpInput } from '../support/services/http-event.ts'
import { all, sample } from './samples.ts'

const ofKind = (holds: (operation: Operation) => boolean) => all.filter(([, operation]) => holds(operation))
const withBody = ofKind(takesBody)
const withoutBody = ofKind((operation) => !takesBody(operation))
const withIds = ofKind(({ path }) => path.includes('{'))
/** Sets the addresses of a postcode area: the first version is set by the same operation as later ones, so none is missing. */
const makesWhatItNames = 'setAddresses'
const changing = ofKind(({ requires }) => requires === 'if-match')
const creating = ofKind(({ requires }) => requires === 'idempotency-key')

const errorsIn = ({ body }: Answered) => Problem.parse(body).errors ?? []
const pointers = (answered: Answered, place: string) =>
  errorsIn(answered)
    .filter((each) => each.in === place)
    .map(({ pointer }) => pointer)
const long = 'x'.repeat(10_000)
const bodyOf = (operation: Operation) => z.record(z.string(), z.unknown()).parse(sample(operation).body)

describe('a request that does not conform to its declaration: operation', async () => {
  const api = await startApi()
  afterAll(api.stop)
  const ask = (operation: Operation, change: HttpInput) => api.call(operation, { ...sample(operation), ...change })

  it.each(withBody)(
    'a request that does not conform to its declaration: operation %s names an undeclared field of the body',
    async (_, operation) => {
      const answered = await ask(operation, { body: { ...bodyOf(operation), 'plan/ted~': 1 } })
      expect(codeOf(answered)).toBe('invalid-request')
      expect(pointers(answered, 'body')).toEqual(['/plan~1ted~0'])
    },
  )

  it.each(all)(
    'a request that does not conform to its declaration: operation %s names an undeclared field of the query',
    async (_, operation) => {
      const answered = await ask(operation, { query: { ...sample(operation).query, planted: '1' } })
      expect(codeOf(answered)).toBe('invalid-request')
      expect(pointers(answered, 'query')).toEqual(['/planted'])
    },
  )

  it.each(all)(
    'a request that does not conform to its declaration: operation %s says what is wrong in Dutch and in English',
    async (_, operation) => {
      const query = { ...sample(operation).query, planted: '1' }
      const dutch = await ask(operation, { query, headers: { 'accept-language': 'nl-NL,nl;q=0.9,en;q=0.8' } })
      const english = await ask(operation, { query, headers: { 'accept-language': 'de, en-GB;q=0.7, nl;q=0.3' } })
      expect([dutch, english].map(({ headers }) => headers['content-language'])).toEqual(['nl', 'en'])
      expect(errorsIn(dutch)[0]?.detail).toMatch(/^Dit veld bestaat/)
      expect(errorsIn(english)[0]?.detail).toMatch(/^There is no such field/)
    },
  )

  it.each(withBody)(
    'a request that does not conform to its declaration: operation %s names at most fifty errors, however many there are',
    async (_, operation) => {
      const many = Object.fromEntries(Array.from({ length: 9_000 }, (_each, index) => [`f${index}`, 1]))
      const answered = await ask(operation, { body: { ...bodyOf(operation), ...many, [long]: 1 } })
      expect(pointers(answered, 'body')).toHaveLength(50)
      expect(JSON.stringify(answered.body).length).toBeLessThan(10_000)
    },
  )

  it.each(withBody)(
    'a request that does not conform to its declaration: operation %s refuses a body that contains half a character',
    async (_, operation) => {
      for (const body of ['{"title":"\\ud800"}', '{"\\uDFFF":1}', '{"title":"\ud800"}']) {
        const answered = await ask(operation, { body })
        expect(errorsIn(answered)).toMatchObject([{ code: 'malformed-json' }])
      }
    },
  )

  it.each(withBody)(
    'a request that does not conform to its declaration: operation %s refuses a list instead of an object',
    async (_, operation) => {
      expect(pointers(await ask(operation, { body: [sample(operation).body] }), 'body')).toEqual([''])
    },
  )

  it.each(withBody)(
    'a request that does not conform to its declaration: operation %s refuses a body that is not JSON',
    async (_, operation) => {
      const answered = await ask(operation, { body: '{"title": "half' })
      expect(errorsIn(answered)).toMatchObject([{ in: 'body', pointer: '', code: 'malformed-json' }])
    },
  )

  it.each(withBody)(
    'a request that does not conform to its declaration: operation %s refuses a body in another format',
    async (_, operation) => {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      expect(codeOf(await ask(operation, { body: 'title=Tuin', headers }))).toBe('not-json')
    },
  )

  it.each(withBody)(
    'a request that does not conform to its declaration: operation %s refuses a body of more than 256 KB',
    async (_, operation) => {
      expect(codeOf(await ask(operation, { body: { planted: 'x'.repeat(300_000) } }))).toBe('body-too-large')
    },
  )

  const isNeeded = ({ body }: Operation) => !body.safeParse(undefined).success
  it.each(withBody.filter(([, operation]) => isNeeded(operation)))(
    'a request that does not conform to its declaration: operation %s refuses a request without a body',
    async (_, operation) => {
      const { body: _body, ...request } = sample(operation)
      expect(codeOf(await api.call(operation, request))).toBe('invalid-request')
    },
  )

  it.each(withoutBody)(
    'a request that does not conform to its declaration: operation %s refuses a body, because it takes none',
    async (_, operation) => {
      const answers = [
        await ask(operation, { body: { planted: 1 } }),
        await ask(operation, { body: 'planted=1', headers: { 'content-type': 'text/plain' } }),
      ]
      expect(answers.map(codeOf)).toEqual(['invalid-request', 'invalid-request'])
    },
  )

  it.each(withIds.filter(([id]) => id !== makesWhatItNames))(
    'a request that does not conform to its declaration: operation %s answers 404 if the thing does not exist',
    async (_, operation) => {
      const { status } = await ask(operation, {})
      expect(status).toBe(404)
    },
  )

  it.each(withIds)(
    'a request that does not conform to its declaration: operation %s names a malformed id',
    async (_, operation) => {
      const params = Object.fromEntries(Object.keys(sample(operation).params).map((name) => [name, 'not an id']))
      const answered = await ask(operation, { params })
      expect(codeOf(answered)).toBe('invalid-request')
      expect([...new Set(pointers(answered, 'path'))].sort()).toEqual(
        Object.keys(params)
          .map((name) => `/${name}`)
          .sort(),
      )
    },
  )

  it.each(changing)(
    'a request that does not conform to its declaration: operation %s requires the version that the client has seen',
    async (_, operation) => {
      const { ifMatch: _ifMatch, ...request } = sample(operation)
      const answered = await api.call(operation, request)
      expect([answered.status, codeOf(answered)]).toEqual([428, 'precondition-required'])
    },
  )

  it.each(changing)(
    'a request that does not conform to its declaration: operation %s refuses a version that is not one of our ETags',
    async (_, operation) => {
      for (const tag of ['1', 'W/"1"', '"one"', '*', '"1", "2"', '""', `"${'9'.repeat(16)}"`]) {
        const answered = await ask(operation, { headers: { 'if-match': tag } })
        expect(pointers(answered, 'header')).toEqual(['/if-match'])
      }
    },
  )

  it.each(creating)(
    'a request that does not conform to its declaration: operation %s requires an Idempotency-Key',
    async (_, operation) => {
      for (const key of ['', 'short', 'x'.repeat(129), 'with space', 'twee\nregels', 'é'.repeat(9)]) {
        const answered = await ask(operation, { headers: { 'idempotency-key': key } })
        expect([codeOf(answered), pointers(answered, 'header')]).toEqual(['invalid-request', ['/idempotency-key']])
      }
    },
  )

  it('a request that does not conform to its declaration: operation at least one operation that creates something is tested here', () => {
    expect([withBody, withIds, changing, creating].map(({ length }) => length > 0)).toEqual([true, true, true, true])
  })
})
