// The gateway answers in the words of the API: type, title, detail and language are those of the application's own problems.
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Functions } from '../../../local/emulator/functions/functions.ts'
import type { ServedRoute } from '../../../local/emulator/gateway/apis.ts'
import { openGateway } from '../../../local/emulator/gateway/gateway.ts'
import { startLog } from '../../../local/emulator/log.ts'
import { cityExtension } from '../../../local/play/city-extension.ts'
import { commonProblems, Problem, problemOf } from '../../../shared/api/problem.ts'

const route = (routeKey: string, change: Partial<ServedRoute> = {}): ServedRoute => ({
  ...{ apiId: 'api', routeKey, functionArn: routeKey, timeout: 30_000, authorisation: undefined },
  ...change,
})
const authorisation = { issuer: 'city', audiences: ['api'], scopes: ['wijk/staff'] }
const routes = [
  route('GET /resident', { authorisation }),
  route('GET /staff', { authorisation }),
  route('POST /plan'),
  route('GET /failing'),
  route('GET /slow', { timeout: 5 }),
]

/** A function that fails, or that never answers. */
const invoke: Functions['invoke'] = async (arn, _event, started) => {
  started?.()
  if (arn === 'GET /slow') return new Promise(() => {})
  return { ok: false, error: { errorType: 'Error', errorMessage: 'jan@example.org' } }
}

const gateway = openGateway(
  [{ id: 'api', stage: '$default', prefix: '/v1', stageVariables: undefined, cors: undefined, routes }],
  {
    functions: { invoke },
    authorise: (_, header) => ({ ok: false, code: header === undefined ? 'unauthorized' : 'forbidden' }),
    clock: { now: () => Date.parse('2026-03-02T09:00:00Z') },
    log: startLog('silent'),
    problem: cityExtension.problem,
  },
)

const server = createServer(gateway)
let origin = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/v1`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const cases = [
  ['unauthorized', '/resident', {}],
  ['forbidden', '/staff', { headers: { authorization: 'Bearer token' } }],
  ['route-not-found', '/nowhere', {}],
  ['body-too-large', '/plan', { method: 'POST', body: 'x'.repeat(11 * 1024 * 1024) }],
  ['internal-error', '/failing', {}],
  ['busy', '/slow', {}],
] as const

describe('a problem of the gateway', () => {
  it.each(cases)('%s is the one of the API, in the language that is asked for', async (code, path, init) => {
    for (const [asked, language] of [
      ['en', 'en'],
      ['nl-NL, en;q=0.5', 'nl'],
      ['en, nl', 'en'],
      ['*', 'nl'],
    ] as const) {
      const headers = { ...('headers' in init ? init.headers : {}), 'accept-language': asked }
      const response = await fetch(`${origin}${path}`, { ...init, headers })
      const { correlationId, ...problem } = Problem.parse(await response.json())
      expect(problem).toEqual(problemOf(commonProblems, code, language))
      expect(response.status).toBe(problem.status)
      expect(correlationId).toBe(response.headers.get('apigw-requestid'))
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(response.headers.get('content-language')).toBe(language)
    }
  })

  it('a problem of the gateway says how to sign in, and when to try again', async () => {
    expect((await fetch(`${origin}/resident`)).headers.get('www-authenticate')).toBe('Bearer')
    expect((await fetch(`${origin}/slow`)).headers.get('retry-after')).toMatch(/^\d+$/)
  })
})
