// Follows docs/how-to-add-a-context.md literally: its code is added to a copy of the project, type-checked, synthesized, started
// in the local emulator and called. Also checks the stated cost of adding a context.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { blocksOf, costOf, write } from '../support/how-to/document.ts'

const page = readFileSync('docs/how-to-add-a-context.md', 'utf8')
const blocks = blocksOf(page)
const sections = Map.groupBy(blocks, ({ section }) => section)

const costs = [...page.matchAll(/^\| an? (.+?) \| \d+, \d+ \| (\d+), (\d+) \|$/gm)].map(
  ([, addition = '', files, lines]) => ({ addition, files: Number(files), lines: Number(lines) }),
)

describe('the stated cost of an addition', () => {
  it('the stated cost of an addition is stated for five kinds', () => {
    expect(costs.map(({ addition }) => addition)).toEqual([
      'operation that takes a step',
      'list',
      'event',
      'step of a workflow',
      'deadline',
    ])
  })

  it.each(costs)('the stated cost of an addition is right for: $addition', ({ addition, files, lines }) => {
    const section = [...sections].find(([title]) => title.replace(/^An? /, '') === addition)
    expect(costOf(section?.[1] ?? [])).toEqual({ files, lines })
  })

  it('the stated cost of an addition is at most four files for an operation, three for a list, four for a step of a workflow', () => {
    const most = new Map([
      ['operation that takes a step', 4],
      ['list', 3],
      ['step of a workflow', 4],
    ])
    for (const { addition, files } of costs) expect(files, addition).toBeLessThanOrEqual(most.get(addition) ?? 5)
  })
})

const copied = ['client', 'events', 'functions', 'infra', 'local', 'scripts', 'shared', 'package.json'].concat([
  'package-lock.json',
  'tsconfig.json',
  'docs/openapi.json',
])

const Bench = z.object({ id: z.string(), place: z.string(), status: z.string() })

describe('the context of the document', () => {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'wijk-how-to-')))
  let runner: ChildProcess | undefined
  let origin = ''

  beforeAll(() => {
    for (const path of copied) cpSync(path, join(root, path), { recursive: true })
    symlinkSync(resolve('node_modules'), join(root, 'node_modules'))
    for (const block of blocks) write(root, block)
  })
  afterAll(async () => {
    if (runner !== undefined && runner.exitCode === null) {
      const ended = new Promise((done) => runner?.once('exit', done))
      runner.kill('SIGTERM')
      await ended
    }
    rmSync(root, { recursive: true, force: true })
  })

  it('the context of the document passes the type check', () => {
    const include = [...new Set(blocks.map(({ path }) => path)), 'infra/app.ts']
    writeFileSync(join(root, 'tsconfig.sample.json'), JSON.stringify({ extends: './tsconfig.json', include }))
    const tsc = join(root, 'node_modules', '.bin', 'tsc')
    // What has not changed since the last run is not checked again.
    const again = ['--incremental', '--tsBuildInfoFile', 'node_modules/.cache/how-to.tsbuildinfo']
    const { status, stdout } = spawnSync(tsc, ['--noEmit', '-p', 'tsconfig.sample.json', ...again], {
      cwd: root,
      encoding: 'utf8',
    })
    expect([status, stdout]).toEqual([0, ''])
  })

  it('the context of the document is written in the style of the house', () => {
    const rules = z.looseObject({}).parse(JSON.parse(readFileSync('biome.json', 'utf8')))
    writeFileSync(join(root, 'biome.json'), JSON.stringify({ ...rules, vcs: { enabled: false } }))
    const files = [...new Set(blocks.map(({ path }) => path))]
    const { status, stderr } = spawnSync(resolve('node_modules', '.bin', 'biome'), ['check', ...files], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(status, stderr).toBe(0)
  })

  it('the context of the document starts, synthesized with everything else', async () => {
    runner = spawn(process.execPath, ['local/main.ts'], {
      cwd: root,
      env: { ...process.env, PORT: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let said = ''
    const greeting = new Promise<string>((done) => {
      for (const stream of [runner?.stdout, runner?.stderr])
        stream?.on('data', (chunk: Buffer) => {
          said += chunk.toString()
          const found = /^API +(http:\S+)\/v1$/m.exec(said)?.[1]
          if (found !== undefined) done(found)
        })
      runner?.once('exit', () => done(`It ended: ${said}`))
    })
    origin = await greeting
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  const local = async (path: string, body: unknown) =>
    (await fetch(`${origin}/_local/${path}`, { method: 'POST', body: JSON.stringify(body) })).json()
  const tokenOf = async (persona: object) => z.object({ token: z.string() }).parse(await local('tokens', persona)).token
  const resident = () => tokenOf({ sub: 'ada', ward: 'heijplaat', birthDate: '1990-05-01' })
  const call = async (method: string, path: string, token?: string, body?: object, headers: object = {}) => {
    const answer = await fetch(`${origin}/v1${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return { status: answer.status, body: await answer.json() }
  }
  /** The token of the ward manager, who holds that role as a row. */
  const manager = async (wardCode: string) => {
    const residentId = `manager-of-${wardCode}`
    const period = { from: '2020-01-01', until: '2100-01-01' }
    const body = { role: 'ward-manager', wardCode, residentId, name: 'Wijkmanager', period }
    const officer = await tokenOf({ sub: 'officer', roles: ['rules-officer'] })
    const granted = await call('POST', '/role-holders', officer, body, { 'idempotency-key': residentId })
    expect(granted.status, JSON.stringify(granted.body)).toBe(201)
    return tokenOf({ sub: residentId })
  }
  const ask = async (place: string) => {
    const key = { 'idempotency-key': `bench-${place.replaceAll(' ', '-')}` }
    return Bench.parse((await call('POST', '/benches', await resident(), { place }, key)).body)
  }
  const statusOf = async (id: string) => Bench.parse((await call('GET', `/benches/${id}`)).body).status
  const listed = async () =>
    z
      .object({ items: z.array(Bench) })
      .parse((await call('GET', '/benches?wardCode=heijplaat')).body)
      .items.map(({ id }) => id)
  const place = (id: string, token: string) =>
    call('POST', `/benches/${id}/_place`, token, undefined, { 'if-match': '"1"' })

  it('the context of the document accepts a request, shows it, and lists it', async () => {
    const bench = await ask('the quay')
    expect(bench).toMatchObject({ place: 'the quay', status: 'asked' })
    expect(await ask('the quay')).toEqual(bench)
    expect(await statusOf(bench.id)).toBe('asked')
    expect((await call('POST', '/benches', undefined, { place: 'x' })).status).toBe(401)
    await expect.poll(listed, { timeout: 20_000 }).toEqual([bench.id])
  })

  it('the context of the document lets the manager of its ward take the step, once', async () => {
    const { id } = await ask('the park')
    expect((await place(id, await manager('pernis'))).body).toMatchObject({ code: 'not-your-ward' })
    expect((await place(id, await manager('heijplaat'))).body).toMatchObject({ status: 'placed' })
    expect((await place(id, await manager('heijplaat'))).body).toMatchObject({ code: 'changed-meanwhile' })
  })

  it('the context of the document lets due requests lapse by its workflow, but not others', async () => {
    const early = await ask('the square')
    const placed = await ask('the bridge')
    await place(placed.id, await manager('heijplaat'))
    await local('clock', { advance: 'P29D' })
    expect(await statusOf(early.id)).toBe('asked')
    await local('clock', { advance: 'P2D' })
    await expect.poll(() => statusOf(early.id), { timeout: 30_000 }).toBe('lapsed')
    expect(await statusOf(placed.id)).toBe('placed')
  })

  it('the context of the document publishes events: the type is in the catalogue, and the outbox accepts only data of its schema', () => {
    const script = `
      const { eventCatalogue } = await import('./events/catalogue.ts')
      const { benches } = await import('./shared/benches/machine.ts')
      const thing = { id: '0193c3c6-7a00-7000-8000-000000000001', wardCode: 'heijplaat', status: 'placed' }
      const event = benches.steps.place.eventFor(thing, thing)
      console.log(JSON.stringify([event, eventCatalogue.some(({ type }) => type === event.type)]))`
    const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(JSON.parse(stdout)).toEqual([
      {
        type: 'nl.wijk.benches.bench-placed.v1',
        subject: 'benches/0193c3c6-7a00-7000-8000-000000000001',
        data: { benchId: '0193c3c6-7a00-7000-8000-000000000001', wardCode: 'heijplaat' },
      },
      true,
    ])
  })
})
