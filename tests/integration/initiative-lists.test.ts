import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { initiativesOperations as operations } from '../../shared/initiatives/operations.ts'
import { personas, startInitiatives } from '../support/builders/initiatives/initiative-api.ts'

const { ada, bo, council } = personas
let system: Awaited<ReturnType<typeof startInitiatives>>
const titles = ['Eén', 'Twee', 'Drie', 'Vier', 'Vijf']

beforeAll(async () => {
  system = await startInitiatives()
  for (const [index, title] of titles.entries()) await system.submitted({ title }, `2026-03-0${index + 1}T09:00:00Z`)
  await system.drafted({ title: 'Concept' })
})

const Page = z.object({
  items: z.array(z.object({ id: z.string(), title: z.string() })),
  cursor: z.string().optional(),
})
const list = async (query: Record<string, string | number> = {}) => {
  const { status, body } = await system.ask(operations.listInitiatives, {
    query: { wardCode: 'oude-noorden', ...query },
  })
  return { status, page: status === 200 ? Page.parse(body) : { items: [] }, body }
}
const namesOf = ({ page }: Awaited<ReturnType<typeof list>>) => page.items.map(({ title }) => title)

describe('the initiatives of a ward', () => {
  it('the initiatives of a ward come newest first, without drafts', async () => {
    expect(namesOf(await list())).toEqual([...titles].reverse())
  })

  it('the initiatives of a ward come page after page, each once', async () => {
    const first = await list({ limit: 2 })
    const second = await list({ limit: 2, cursor: first.page.cursor ?? '' })
    const third = await list({ limit: 2, cursor: second.page.cursor ?? '' })
    expect([first, second, third].flatMap(namesOf)).toEqual([...titles].reverse())
    expect(third.page.cursor).toBeUndefined()
  })

  it('the initiatives of a ward move from one status to another', async () => {
    const [newest] = (await list()).page.items
    await system.step('refuseInitiative', newest?.id ?? '', { by: council, ifMatch: 2, body: { reason: 'Past niet.' } })
    expect(namesOf(await list({ status: 'refused' }))).toEqual(['Vijf'])
    expect(namesOf(await list({ status: 'submitted' }))).toEqual(['Vier', 'Drie', 'Twee', 'Eén'])
    expect(namesOf(await list())).toContain('Vijf')
  })

  it('the initiatives of a ward cannot be listed by draft status, 101 per page, or by an unknown area', async () => {
    const answers = [
      await list({ status: 'draft' }),
      await list({ limit: 101 }),
      await system.ask(operations.listInitiatives, { query: { area: 'Nergenshuizen' } }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400])
  })

  it('the initiatives of a ward refuse a cursor of another list, a truncated cursor and a forged cursor', async () => {
    const { page } = await list({ limit: 1 })
    const madeUp = (key: object) => Buffer.from(JSON.stringify(key)).toString('base64url')
    const cursors = [
      page.cursor?.slice(0, -5) ?? '',
      madeUp({ gsi1pk: 'WARD#oude-noorden#INITIATIVE' }),
      madeUp({ gsi1pk: 'WARD#pernis#INITIATIVE', gsi1sk: 'x', pk: 'x', sk: 'x' }),
    ]
    const answers = await Promise.all([
      list({ cursor: page.cursor ?? '', status: 'submitted' }),
      ...cursors.map((cursor) => list({ cursor })),
    ])
    expect(answers.map(({ body }) => body)).toMatchObject(
      Array.from({ length: 4 }, () => ({ code: 'invalid-cursor', errors: [{ in: 'query', pointer: '/cursor' }] })),
    )
  })
})

describe('my initiatives', () => {
  const mine = (by: typeof ada | typeof bo, query: Record<string, string | number> = {}) =>
    system.ask(operations.listMyInitiatives, { by, query })

  it('my initiatives include my drafts, and nobody else’s', async () => {
    const [own, others] = [Page.parse((await mine(ada)).body), Page.parse((await mine(bo)).body)]
    expect(own.items.map(({ title }) => title)).toContain('Concept')
    expect(own.items).toHaveLength(6)
    expect(others.items).toEqual([])
  })

  it('my initiatives come page after page, each once', async () => {
    const first = Page.parse((await mine(ada, { limit: 4 })).body)
    const second = Page.parse((await mine(ada, { limit: 4, cursor: first.cursor ?? '' })).body)
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(6)
  })

  it('my initiatives cannot be listed with a cursor from somebody else’s list', async () => {
    const { cursor } = Page.parse((await mine(ada, { limit: 1 })).body)
    expect((await mine(bo, { cursor: cursor ?? '' })).body).toMatchObject({ code: 'invalid-cursor' })
  })

  it('my initiatives refuse a cursor to a place outside the list', async () => {
    const cursor = Buffer.from(JSON.stringify({ pk: 'RESIDENT#ada', sk: 'AAA' })).toString('base64url')
    expect((await mine(ada, { cursor })).body).toMatchObject({ code: 'invalid-cursor' })
  })
})
