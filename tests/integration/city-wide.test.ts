// Lists of the whole city and the search by words: each thing once, in order, with reads that do not grow with the city.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { start as startIndexing } from '../../functions/initiatives/index-words.ts'
import { start as startRounds } from '../../functions/rounds/api.ts'
import { isHandedIn } from '../../shared/initiatives/initiative.ts'
import { initiativesOperations as operations } from '../../shared/initiatives/operations.ts'
import { getInitiative } from '../../shared/initiatives/store.ts'
import { indexAgain } from '../../shared/initiatives/word-store.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import { InitiativeId } from '../../shared/kernel/ids.ts'
import { roundsOperations } from '../../shared/rounds/operations.ts'
import { change, save } from '../../shared/table/save.ts'
import { publishInitiativeRules } from '../../shared/wards/rules/operations.ts'
import { march, personas, startInitiatives } from '../support/builders/initiatives/initiative-api.ts'
import { completeBody, votingRules } from '../support/builders/initiatives/initiatives.ts'
import { itemsUnder } from '../support/builders/voting/voting.ts'
import { type AwsStub, awsEnvironment, startAwsStub } from '../support/engine/aws-stub.ts'
import { tableEnvironment } from '../support/engine/engine.ts'
import { type FaultyEngine, startFaultyEngine } from '../support/engine/faults.ts'
import { underRights } from '../support/engine/guarded.ts'
import { send } from '../support/services/http-event.ts'

let system: Awaited<ReturnType<typeof startInitiatives>>
let engine: FaultyEngine
let aws: AwsStub
const wards = ['oude-noorden', 'pernis', 'agniesebuurt-provenierswijk', 'blijdorp-bergpolder-liskwartier'] as const

const Page = z.object({
  items: z.array(z.looseObject({ id: z.string(), title: z.string(), wardCode: z.string() })),
  cursor: z.string().optional(),
})
const list = async (query: Record<string, string | number> = {}, headers = {}) => {
  const answer = await system.ask(operations.listInitiatives, { query, headers })
  return { ...answer, page: answer.status === 200 ? Page.parse(answer.body) : { items: [], cursor: undefined } }
}
const titles = async (query: Record<string, string | number> = {}) =>
  (await list(query)).page.items.map(({ title }) => title)
const reads = () => {
  const of = (name: string) => engine.calls.filter(({ operation }) => operation === name).length
  return { queries: of('Query'), batches: of('BatchGetItem'), gets: of('GetItem') }
}

/** Submitted by a resident of this ward, on this day of March. */
const submit = async (ward: string, title: string, day: number, change: object = {}) => {
  const by = { ...personas.ada, sub: `ada-of-${ward}`, ward }
  const body = { ...completeBody, title, summary: 'Met elkaar.', ...change }
  const { id } = z.object({ id: z.string() }).parse((await system.create(body, { by })).body)
  const at = `2026-03-${String(day).padStart(2, '0')}T09:00:00Z`
  const answer = await system.step('submitInitiative', id, { by, ifMatch: 1, at })
  return { id, by, answer }
}

beforeAll(async () => {
  engine = await startFaultyEngine()
  aws = await startAwsStub()
  system = await startInitiatives({ ...awsEnvironment(aws), AWS_ENDPOINT_URL_DYNAMODB: engine.endpoint })
  for (let day = 1; day <= 20; day++) await submit(wards[day % 4] ?? 'pernis', `Plan ${day}`, day)
})
afterAll(async () => {
  await engine.stop()
  await aws.stop()
})
beforeEach(() => {
  engine.calls.length = 0
})

const newestFirst = Array.from({ length: 20 }, (_, index) => `Plan ${20 - index}`)

describe('the initiatives of the city', () => {
  it('the initiatives of the city come newest first from all wards, page after page, each once', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const { page } = await list({ limit: 3, ...(cursor === undefined ? {} : { cursor }) })
      seen.push(...page.items.map(({ title }) => title))
      cursor = page.cursor
    } while (cursor !== undefined)
    expect(seen).toEqual(newestFirst)
  })

  it('the initiatives of the city cost one query for each ward and a few more, however many there are', async () => {
    await list({ limit: 25 })
    const first = reads()
    expect(first).toMatchObject({ batches: 0, gets: 0 })
    // One query for each of the 39 wards, one for the wards themselves, and at most one for every five items of a page.
    expect(first.queries).toBeLessThanOrEqual(39 + 1 + 5)
    engine.calls.length = 0
    await list({ wardCode: 'pernis' })
    // Whether the ward exists is read once.
    expect(reads()).toEqual({ queries: 1, batches: 0, gets: 1 })
    engine.calls.length = 0
    await list({ wardCode: 'pernis' })
    expect(reads()).toEqual({ queries: 1, batches: 0, gets: 0 })
  })

  it('the initiatives of the city can be filtered by ward, area, status and day, also combined', async () => {
    expect(await titles({ wardCode: 'pernis' })).toEqual(['Plan 17', 'Plan 13', 'Plan 9', 'Plan 5', 'Plan 1'])
    expect(await titles({ area: 'Pernis' })).toEqual(await titles({ wardCode: 'pernis' }))
    expect(await titles({ area: 'Pernis', wardCode: 'blijdorp-bergpolder-liskwartier' })).toEqual([])
    expect(await titles({ since: '2026-03-18' })).toEqual(['Plan 20', 'Plan 19', 'Plan 18'])
    expect(await titles({ since: '2026-03-18', area: 'Noord', limit: 1 })).toHaveLength(1)
    const [plan] = (await list({ wardCode: 'pernis' })).page.items
    const council = personas.otherCouncil
    await system.step('refuseInitiative', plan?.id ?? '', { by: council, ifMatch: 2, body: { reason: 'Nee.' } })
    expect(await titles({ status: 'refused' })).toEqual(['Plan 17'])
    expect(await titles({ status: 'submitted', since: '2026-03-16' })).toEqual([
      'Plan 20',
      'Plan 19',
      'Plan 18',
      'Plan 16',
    ])
    expect(await titles({ since: '0001-01-01', limit: 2 })).toEqual(['Plan 20', 'Plan 19'])
    expect(await titles({ since: '9998-12-31' })).toEqual([])
  })

  it('the initiatives of the city refuse a cursor of another list and a forged cursor', async () => {
    const { cursor = '' } = (await list({ limit: 2 })).page
    const madeUp = Buffer.from(JSON.stringify({ of: 'x', after: 'x' })).toString('base64url')
    const answers = [
      await list({ cursor, status: 'submitted' }),
      await list({ cursor, area: 'Noord' }),
      await list({ cursor: cursor.slice(0, -4) }),
      await list({ cursor: madeUp }),
    ]
    expect(answers.map(({ body }) => body)).toMatchObject(
      Array.from({ length: 4 }, () => ({ code: 'invalid-cursor', errors: [{ in: 'query', pointer: '/cursor' }] })),
    )
  })

  it('the initiatives of the city are not sent again to a client that has them', async () => {
    const { headers } = await list({ since: '2026-03-18' })
    expect(headers['cache-control']).toBe('public, no-cache')
    const again = await list({ since: '2026-03-18' }, { 'if-none-match': headers.etag })
    expect([again.status, again.body]).toEqual([304, undefined])
    expect((await list({ since: '2026-03-19' }, { 'if-none-match': headers.etag })).status).toBe(200)
  })

  it('the initiatives of the city contain nothing private, whatever the request', async () => {
    await submit('pernis', 'Geheim genootschap', 21)
    const said = JSON.stringify([(await list()).body, (await list({ q: 'genootschap' })).body])
    for (const secret of ['Ada Bakker', 'example.org', 'NL91', 'Noordsingel', 'ada-of'])
      expect(said).not.toContain(secret)
  })
})

describe('the search by words', () => {
  it('the search by words finds initiatives with all words in title or summary, ignoring accents and capitals', async () => {
    await submit('pernis', 'Café op de Caféhoek', 22, { summary: 'Een plek voor één grote reünie.' })
    await submit('blijdorp-bergpolder-liskwartier', 'Reünie van de straat', 23, { summary: 'Met koffie uit een cafe.' })
    expect(await titles({ q: 'CAFE reunie' })).toEqual(['Reünie van de straat', 'Café op de Caféhoek'])
    expect(await titles({ q: 'café, caféhoek!' })).toEqual(['Café op de Caféhoek'])
    expect(await titles({ q: 'cafe', wardCode: 'blijdorp-bergpolder-liskwartier' })).toEqual(['Reünie van de straat'])
    expect(await titles({ q: 'cafe', area: 'Pernis' })).toEqual(['Café op de Caféhoek'])
    expect(await titles({ q: 'cafe', since: '2026-03-23' })).toEqual(['Reünie van de straat'])
    expect(await titles({ q: 'cafe', status: 'refused' })).toEqual([])
    expect(await titles({ q: 'onvindbaar' })).toEqual([])
  })

  it('the search by words requires a word that is not a stop word', async () => {
    const answers = [
      await list({ q: 'op' }),
      await list({ q: 'van de het' }),
      await list({ q: '!?' }),
      await list({ q: '' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400])
    expect(JSON.stringify(answers[0]?.body)).toContain('3 letters')
  })

  it('the search by words reads the entries of one word and one batch, however many initiatives there are', async () => {
    for (let number = 0; number < 8; number++) await submit('pernis', `Bloembak ${number}`, 24)
    engine.calls.length = 0
    const first = await list({ q: 'bloembak', limit: 5 })
    expect(reads()).toEqual({ queries: 1, batches: 1, gets: 0 })
    const second = await list({ q: 'bloembak', limit: 5, cursor: first.page.cursor ?? '' })
    expect(new Set([...first.page.items, ...second.page.items].map(({ id }) => id)).size).toBe(8)
    expect((await list({ q: 'cafe', cursor: first.page.cursor ?? '' })).body).toMatchObject({ code: 'invalid-cursor' })
  })

  it('the search by words does not find drafts, and follows changes of a text', async () => {
    const by = { ...personas.ada, sub: 'ada-of-pernis', ward: 'pernis' }
    await system.create({ ...completeBody, title: 'Windmolen' }, { by })
    expect(await titles({ q: 'windmolen' })).toEqual([])
    const { id } = await submit('pernis', 'Watertoren', 25)
    const council = personas.otherCouncil
    await system.step('returnInitiative', id, { by: council, ifMatch: 2, body: { missing: 'Wat?' } })
    await system.step('editInitiative', id, { by, ifMatch: 3, body: { title: 'Stoomgemaal' } })
    expect(await titles({ q: 'watertoren' })).toEqual(['Watertoren'])
    await system.step('submitInitiative', id, { by, ifMatch: 4, at: '2026-03-26T09:00:00Z' })
    expect([await titles({ q: 'watertoren' }), await titles({ q: 'stoomgemaal' })]).toEqual([[], ['Stoomgemaal']])
  })

  it('the search by words can index a summary with the maximum number of words', async () => {
    const summary = Array.from({ length: 110 }, (_, index) => `w${index + 10}`)
      .join(' ')
      .slice(0, 500)
    const { answer, id, by } = await submit('pernis', 'Alfabet', 26, { summary })
    expect(answer.status).toBe(200)
    const council = personas.otherCouncil
    await system.step('returnInitiative', id, { by: council, ifMatch: 2, body: { missing: 'Wat?' } })
    await system.step('editInitiative', id, {
      by,
      ifMatch: 3,
      body: { summary: summary.replaceAll('w', 'v'), title: 'Beta' },
    })
    expect((await system.step('submitInitiative', id, { by, ifMatch: 4 })).status).toBe(200)
    expect([await titles({ q: 'w10' }), await titles({ q: 'v10' })]).toEqual([[], ['Beta']])
  })

  it('the search by words finds initiatives older than the index once an operator has indexed them', async () => {
    const { id } = await submit('pernis', 'Trapveldje', 27)
    const entries = await itemsUnder(system.table, 'WORD#INITIATIVE#trapveldje')
    const keys = entries.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) }))
    const now = Instant.parse('2026-04-01T09:00:00.000Z')
    const forget = keys.map((key) => ({ delete: key, condition: 'attribute_exists(pk)' }))
    await save(system.table, now, change(forget, [], 'changed-meanwhile'))
    expect(await titles({ q: 'trapveldje' })).toEqual([])
    const answer = z
      .object({ indexed: z.int(), cursor: z.string().optional() })
      .parse(await startIndexing(underRights('index-initiative-words', tableEnvironment(system.tables)))({}, {}))
    expect(answer.indexed).toBeGreaterThan(20)
    expect(answer.cursor).toBeUndefined()
    expect(await titles({ q: 'trapveldje' })).toEqual(['Trapveldje'])
    // An older version of the text must not replace the newer one in the index.
    const read = await getInitiative(system.table, InitiativeId.parse(id))
    if (read === undefined || !isHandedIn(read)) throw new Error('It is gone')
    const stale = {
      ...read,
      content: { ...read.content, title: 'Verouderd' },
      submission: { ...read.submission, textVersion: 9 },
    }
    await indexAgain(system.table, stale, now)
    expect(await titles({ q: 'verouderd' })).toEqual([])
  })
})

describe('a title like another', () => {
  it('a title like another causes a warning in its ward when it is drafted, changed and submitted, but the applicant may keep it', async () => {
    const { id } = await submit('pernis', 'Zwerfboekenkast bij de kerk', 28)
    const Warned = z.object({
      id: z.string(),
      warnings: z
        .array(z.object({ code: z.string(), about: z.array(z.object({ id: z.string(), title: z.string() })) }))
        .optional(),
    })
    const by = { ...personas.bo, ward: 'pernis' }
    const drafted = Warned.parse(
      (await system.create({ ...completeBody, title: 'De zwerfboekenkast bij de KERK' }, { by })).body,
    )
    const similar = [{ code: 'title-like-another', about: [{ id, title: 'Zwerfboekenkast bij de kerk' }] }]
    expect(drafted.warnings).toEqual(similar)
    const edited = await system.step('editInitiative', drafted.id, { by, ifMatch: 1, body: { title: 'Iets anders' } })
    expect(Warned.parse(edited.body).warnings).toBeUndefined()
    const back = await system.step('editInitiative', drafted.id, {
      by,
      ifMatch: 2,
      body: { title: 'Zwerfboekenkast bij kerk' },
    })
    expect(Warned.parse(back.body).warnings).toEqual(similar)
    const handedIn = await system.step('submitInitiative', drafted.id, { by, ifMatch: 3 })
    expect(handedIn.status).toBe(200)
    expect(Warned.parse(handedIn.body).warnings).toEqual(similar)
    const elsewhere = await system.create(
      { ...completeBody, title: 'Zwerfboekenkast bij de kerk' },
      { by: personas.bo },
    )
    expect(Warned.parse(elsewhere.body).warnings).toBeUndefined()
  })
})

describe('the rounds of the city', () => {
  it('the rounds of the city come newest first, and can be filtered by area, phase and day', async () => {
    const rounds = startRounds(system.environment)
    const officer = { sub: 'officer', roles: ['rules-officer'] } as const
    for (const [place, wardCode] of (['oude-noorden', 'pernis'] as const).entries()) {
      const body = votingRules({ validFrom: '2026-03-02' })
      await send(system.wards, publishInitiativeRules, { at: march, by: officer, params: { wardCode }, body })
      await send(rounds, roundsOperations.createRound, {
        at: `2026-03-0${place + 3}T09:00:00Z`,
        by: wardCode === 'pernis' ? personas.otherManager : personas.manager,
        body: {
          title: { nl: `Ronde ${wardCode}`, en: `Round ${wardCode}` },
          budgetCents: 100_000,
          opensAt: '2026-05-01T08:00:00Z',
          closesAt: '2026-05-08T08:00:00Z',
        },
      })
    }
    const Rounds = z.object({ items: z.array(z.object({ wardCode: z.string() })), cursor: z.string().optional() })
    const wardsOf = async (query: Record<string, string>) =>
      Rounds.parse((await send(rounds, roundsOperations.listRounds, { at: march, query })).body).items.map(
        (each) => each.wardCode,
      )
    expect(await wardsOf({})).toEqual(['pernis', 'oude-noorden'])
    expect(await wardsOf({ area: 'Pernis' })).toEqual(['pernis'])
    expect(await wardsOf({ since: '2026-03-04' })).toEqual(['pernis'])
    expect(await wardsOf({ phase: 'draft' })).toEqual(['pernis', 'oude-noorden'])
    expect(await wardsOf({ phase: 'open' })).toEqual([])
    const { headers } = await send(rounds, roundsOperations.listRounds, { at: march })
    const again = await send(rounds, roundsOperations.listRounds, {
      at: march,
      headers: { 'if-none-match': headers.etag ?? '' },
    })
    expect(again.status).toBe(304)
  })
})
