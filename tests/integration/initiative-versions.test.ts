import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { initiativesOperations as operations } from '../../shared/initiatives/operations.ts'
import { personas, startInitiatives, supporter } from '../support/builders/initiatives/initiative-api.ts'
import { completeBody, eventsIn } from '../support/builders/initiatives/initiatives.ts'

const { ada, council } = personas
let system: Awaited<ReturnType<typeof startInitiatives>>
beforeAll(async () => {
  system = await startInitiatives()
})

/** An initiative with four signatures that was returned for completion and edited by its applicant: version 4. */
const beingCompleted = async (patch: object): Promise<string> => {
  const id = await system.supported()
  await system.step('returnInitiative', id, { by: council, ifMatch: 2, body: { missing: 'Een begroting.' } })
  await system.step('editInitiative', id, { by: ada, ifMatch: 3, body: patch })
  return id
}
const handedInAgain = async (patch: object): Promise<string> => {
  const id = await beingCompleted(patch)
  const answer = await system.step('submitInitiative', id, { by: ada, ifMatch: 4, at: '2026-03-04T09:00:00Z' })
  expect(answer.status).toBe(200)
  return id
}
const swapped = { title: 'Hotel op het plein', plan: 'Een hotel met tachtig kamers bouwen.', amountCents: 900_000 }
const signing = (id: string, number: number, body: object = {}) =>
  system.step('supportInitiative', id, { by: supporter(number), body: { name: `Buur ${number}`, ...body } })

describe('a text that is being completed', () => {
  it('a text that is being completed is public in its old version, while the applicant reads the new one and what it means for signatures', async () => {
    const id = await beingCompleted(swapped)
    expect((await system.step('getInitiative', id, {})).body).toMatchObject({
      title: completeBody.title,
      plan: completeBody.plan,
      amountCents: completeBody.amountCents,
    })
    expect((await system.step('getMyInitiative', id, { by: ada })).body).toMatchObject({
      ...swapped,
      asksSignaturesAgain: true,
    })
  })

  it('a text that is being completed keeps its old version if the initiative is withdrawn or refused meanwhile', async () => {
    const withdrawn = await beingCompleted(swapped)
    await system.step('withdrawInitiative', withdrawn, { by: ada, ifMatch: 4 })
    const refused = await beingCompleted(swapped)
    await system.step('refuseInitiative', refused, { by: council, ifMatch: 4, body: { reason: 'Kan hier niet.' } })
    for (const id of [withdrawn, refused])
      expect((await system.step('getInitiative', id, {})).body).toMatchObject({ title: completeBody.title })
  })
})

describe('a plan swapped under its signatures', () => {
  it('a plan swapped under its signatures cannot be admitted with them: they are asked for again, and an event says so', async () => {
    const id = await handedInAgain(swapped)
    const admitted = await system.step('admitInitiative', id, { by: council, ifMatch: 5 })
    expect(admitted).toMatchObject({ status: 409, body: { code: 'too-few-supporters', facts: { present: 0 } } })
    const published = (await eventsIn(system.tables.table)).filter(({ type }) => type.includes('signatures-lapsed'))
    expect(published.map(({ detail }) => JSON.parse(detail).data ?? JSON.parse(detail))).toContainEqual(
      expect.objectContaining({ initiativeId: id, textVersion: 2, lapsedCount: 4 }),
    )
  })

  it('a plan swapped under its signatures shows a supporter that their signature does not count, and counts a new one once', async () => {
    const id = await handedInAgain(swapped)
    const mine = () => system.step('getMySupport', id, { by: supporter(1) })
    expect((await mine()).body).toMatchObject({ textVersion: 1, isCounted: false })
    await signing(id, 1)
    await signing(id, 1)
    expect((await mine()).body).toMatchObject({ textVersion: 2, isCounted: true })
    expect((await system.step('getInitiative', id, {})).body).toMatchObject({ supporterCount: 1, textVersion: 2 })
    const names = await system.step('listSupports', id, { by: council })
    expect(names.body).toMatchObject({ items: [{ name: 'Buur 1' }] })
    const all = await system.ask(operations.listMySupports, { by: supporter(2), query: { limit: '100' } })
    const { items } = z
      .object({
        items: z.array(
          z.object({ support: z.object({ isCounted: z.boolean() }), initiative: z.object({ id: z.string() }) }),
        ),
      })
      .parse(all.body)
    expect(items.find(({ initiative }) => initiative.id === id)).toMatchObject({ support: { isCounted: false } })
  })

  it('a plan swapped under its signatures is counted correctly: taking back a signature that lapsed does not subtract one', async () => {
    const id = await handedInAgain(swapped)
    await signing(id, 1)
    expect((await system.step('withdrawSupport', id, { by: supporter(2) })).status).toBe(204)
    expect((await system.step('getInitiative', id, {})).body).toMatchObject({ supporterCount: 1 })
    expect((await system.step('getMySupport', id, { by: supporter(2) })).body).toMatchObject({
      code: 'support-not-found',
    })
  })

  it('a plan swapped under its signatures cannot be signed by somebody who has read the earlier text', async () => {
    const id = await handedInAgain(swapped)
    expect(await signing(id, 5, { textVersion: 1 })).toMatchObject({ status: 409, body: { code: 'text-changed' } })
    expect((await signing(id, 5, { textVersion: 2 })).status).toBe(200)
  })
})

describe('a small completion', () => {
  it('a small completion keeps the signatures, and both versions remain readable with their dates', async () => {
    const plan = `${completeBody.plan} Het kost tachtig uur.`
    const id = await handedInAgain({ plan })
    expect((await system.step('admitInitiative', id, { by: council, ifMatch: 5 })).status).toBe(200)
    const { body } = await system.step('listInitiativeVersions', id, {})
    expect(body).toMatchObject({
      items: [
        { textVersion: 2, publishedAt: '2026-03-04T09:00:00.000Z', asksSignatures: false, plan },
        { textVersion: 1, publishedAt: '2026-03-02T09:00:00.000Z', asksSignatures: true, plan: completeBody.plan },
      ],
    })
  })
})
