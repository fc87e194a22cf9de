// The table's client with a stub of the service: what it sends, what it retries, when it gives up.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { SignatureV4 } from '@smithy/signature-v4'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type TableClient, tableClient } from '../../../shared/table/client.ts'
import { RequestHash } from '../../../shared/table/request-hash.ts'
import { openTable } from '../../../shared/table/table.ts'
import { TableFault } from '../../../shared/table/table-fault.ts'

type Asked = { readonly headers: IncomingMessage['headers']; readonly body: string }
type Answer = (response: ServerResponse, asked: Asked) => void

const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return (response) =>
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', ...headers }).end(text)
}
const refusal = (name: string, more: object = {}, headers = {}) =>
  json(400, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: `no: ${name}`, ...more }, headers)
const done = json(200, { Item: { pk: { S: 'A' } } })

let asked: Asked[] = []
let answers: Answer[] = []
let endpoint = ''
const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const one = { headers: request.headers, body: Buffer.concat(chunks).toString() }
    asked.push(one)
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    answer?.(response, one)
  })
})

const credentials = { accessKeyId: 'KEY', secretAccessKey: 'secret' }
const open = (): TableClient => tableClient({ endpoint, region: 'eu-west-1', credentials })
const get = (client = open()) => client.call('GetItem', { TableName: 'main', Key: { pk: { S: 'A' } } })
const faultOf = async (asking: Promise<unknown>): Promise<unknown> =>
  asking.then(
    () => undefined,
    (fault) => fault,
  )

beforeEach(async () => {
  asked = []
  answers = [done]
  // Pauses between retries take no time; timeouts do.
  vi.spyOn(Math, 'random').mockReturnValue(0)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
})

describe('a call of the table', () => {
  it('a call of the table is one POST with its operation and input, and returns the answer', async () => {
    expect(await get()).toEqual({ Item: { pk: { S: 'A' } } })
    expect(asked).toMatchObject([
      {
        headers: { 'x-amz-target': 'DynamoDB_20120810.GetItem', 'content-type': 'application/x-amz-json-1.0' },
        body: '{"TableName":"main","Key":{"pk":{"S":"A"}}}',
      },
    ])
  })

  it('a call of the table is signed as the SDK signs it, the body included', async () => {
    await get()
    const [{ headers, body } = { headers: {}, body: '' }] = asked
    const date = String(headers['x-amz-date'])
    const signingDate = new Date(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'))
    const names = /SignedHeaders=([^,]*)/.exec(String(headers.authorization))?.[1]?.split(';') ?? []
    expect(names).toEqual(['content-length', 'content-type', 'host', 'x-amz-date', 'x-amz-target'])
    const signer = new SignatureV4({ service: 'dynamodb', region: 'eu-west-1', credentials, sha256: RequestHash })
    const again = (text: string) =>
      signer.sign(
        {
          method: 'POST',
          protocol: 'http:',
          hostname: '127.0.0.1',
          path: '/',
          query: {},
          headers: Object.fromEntries(names.map((name) => [name, String(headers[name])])),
          body: text,
        },
        { signingDate, signableHeaders: new Set(names), unsignableHeaders: new Set(['x-amz-content-sha256']) },
      )
    expect((await again(body)).headers.authorization).toBe(headers.authorization)
    expect((await again(`${body} `)).headers.authorization).not.toBe(headers.authorization)
  })

  it('a call of the table uses the region of the process by default', async () => {
    vi.stubEnv('AWS_REGION', 'eu-north-1')
    await get(tableClient({ endpoint, credentials }))
    expect(asked[0]?.headers.authorization).toContain('/eu-north-1/dynamodb/aws4_request')
  })

  it('a call of the table uses the endpoint in the environment, for DynamoDB or for all services', async () => {
    const other = 'http://127.0.0.1:1'
    for (const at of [
      { AWS_ENDPOINT_URL_DYNAMODB: endpoint, AWS_ENDPOINT_URL: other },
      { AWS_ENDPOINT_URL: `${endpoint}/` },
    ])
      await get(openTable({ TABLE_NAME: 'main', AWS_REGION: 'eu-west-1', ...at }).client)
    expect(asked).toHaveLength(2)
  })

  it('a call of the table reuses the connection for the next one', async () => {
    const ports = new Set<unknown>()
    const note = ({ socket }: IncomingMessage) => void ports.add(socket.remotePort)
    server.on('request', note)
    const client = open()
    for (let time = 0; time < 3; time += 1) await get(client)
    server.off('request', note)
    expect(ports.size).toBe(1)
  })
})

describe('a call that fails temporarily', () => {
  it.each([
    ['a throttle', refusal('ProvisionedThroughputExceededException')],
    ['too many requests', refusal('ThrottlingException')],
    ['an error of the service', json(500, { __type: 'x#InternalServerError' })],
    ['a service that is away, in words of its own', json(503, '<html>')],
    ['a broken connection', (response: ServerResponse) => void response.socket?.destroy()],
    [
      'an answer that breaks off',
      (response: ServerResponse) => {
        response.writeHead(200, { 'content-length': '100' }).write('{"Item"')
        setTimeout(() => response.socket?.destroy(), 20)
      },
    ],
  ])('a call that fails temporarily is retried with a new signature: %s', async (_, fault) => {
    answers = [fault, done]
    expect(await get()).toEqual({ Item: { pk: { S: 'A' } } })
    expect(asked).toHaveLength(2)
    expect(asked[1]?.body).toBe(asked[0]?.body)
  })

  it('a call that fails temporarily is given up after four attempts, with its own name', async () => {
    answers = [refusal('ProvisionedThroughputExceededException')]
    expect(await faultOf(get())).toMatchObject({ name: 'ProvisionedThroughputExceededException' })
    expect(asked).toHaveLength(4)
  })

  it('a call that fails temporarily is a temporary fault without a name if the service gives none', async () => {
    answers = [json(503, '')]
    expect(await faultOf(get())).toMatchObject({ name: 'ServiceUnavailable', $metadata: { httpStatusCode: 503 } })
  })

  it('a call that fails temporarily has the same token each time, so that it is executed once', async () => {
    answers = [(response) => void response.socket?.destroy(), json(200, {})]
    await open().call('TransactWriteItems', { TransactItems: [], ClientRequestToken: 'one' })
    expect(asked.map(({ body }) => JSON.parse(body).ClientRequestToken)).toEqual(['one', 'one'])
  })

  it('a call that fails temporarily waits longer between attempts, a random time below a limit that doubles', async () => {
    vi.mocked(Math.random).mockReturnValue(0.9)
    answers = [json(500, '')]
    const waits: number[] = []
    const later = globalThis.setTimeout
    vi.spyOn(globalThis, 'setTimeout').mockImplementation((act, milliseconds, ...rest) => {
      if (milliseconds !== undefined && milliseconds < 1_000) waits.push(milliseconds)
      return later(act, milliseconds !== undefined && milliseconds < 1_000 ? 0 : milliseconds, ...rest)
    })
    await faultOf(get())
    expect(waits.filter((wait) => [22, 45, 90].includes(wait))).toEqual([22, 45, 90])
  })

  it('a call that fails temporarily is not retried forever: a retry budget is shared by all users of the client', async () => {
    answers = [json(500, '')]
    const client = open()
    await Promise.all(Array.from({ length: 60 }, () => faultOf(get(client))))
    asked = []
    await faultOf(get(client))
    expect(asked).toHaveLength(1)
  })

  it('a call that fails temporarily is retried after three seconds if the service sends no headers, or headers without a body', async () => {
    const noHeaders: Answer = () => {}
    const noBody: Answer = (response) => response.writeHead(200, { 'content-length': '10' }).flushHeaders()
    answers = [noHeaders, noBody, done]
    const begun = performance.now()
    const both = Promise.all([get(), get()])
    await vi.waitUntil(() => asked.length === 2)
    expect(await both).toEqual([{ Item: { pk: { S: 'A' } } }, { Item: { pk: { S: 'A' } } }])
    expect(performance.now() - begun).toBeGreaterThan(2_900)
    expect(asked).toHaveLength(4)
  })
})

describe('a refusal', () => {
  it('a refusal is not retried, and has its name, message and status', async () => {
    answers = [refusal('ResourceNotFoundException')]
    const fault = await faultOf(get())
    expect(fault).toBeInstanceOf(TableFault)
    expect(fault).toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'no: ResourceNotFoundException',
      $metadata: { httpStatusCode: 400 },
    })
    expect(asked).toHaveLength(1)
  })

  it('a refusal contains the existing item', async () => {
    answers = [refusal('ConditionalCheckFailedException', { Item: { pk: { S: 'A' }, sealed: { B: 'AQI=' } } })]
    expect(await faultOf(get())).toMatchObject({ item: { pk: 'A', sealed: Uint8Array.of(1, 2) } })
  })

  it('a refusal of a transaction has the reason of each of its parts', async () => {
    const CancellationReasons = [
      { Code: 'None' },
      { Code: 'ConditionalCheckFailed', Item: { version: { N: '3' } }, Message: 'no' },
      { Code: 'TransactionConflict' },
    ]
    answers = [refusal('TransactionCanceledException', { CancellationReasons })]
    expect(await faultOf(get())).toMatchObject({
      reasons: [
        { code: 'None', item: undefined },
        { code: 'ConditionalCheckFailed', item: { version: 3 } },
        { code: 'TransactionConflict', item: undefined },
      ],
    })
    expect(asked).toHaveLength(1)
  })

  it('a refusal for a wrong time corrects the clock by the service, for this call and the next', async () => {
    const ahead = new Date(Date.now() + 3_600_000)
    answers = [refusal('InvalidSignatureException', {}, { date: ahead.toUTCString() }), done]
    const client = open()
    await get(client)
    await get(client)
    const hours = asked.map(({ headers }) => String(headers['x-amz-date']).slice(0, 11))
    const hourOf = (date: Date) => date.toISOString().replace(/[-:]/g, '').slice(0, 11)
    expect(hours.slice(1)).toEqual([hourOf(ahead), hourOf(ahead)])
    expect(hours[0]).not.toBe(hours[1])
  })

  it('a refusal of a signature at the right time is not retried', async () => {
    answers = [refusal('InvalidSignatureException', {}, { date: new Date().toUTCString() })]
    expect(await faultOf(get())).toMatchObject({ name: 'InvalidSignatureException' })
    expect(asked).toHaveLength(1)
  })
})
