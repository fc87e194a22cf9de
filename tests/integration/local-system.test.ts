import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { maximumInFlight } from '../../local/emulator/functions/functions.ts'
import { isObject, member, parseJson } from '../../local/emulator/json.ts'
import { type LocalSystem, startLocal } from '../../local/emulator/system.ts'
import { writeAssembly } from './local-assembly.ts'

const assembly = writeAssembly()
const dataDir = mkdtempSync(join(tmpdir(), 'local-data-'))
let system: LocalSystem

const start = () => startLocal({ assembly: assembly.directory, port: 0, dataDir, log: 'silent' })

const call = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(`${system.baseUrl}${path}`, init)
  const text = await response.text()
  const isJson = (response.headers.get('content-type') ?? '').includes('json')
  return { status: response.status, headers: response.headers, text, body: isJson ? parseJson(text) : text }
}
const post = (path: string, body: unknown) => call(path, { method: 'POST', body: JSON.stringify(body) })
const bearer = async (roles: readonly string[] = []) => ({
  headers: { authorization: `Bearer ${await system.token({ sub: 'someone', ward: 'heijplaat', roles })}` },
})

/** Sends a text, closes the sending half of the connection, and returns the answer. */
const spoken = async (port: number, message: string) => {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true })
  socket.end(message)
  return text(socket)
}

/** Sends an endless body until the connection is closed. Returns the answer and the number of bytes sent. */
const flood = async (port: number, line: string) => {
  const socket = connect({ port, host: '127.0.0.1' })
  const chunk = `${(65_536).toString(16)}\r\n${'x'.repeat(65_536)}\r\n`
  let answer = ''
  socket.on('data', (data: Buffer) => {
    answer += data.toString()
  })
  socket.on('error', () => {})
  socket.write(`${line} HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n`)
  const pour = () => {
    while (!socket.destroyed && socket.bytesWritten < 2 ** 30 && socket.write(chunk));
  }
  socket.on('drain', pour)
  pour()
  await new Promise((resolve) => socket.once('close', resolve))
  return { answer, sent: socket.bytesWritten }
}

beforeAll(async () => {
  system = await start()
})
afterAll(async () => {
  await system.stop()
  assembly.remove()
  rmSync(dataDir, { recursive: true, force: true })
})

describe('the gateway', () => {
  it('the gateway passes a request on in payload format 2.0, decoded and with the virtual time', async () => {
    await system.set('2026-03-18T07:30:00+01:00', { isForced: true })
    const { body } = await call('/echo/caf%C3%A9?tag=a&tag=b&q=x%20y', {
      headers: { cookie: 'k=1; l=2', 'X-Test': 'Yes' },
    })
    expect(body).toMatchObject({
      version: '2.0',
      routeKey: 'GET /echo/{name}',
      rawPath: '/v1/echo/café',
      rawQueryString: 'tag=a&tag=b&q=x%20y',
      queryStringParameters: { tag: 'a,b', q: 'x y' },
      pathParameters: { name: 'café' },
      cookies: ['k=1', 'l=2'],
      headers: { 'x-test': 'Yes' },
      isBase64Encoded: false,
    })
    const receivedAt = Number(member(member(body, 'requestContext'), 'timeEpoch'))
    expect(Math.abs(receivedAt - Date.parse('2026-03-18T06:30:00Z'))).toBeLessThan(10_000)
  })

  it('the gateway requires a token and a scope where the template does', async () => {
    expect((await call('/secret')).status).toBe(401)
    expect((await call('/secret', { headers: { authorization: 'Bearer a.b.c' } })).status).toBe(401)
    expect((await call('/staff', await bearer())).body).toMatchObject({ status: 403, code: 'forbidden' })
    expect((await call('/staff', await bearer(['moderator']))).status).toBe(200)
    const { body } = await call('/secret', await bearer(['moderator', 'election-office']))
    expect(body).toMatchObject({
      claims: {
        sub: 'someone',
        ward: 'heijplaat',
        'cognito:groups': '[moderator election-office]',
        token_use: 'access',
      },
      scopes: ['wijk/resident', 'wijk/staff'],
    })
  })

  it('the gateway answers 404 at other addresses, including those with a trailing slash', async () => {
    expect((await call('/nothing')).body).toMatchObject({ status: 404, code: 'route-not-found' })
    expect((await call('/echo/a/')).status).toBe(404)
    expect((await fetch(`${system.origin}/echo/a`)).status).toBe(404)
  })

  it('the gateway refuses a body of more than 10 MB', async () => {
    expect((await call('/notes', { method: 'POST', body: 'x'.repeat(11 * 1024 * 1024) })).status).toBe(413)
  })

  it('the gateway answers a thousand parallel requests, and passes a few of them at a time to a function', async () => {
    const answers = await Promise.all(Array.from({ length: 1_000 }, () => call('/crowd')))
    const statuses = Map.groupBy(answers, ({ status }) => status)
    expect([...statuses.keys()]).toEqual([200])
    const most = answers.map(({ body }) => Number(member(body, 'most')))
    expect(Math.max(...most)).toBeLessThanOrEqual(maximumInFlight)
  })

  it('the gateway answers a client that has closed its half of the connection, and one that uses it as a proxy', async () => {
    const { port } = new URL(system.origin)
    const get = 'GET /v1/echo/half HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'
    expect(await spoken(Number(port), get)).toMatch(/^HTTP\/1\.1 200 OK/)
    const tunnel = 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org:443\r\n\r\n'
    expect(await spoken(Number(port), tunnel)).toMatch(/^HTTP\/1\.1 405 .*"code":"no-tunnel"/s)
  })

  it.each([
    ['a route of the API', 'POST /v1/notes', 413],
    ['an unknown address', 'POST /v1/nothing', 404],
    ['a route that asks for a token', 'GET /v1/secret', 401],
    ['a control endpoint', 'POST /_local/tokens', 413],
  ])('the gateway answers %s and stops reading, however much is sent', async (_what, line, status) => {
    const { answer, sent } = await flood(Number(new URL(system.origin).port), line)
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    // The limit is 10 MB; the rest is in the socket buffers of both sides.
    expect(sent).toBeLessThan(40 * 1024 * 1024)
  })

  it('the gateway returns bytes and cookies', async () => {
    const response = await call('/bytes', { method: 'POST', headers: { 'content-type': 'image/png' }, body: 'bytes' })
    expect(response.text).toBe('bytes')
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  })

  it('the gateway answers a preflight request from the configuration, and only for its origins', async () => {
    const headers = { origin: 'https://site.example', 'access-control-request-method': 'GET' }
    const allowed = await call('/secret', { method: 'OPTIONS', headers })
    expect(allowed.status).toBe(204)
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://site.example')
    const other = await call('/secret', { method: 'OPTIONS', headers: { ...headers, origin: 'https://evil.example' } })
    expect(other.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('the gateway reveals nothing internal if a function fails, crashes or hangs, and keeps running', async () => {
    expect((await call('/error')).body).toMatchObject({ status: 500, code: 'internal-error' })
    expect((await call('/crash')).text).not.toContain('mind')
    expect((await call('/slow')).status).toBe(500)
    expect((await call('/echo/again')).status).toBe(200)
  })
})

describe('the local system', () => {
  it('the local system carries a change from the table over stream, pipe and bus to a consumer', async () => {
    await post('/notes', { id: 'n1', text: 'hello' })
    await system.settled()
    expect((await call('/notes/n1')).body).toMatchObject({ text: 'hello' })
    expect(system.dump().events.at(-1)?.event).toMatchObject({
      source: 'tests',
      'detail-type': 'note.made',
      detail: { id: 'n1' },
    })
  })

  it('the local system retries a failing consumer after a minute of virtual time', async () => {
    await post('/notes', { id: 'n2', text: 'fails once' })
    await system.settled()
    expect((await call('/notes/n2')).status).toBe(404)
    await system.advance('PT2M')
    expect((await call('/notes/n2')).status).toBe(200)
  })

  it('the local system puts an event that a consumer never accepts into its dead-letter queue', async () => {
    await post('/notes', { id: 'n3', text: 'poison' })
    await system.advance('PT10M')
    const [dead] = system.dump().queues['tests-dead'] ?? []
    expect(member(parseJson(dead ?? '{}'), 'detail')).toEqual({ id: 'n3', text: 'poison' })
  })

  it('the local system starts a state machine by a schedule; it waits, retries and maps in virtual time', async () => {
    await system.set('2026-03-28T12:00:00Z')
    await post('/closings', { name: 'poll-1', at: '2026-03-29T10:00:00' })
    const fired = await system.set('2026-03-30T00:00:00Z')
    const byName = new Map(fired.map(({ name, at }) => [name, at]))
    expect(byName.get('schedule poll-1')).toBe('2026-03-29T10:00:00.000Z')
    expect(byName.get('poll-1: WaitItOut')).toBe('2026-03-29T10:01:15.000Z')
    expect(byName.get('poll-1: First (again)')).toBe('2026-03-29T10:02:15.000Z')
    const { body } = await call('/closings/poll-1')
    expect(body).toMatchObject({ status: 'SUCCEEDED' })
    const output = parseJson(String(member(body, 'output')))
    expect(output).toMatchObject({ first: { item: 'poll-1', at: '2026-03-29T10:02:15.000Z' }, each: ['a', 'b', 'c'] })
  })

  it('the local system fires a rate once a day on a long journey, not every five minutes', async () => {
    const fired = await system.advance('P10D')
    expect(fired.length).toBeGreaterThan(8)
    expect(fired.length).toBeLessThan(30)
  })

  it('the local system decrypts a ciphertext only with its encryption context', async () => {
    expect((await post('/sealed', { text: 'hush', context: { poll: '1' } })).body).toEqual({ text: 'hush' })
    expect((await post('/sealed', { text: 'hush', context: { poll: '1' }, other: { poll: '2' } })).status).toBe(500)
  })

  it('the local system sets the clock back only if forced, and says so', async () => {
    const clock = async (body: unknown) => {
      const response = await fetch(`${system.origin}/_local/clock`, { method: 'POST', body: JSON.stringify(body) })
      return { status: response.status, body: parseJson(await response.text()) }
    }
    const now = new Date(system.clock.now()).toISOString()
    for (const back of [{ set: '2020-01-01T00:00:00Z' }, { advance: '-PT1M' }]) {
      const refused = await clock(back)
      expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('"force": true') } })
    }
    expect(system.clock.now()).toBeGreaterThanOrEqual(Date.parse(now))
    expect(await clock({ advance: '-PT1M', force: true })).toMatchObject({ status: 200, body: { fired: [] } })
    expect(system.clock.now()).toBeLessThan(Date.parse(now))
  })

  it.each([
    ['a name that somebody lets point here', { host: 'evil.example' }],
    ['a name that only begins like ours', { host: 'localhost.evil.example:3000' }],
    ['a page from elsewhere', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
  ])('the local system does not serve the control endpoints to %s', async (_who, headers) => {
    const { port } = new URL(system.origin)
    const said = { host: `localhost:${port}`, ...headers }
    const lines = Object.entries(said).map(([name, value]) => `${name}: ${value}\r\n`)
    const answer = await spoken(
      Number(port),
      `POST /_local/tokens HTTP/1.1\r\n${lines.join('')}content-length: 0\r\n\r\n`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 403 .*"code":"foreign-caller"/s)
  })

  it('the local system serves the control endpoints to pages of this machine', async () => {
    const headers = { origin: 'http://localhost:5173' }
    expect((await fetch(`${system.origin}/_local/clock`, { headers })).status).toBe(200)
  })

  it('the local system refuses a clock request it does not understand, with a pointer', async () => {
    const response = await fetch(`${system.origin}/_local/tokens`, { method: 'POST', body: '{"sub":"","colour":1}' })
    const body = parseJson(await response.text())
    const errors = isObject(body) ? body.errors : undefined
    expect(response.status).toBe(400)
    expect(errors).toMatchObject([{ pointer: '/sub' }, { pointer: '/colour' }])
  })
})

describe('a restart', () => {
  it('a restart keeps data, clock, tokens, schedules and waiting executions', async () => {
    await system.set('2026-05-01T00:00:00Z')
    await post('/notes', { id: 'kept', text: 'still here' })
    await post('/closings', { name: 'before', at: '2026-06-01T00:00:00' })
    await post('/closings', { name: 'after', at: '2026-06-02T00:00:00' })
    await system.set('2026-06-01T00:00:30Z')
    const token = await bearer()
    await system.stop()
    system = await start()
    expect(new Date(system.clock.now()).toISOString()).toMatch(/^2026-06-01T00:00/)
    expect((await call('/notes/kept')).body).toMatchObject({ text: 'still here' })
    expect((await call('/closings/before')).body).toMatchObject({ status: 'RUNNING' })
    await system.set('2026-06-03T00:00:00Z')
    expect((await call('/closings/before')).body).toMatchObject({ status: 'SUCCEEDED' })
    expect((await call('/closings/after')).body).toMatchObject({ status: 'SUCCEEDED' })
    expect((await call('/secret', token)).status).toBe(200)
    // Tokens are valid for 30 days, by the virtual clock.
    await system.set('2026-07-02T00:00:00Z')
    expect((await call('/secret', token)).status).toBe(401)
  })

  it('a restart repeats the step that was running when the system ended', async () => {
    await system.set('2026-07-15T00:00:00Z')
    await post('/closings', { name: 'broken-off', at: '2026-08-01T00:00:00', items: ['a', 'slow'] })
    const journey = system.set('2026-08-02T00:00:00Z').catch(() => [])
    const isInMap = () =>
      system.dump().executions.some(({ name, position }) => name === 'broken-off' && position.state === 'Each')
    await expect.poll(isInMap).toBe(true)
    await system.stop()
    await journey
    system = await start()
    expect(system.clock.isFrozen).toBe(false)
    await system.settled()
    expect((await call('/closings/broken-off')).body).toMatchObject({ status: 'SUCCEEDED' })
  })
})
