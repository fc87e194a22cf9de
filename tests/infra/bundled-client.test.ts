// Bundles leave out much of the AWS SDK. The client must still behave the same: its credentials, answers and errors.
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { bundle } from '../../infra/constructs/functions/bundles.ts'
import { markPure } from '../../infra/constructs/functions/unused-declarations.ts'
import { scratchDirectory } from './support/synthesized.ts'

const Bundle = z.object({ handler: z.custom<() => Promise<unknown>>((value) => typeof value === 'function') })
const source = [{ name: 'table-client', entry: 'tests/infra/bundled/table-client.ts' }]
const file = join((await bundle(source, process.cwd(), scratchDirectory())).get('table-client') ?? '', 'index.js')

const portOf = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })

describe('a client of the table inside a bundle', () => {
  let asked: IncomingMessage['headers'] = {}
  let answer = { status: 200, body: {} as unknown }
  const server = createServer((request, response) => {
    asked = request.headers
    response.writeHead(answer.status, { 'content-type': 'application/x-amz-json-1.0' })
    response.end(JSON.stringify(answer.body))
  })
  let ask: () => Promise<unknown>

  beforeAll(async () => {
    const port = await portOf(server)
    vi.stubEnv('TABLE_NAME', 'main')
    vi.stubEnv('AWS_REGION', 'eu-west-1')
    vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${port}`)
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'ROLEKEY')
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret')
    vi.stubEnv('AWS_SESSION_TOKEN', 'session-of-the-role')
    ask = Bundle.parse(createRequire(import.meta.url)(file)).handler
  })
  afterAll(() => {
    server.close()
    vi.unstubAllEnvs()
  })

  it('a client of the table inside a bundle signs with the credentials of the environment, session included', async () => {
    answer = { status: 200, body: { Item: { pk: { S: 'A' }, amount: { N: '12' } } } }
    expect(await ask()).toEqual({ pk: 'A', amount: 12 })
    expect(asked.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=ROLEKEY\/\d{8}\/eu-west-1\/dynamodb\/aws4_request/,
    )
    expect(asked['x-amz-security-token']).toBe('session-of-the-role')
  })

  it('a client of the table inside a bundle reads the credentials each time, so that renewed ones are used immediately', async () => {
    answer = { status: 200, body: {} }
    await ask()
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'RENEWEDKEY')
    vi.stubEnv('AWS_SESSION_TOKEN', 'session-of-the-renewed-role')
    await ask()
    expect(asked.authorization).toContain('Credential=RENEWEDKEY/')
    expect(asked['x-amz-security-token']).toBe('session-of-the-renewed-role')
  })

  it.each(['ProvisionedThroughputExceededException', 'ResourceNotFoundException', 'NobodyKnowsThisException'])(
    'a client of the table inside a bundle keeps the name of a fault that our code does not mention: %s',
    async (name) => {
      answer = { status: 400, body: { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: 'no' } }
      expect(await ask()).toEqual({ name, isCancellation: false })
    },
  )

  it('a client of the table inside a bundle recognizes a fault by its class, with all its fields, if our code mentions it', async () => {
    answer = {
      status: 400,
      body: {
        __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
        CancellationReasons: [{ Code: 'None' }, { Code: 'ConditionalCheckFailed' }],
      },
    }
    expect(await ask()).toEqual({ name: 'TransactionCanceledException', reasons: ['None', 'ConditionalCheckFailed'] })
  })
})

describe('a bundle', () => {
  it('a bundle does not contain unused parts of the SDK', () => {
    const code = readFileSync(file, 'utf8')
    const unused = ['BackupNotFoundException', 'SSOClient', 'sso_session', 'fromInstanceMetadata', 'eventstream']
    expect(unused.filter((each) => code.includes(each))).toEqual([])
  })

  it('a bundle changes modules only by marking what can be removed', () => {
    expect(
      markPure('a.ts', "export const a: number = f(1)\nconst b = () => 2\nconst { c } = g()\nexport const d = 'x'"),
    ).toBe(
      "export const a: number = /* @__PURE__ */ (() => (f(1)))()\nconst b = () => 2\nconst { c } = g()\nexport const d = 'x'",
    )
  })

  it('a bundle is refused if a module cannot be read', () => {
    expect(() => markPure('a.ts', 'const = 1')).toThrow(/a\.ts/)
  })
})
