import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { initiativesOperations as operations } from '../../shared/initiatives/operations.ts'
import { march, personas, startInitiatives, supporter } from '../support/builders/initiatives/initiative-api.ts'
import { completeBody } from '../support/builders/initiatives/initiatives.ts'

const { ada, bo, stranger, council, manager, otherCouncil } = personas
let system: Awaited<ReturnType<typeof startInitiatives>>
beforeAll(async () => {
  system = await startInitiatives()
})

const statuses = (answers: readonly { readonly status: number }[]) => answers.map(({ status }) => status).sort()

describe('beginning an initiative', () => {
  it('beginning an initiative is refused without a token, without a verified ward, and with unknown fields, each with its pointer', async () => {
    const { ask, create } = system
    const noToken = await ask(operations.createInitiative, { body: completeBody })
    const noWard = await create(completeBody, { by: { sub: 'nobody' } })
    const wrong = await create({ title: '', status: 'awarded', contact: { name: 'A' } })
    expect([noToken.status, noWard.status, wrong.status]).toEqual([401, 403, 400])
    const { errors } = z.object({ errors: z.array(z.object({ pointer: z.string() })) }).parse(wrong.body)
    expect(errors.map(({ pointer }) => pointer)).toEqual(
      expect.arrayContaining(['/title', '/status', '/contact/email', '/contact/birthDate']),
    )
  })

  it('beginning an initiative twice with one key creates one draft; the same key for another text is refused', async () => {
    const { create } = system
    const again = { idempotencyKey: 'my-garden-1' }
    const answers = await Promise.all([create(completeBody, again), create(completeBody, again)])
    const other = await create({ title: 'Iets anders' }, again)
    expect(statuses(answers)).toEqual([201, 201])
    expect(answers[0]?.body).toEqual(answers[1]?.body)
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } })
  })

  it('beginning an initiative creates a draft that only its applicant can find', async () => {
    const { step, drafted, ask } = system
    const id = await drafted({ title: 'Geheim plan' })
    const reads = [
      await step('getInitiative', id, {}),
      await step('getMyInitiative', id, { by: bo }),
      await step('getInitiativeDossier', id, { by: council }),
      await step('editInitiative', id, { by: bo, ifMatch: 1, body: { title: 'Van mij' } }),
    ]
    const list = await ask(operations.listInitiatives, { query: { wardCode: 'oude-noorden' } })
    expect(reads.map(({ status }) => status)).toEqual([404, 404, 404, 404])
    expect(JSON.stringify(list.body)).not.toContain('Geheim plan')
    expect(await step('getMyInitiative', id, { by: ada })).toMatchObject({ status: 200, headers: { etag: '"1"' } })
  })
})

describe('changing a draft', () => {
  it('changing a draft requires the version seen; of two parallel changes one gets a conflict', async () => {
    const { step, drafted } = system
    const id = await drafted()
    const edit = (title: string) => step('editInitiative', id, { by: ada, ifMatch: 1, body: { title } })
    expect((await step('editInitiative', id, { by: ada, body: { title: 'x' } })).status).toBe(428)
    expect(statuses(await Promise.all([edit('Eén'), edit('Twee')]))).toEqual([200, 412])
  })

  it('changing a draft can empty a field, which makes the draft incomplete', async () => {
    const { step, drafted } = system
    const id = await drafted()
    await step('editInitiative', id, { by: ada, ifMatch: 1, body: { plan: null } })
    const answer = await step('submitInitiative', id, { by: ada, ifMatch: 2 })
    expect(answer).toMatchObject({ status: 409, body: { code: 'incomplete', errors: [{ pointer: '/plan' }] } })
  })
})

describe('handing in', () => {
  it('handing in is refused to an applicant who has moved to another ward', async () => {
    const { step, drafted } = system
    const answer = await step('submitInitiative', await drafted(), { by: { ...ada, ward: 'pernis' }, ifMatch: 1 })
    expect(answer).toMatchObject({ status: 403, body: { code: 'not-your-ward' } })
  })

  it('handing in shows everyone the public part, and nothing of the private part', async () => {
    const { step, submitted } = system
    const { status, body } = await step('getInitiative', await submitted(), {})
    const said = JSON.stringify(body)
    expect(status).toBe(200)
    expect(body).toMatchObject({ title: 'Tuin op het plein', status: 'submitted', decidedBy: 'ward-council' })
    for (const secret of [
      'Ada Bakker',
      'ada@example.org',
      '123 4567',
      'Noordsingel',
      '3032',
      'NL91',
      '1980-05-17',
      '"ada"',
    ])
      expect(said).not.toContain(secret)
  })

  it('handing in sets a term of six weeks under the rules of 2023, and of four weeks under those of 2022', async () => {
    const { step, submitted } = system
    const inJune2022 = await submitted({ startsOn: '2022-06-02' }, '2022-06-01T10:00:00Z')
    const answers = [await step('getInitiative', inJune2022, {}), await step('getInitiative', await submitted(), {})]
    expect(answers.map(({ body }) => body)).toMatchObject([
      { decidedBy: 'municipality', decisionDueOn: '2022-06-29', supportersRequired: 0, isOverdue: true },
      { decidedBy: 'ward-council', decisionDueOn: '2026-04-13', supportersRequired: 4, isOverdue: false },
    ])
  })
})

describe('supporting', () => {
  const sign = (id: string, by: Parameters<typeof supporter>[0] | typeof ada | typeof stranger, at = march) =>
    system.step('supportInitiative', id, { by: typeof by === 'number' ? supporter(by) : by, body: { name: 'Bo' }, at })

  it('supporting is refused to the applicant, to another ward and to an eleven-year-old', async () => {
    const id = await system.submitted()
    const answers = [
      await sign(id, ada),
      await sign(id, stranger),
      await system.step('supportInitiative', id, { by: { ...bo, birthDate: '2014-03-03' }, body: { name: 'Bo' } }),
    ]
    expect(answers.map(({ body }) => body)).toMatchObject([
      { code: 'own-support' },
      { code: 'not-your-ward' },
      { code: 'too-young', facts: { minimumAge: 12 } },
    ])
  })

  it('supporting twenty times in parallel by one resident counts once, and taking it back twice subtracts one', async () => {
    const id = await system.submitted()
    const answers = await Promise.all(Array.from({ length: 20 }, () => sign(id, 1)))
    expect(new Set(statuses(answers))).toEqual(new Set([200]))
    expect((await system.step('getInitiative', id, {})).body).toMatchObject({ supporterCount: 1 })
    await system.step('withdrawSupport', id, { by: supporter(1) })
    const again = await system.step('withdrawSupport', id, { by: supporter(1) })
    expect(again.status).toBe(204)
    expect((await system.step('getInitiative', id, {})).body).toMatchObject({ supporterCount: 0 })
  })

  it('supporting by residents in parallel counts every one', async () => {
    const id = await system.submitted()
    await Promise.all([1, 2, 3, 4, 5].map((number) => sign(id, number)))
    const supports = await system.step('listSupports', id, { by: council })
    expect((await system.step('getInitiative', id, {})).body).toMatchObject({ supporterCount: 5 })
    expect(z.object({ items: z.array(z.unknown()) }).parse(supports.body).items).toHaveLength(5)
  })

  it('supporting shows the names to the staff of that ward only', async () => {
    const id = await system.supported()
    const answers = [
      await system.step('listSupports', id, {}),
      await system.step('listSupports', id, { by: ada }),
      await system.step('listSupports', id, { by: otherCouncil }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([401, 403, 403])
  })
})

describe('assessing', () => {
  it('assessing is refused to residents, to officials of other wards, and to the applicant, whatever the token says', async () => {
    const id = await system.supported()
    const applicant = { ...council, ward: 'oude-noorden', birthDate: '1990-01-01' }
    const ownId = z.object({ id: z.string() }).parse((await system.create(completeBody, { by: applicant })).body).id
    await system.step('submitInitiative', ownId, { by: applicant, ifMatch: 1 })
    const answers = [
      await system.step('admitInitiative', id, { by: bo, ifMatch: 2 }),
      await system.step('admitInitiative', id, { by: otherCouncil, ifMatch: 2 }),
      await system.step('admitInitiative', ownId, { by: council, ifMatch: 2 }),
    ]
    expect(answers.map(({ body }) => body)).toMatchObject([
      { code: 'forbidden' },
      { code: 'not-your-ward' },
      { code: 'own-initiative' },
    ])
  })

  it('assessing distinguishes "not found", "wrong state" and "changed meanwhile"', async () => {
    const id = await system.admitted()
    const missing = '0193c3c6-0000-7000-8000-00000000ffff'
    const answers = [
      await system.step('admitInitiative', missing, { by: council, ifMatch: 1 }),
      await system.step('admitInitiative', id, { by: council, ifMatch: 3 }),
      await system.step('admitInitiative', id, { by: council, ifMatch: 2 }),
    ]
    expect(answers.map(({ body }) => body)).toMatchObject([
      { status: 404, code: 'initiative-not-found' },
      { status: 409, code: 'not-under-assessment', facts: { status: 'admitted' } },
      { status: 412, code: 'changed-meanwhile' },
    ])
  })

  it('assessing by two officials in parallel succeeds for one', async () => {
    const id = await system.supported()
    const answers = await Promise.all([
      system.step('admitInitiative', id, { by: council, ifMatch: 2 }),
      system.step('refuseInitiative', id, { by: manager, ifMatch: 2, body: { reason: 'Past niet.' } }),
    ])
    expect(statuses(answers)).toEqual([200, 412])
  })

  it('assessing can return an initiative with a request that only the applicant reads, and accept it again', async () => {
    const { step } = system
    const id = await system.supported()
    await step('returnInitiative', id, { by: council, ifMatch: 2, body: { missing: 'Uw IBAN ontbreekt op de brief.' } })
    const [mine, everyone] = [await step('getMyInitiative', id, { by: ada }), await step('getInitiative', id, {})]
    expect([mine.body, everyone.body]).toMatchObject([
      { missing: 'Uw IBAN ontbreekt op de brief.' },
      { status: 'returned' },
    ])
    expect(JSON.stringify(everyone.body)).not.toContain('IBAN')
    const completed = `${completeBody.plan} Nu met begroting.`
    await step('editInitiative', id, { by: ada, ifMatch: 3, body: { plan: completed } })
    const again = await step('submitInitiative', id, { by: ada, ifMatch: 4 })
    expect(again).toMatchObject({
      status: 200,
      body: { status: 'submitted', supporterCount: 4, plan: completed },
    })
  })
})
