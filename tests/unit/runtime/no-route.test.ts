import { describe, expect, it } from 'vitest'
import { start } from '../../../functions/openapi/api.ts'
import { HttpEvent } from '../../../functions/runtime/http-event.ts'
import { noRoute } from '../../../functions/runtime/no-route.ts'
import { ballotBoxRoutes } from '../../../functions/voting/casting/routes.ts'
import type { Operation } from '../../../shared/api/operation.ts'
import { Problem } from '../../../shared/api/problem.ts'
import { operations } from '../../../shared/operations.ts'

const declared: readonly Operation[] = Object.values(operations)
const silent = declared.filter(({ isSilent }) => isSilent === true)
const ordinary = declared.filter(({ isSilent }) => isSilent !== true)
const everyMethod = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PURGE']

const documentHandler = start()
const event = (method: string, path: string, language = 'nl') => ({
  routeKey: '$default',
  rawPath: `/v1${path}`,
  headers: { 'accept-language': language },
  requestContext: { requestId: 'r', timeEpoch: 0, http: { method } },
})
const at = (path: string) => path.replaceAll(/\{[^}]+\}/g, 'x')
const methodsAt = (all: readonly Operation[], path: string) => {
  const methods = all.filter((each) => each.path === path).map(({ method }) => method)
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : [])].sort()
}
const ask = async (method: string, path: string, language?: string) => {
  const { statusCode, headers, body } = await documentHandler(event(method, path, language), {})
  return { status: statusCode, allow: headers.allow, headers, problem: Problem.parse(JSON.parse(body ?? '')) }
}

describe('a request without a route', () => {
  it.each([...new Set(ordinary.map(({ path }) => path))])(
    'a request without a route to %s gets the methods that exist there',
    async (path) => {
      const known = methodsAt(ordinary, path)
      for (const method of everyMethod.filter((each) => !known.includes(each))) {
        const { status, allow, problem } = await ask(method, at(path))
        expect([status, allow, problem.code]).toEqual([405, known.join(', '), 'method-not-allowed'])
      }
    },
  )

  it.each(['/', '/ward', '/wards/', '/wards//rules', '/wards/x/rules/y/z', '/polls/x/ballots'])(
    'a request without a route to %s gets 404, whatever the method',
    async (path) => {
      for (const method of everyMethod) expect((await ask(method, path)).status).toBe(404)
    },
  )

  it('a request without a route gets an answer in the requested language, with all headers', async () => {
    const [dutch, english] = [await ask('PUT', '/wards'), await ask('PUT', '/wards', 'en')]
    expect([dutch.headers['content-language'], english.headers['content-language']]).toEqual(['nl', 'en'])
    expect([dutch.problem.title, english.problem.title]).toEqual([
      'Dit kan op dit adres niet.',
      'This cannot be done at this address.',
    ])
    expect(dutch.headers['api-version']).toMatch(/^\d+\.\d+\.\d+$/)
  })

  it('a request without a route to the ballot API is answered with the methods of that API', () => {
    expect(ballotBoxRoutes).toEqual(expect.arrayContaining(silent.map(({ method, path }) => ({ method, path }))))
    expect(ballotBoxRoutes).toHaveLength(silent.length)
    const answered = noRoute(HttpEvent.parse(event('GET', '/polls/x/ballots')), ballotBoxRoutes)
    expect([answered.statusCode, answered.headers.allow]).toEqual([405, 'POST'])
  })
})
