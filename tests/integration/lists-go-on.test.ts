// A list survives an unreadable item, and reads no more from the table than it shows.
import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { getCounts, listCounts } from '../../shared/elections/count/store.ts'
import { listSeats } from '../../shared/elections/seating/store.ts'
import { getNominations, listContests, listNominations } from '../../shared/elections/store.ts'
import { keptInitiatives, listInitiatives, listOwnInitiatives, pointerWrite } from '../../shared/initiatives/store.ts'
import { draftInitiative } from '../../shared/initiatives/text/draft.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import { ElectionId, InitiativeId, ResidentId, RoundId, WardCode } from '../../shared/kernel/ids.ts'
import { getEntries, listEntries } from '../../shared/rounds/store.ts'
import type { TableClient } from '../../shared/table/client.ts'
import { countItems } from '../../shared/table/read.ts'
import { change, changeOf, save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { onUnreadable } from '../../shared/table/unreadable.ts'
import { listPollsToClose } from '../../shared/voting/store.ts'
import { listWards } from '../../shared/wards/store.ts'
import { applicant, completeInput, handedIn, wardCode } from '../support/builders/initiatives/initiatives.ts'
import { documents, freshTables, storeClient } from '../support/engine/engine.ts'
import { type FaultyEngine, startFaultyEngine } from '../support/engine/faults.ts'

const idOf = (number: number) => InitiativeId.parse(`0193c3c6-7a00-7000-8000-${String(number).padStart(12, '0')}`)
const at = Instant.parse('2026-03-02T09:00:00.000Z')

let engine: FaultyEngine
let plain: Table
let table: Table
const reported: string[] = []

beforeAll(async () => {
  engine = await startFaultyEngine()
})
afterAll(() => engine.stop())
beforeEach(async () => {
  plain = (await freshTables()).table
  table = { name: plain.name, client: storeClient(engine.endpoint) }
  engine.calls.length = 0
  reported.length = 0
  onUnreadable(({ pk }) => reported.push(pk))
})
afterEach(() => onUnreadable(() => {}))

const put = (item: Record<string, unknown>) => documents().send(new PutCommand({ TableName: plain.name, Item: item }))
const submitted = async (number: number) => {
  const initiative = { ...handedIn(), id: idOf(number) }
  await put({ ...keptInitiatives.key(initiative), ...keptInitiatives.index(initiative), ...initiative })
}
const page = { limit: 50 }
const Shown = z.object({ items: z.array(z.object({ id: z.string() })) })

describe('a list with an unreadable item', () => {
  it('a list with an unreadable item shows all other items of a ward, and reports the unreadable one', async () => {
    for (const number of [1, 2, 3]) await submitted(number)
    const second = { ...handedIn(), id: idOf(2) }
    await put({
      ...keptInitiatives.key(second),
      ...keptInitiatives.index(second),
      ...second,
      content: 'what was this?',
    })
    const { items } = Shown.parse(await listInitiatives(table, { wardCodes: [wardCode] }, page))
    expect(items.map(({ id }) => id).sort()).toEqual([idOf(1), idOf(3)])
    expect(reported).toEqual([`INITIATIVE#${idOf(2)}`])
  })

  it('a list with an unreadable item shows the other initiatives of an applicant, whether the pointer or its target is unreadable', async () => {
    for (const number of [1, 2, 3]) {
      const made = draftInitiative(
        { id: idOf(number), wardCode, applicantId: applicant, requestDigest: '0'.repeat(64) },
        completeInput(),
        at,
      )
      await save(
        plain,
        at,
        changeOf(keptInitiatives, made),
        change([pointerWrite(made.after)], [], 'changed-meanwhile'),
      )
    }
    await put({ pk: `INITIATIVE#${idOf(2)}`, sk: 'INITIATIVE', status: 'draft' })
    await put({ pk: `RESIDENT#${applicant}`, sk: 'INITIATIVE#2026-03-02T08:00:00.000Z#x', initiativeId: 7 })
    const { items } = Shown.parse(await listOwnInitiatives(table, applicant, page))
    expect(items.map(({ id }) => id)).toEqual([idOf(3), idOf(1)])
    expect(reported.sort()).toEqual([`INITIATIVE#${idOf(2)}`, `RESIDENT#${applicant}`])
  })

  it('a list with an unreadable item shows the other initiatives of a round, but no ballot can be made from them', async () => {
    const roundId = RoundId.parse('0193c3c6-0000-7000-8000-000000000001')
    await put({ pk: `ROUND#${roundId}`, sk: 'ENTRY#spoilt' })
    expect(await listEntries(table, roundId)).toEqual([])
    await expect(getEntries(table, roundId)).rejects.toThrow(z.ZodError)
  })

  it('a list with an unreadable item shows the other wards, stations, seats and nominations of an election, but no list can be fixed without them', async () => {
    const id = ElectionId.parse('0193c3c6-0000-7000-8000-000000000002')
    const ward = WardCode.parse('heijplaat')
    for (const sk of ['CONTEST#heijplaat', 'COUNT#heijplaat#SB1', 'SEAT#heijplaat#01', 'NOMINATION#heijplaat#x'])
      await put({ pk: `ELECTION#${id}`, sk, status: 'spoilt' })
    expect(await listContests(table, id)).toEqual([])
    expect(await listCounts(table, id, ward)).toEqual([])
    expect(await listSeats(table, id, ward)).toEqual([])
    expect(await listNominations(table, id, ward, page)).toMatchObject({ items: [] })
    expect(reported).toEqual(Array.from({ length: 4 }, () => `ELECTION#${id}`))
    await expect(getNominations(table, id, ward)).rejects.toThrow(z.ZodError)
    await expect(getCounts(table, id, ward)).rejects.toThrow(z.ZodError)
  })

  it('a list with an unreadable item does not prevent other polls from being closed, or other wards from being shown', async () => {
    await put({ pk: 'POLL#spoilt', sk: 'POLL', gsi2pk: 'DUE#CLOSE-POLL', gsi2sk: '2026-01-01T00:00:00.000Z#spoilt' })
    await put({ pk: 'WARD', sk: 'WARD#nowhere', ward: 'nowhere' })
    expect(await listPollsToClose(table, at)).toEqual([])
    expect(await listWards(table)).toEqual([])
    expect(reported).toEqual(['POLL#spoilt', 'WARD'])
  })
})

describe('what a list reads from the table', () => {
  it('what a list reads from the table is the public part of initiatives, without names, addresses or bank accounts', async () => {
    await submitted(1)
    const answers: string[] = []
    const recording: TableClient = {
      call: async (operation, input) => {
        const answer = await plain.client.call(operation, input)
        answers.push(JSON.stringify(answer))
        return answer
      },
    }
    const recorded = { name: plain.name, client: recording }
    Shown.parse(await listInitiatives(recorded, { wardCodes: [wardCode] }, page))
    const { particulars } = handedIn()
    expect(answers).toHaveLength(1)
    for (const secret of [particulars.bankAccount.iban, particulars.contact.name, particulars.address.street])
      expect(answers.join()).not.toContain(secret)
    // The actor of a step is stored inside `steps`, which a projection reads whole or not at all. The public schema leaves it out.
    expect(answers.join()).not.toMatch(/"(applicantId|particulars|grounds|completion)"/)
    // Nor the rules that a list does not show: they were half of what it read.
    for (const shown of ['"decidedBy"', '"supporters"']) expect(answers.join()).toContain(shown)
    expect(answers.join()).not.toMatch(
      /"(regime|source|assumed|voting|handling|advisedBy|mandateConditions|minimumAge)"/,
    )
  })

  it('what a list reads from the table is one batch for my own initiatives, however many there are', async () => {
    const mine = ResidentId.parse('somebody')
    for (let number = 1; number <= 30; number++)
      await put({ pk: `RESIDENT#${mine}`, sk: `INITIATIVE#${at}#${number}`, initiativeId: idOf(number) })
    await listOwnInitiatives(table, mine, page)
    expect(engine.calls.map(({ operation }) => operation)).toEqual(['Query', 'BatchGetItem'])
  })

  it('what a list reads from the table is only a number where marks are counted', async () => {
    for (let number = 0; number < 5; number++) await put({ pk: 'ROLL', sk: `VOTER#${number}`, blindedDigest: 'x' })
    expect(await countItems(table, { pk: 'ROLL' })).toBe(5)
    expect(engine.calls.map(({ body }) => JSON.parse(body))).toMatchObject([{ Select: 'COUNT' }])
  })
})
