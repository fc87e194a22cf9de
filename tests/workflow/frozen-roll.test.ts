// A frozen roll: what it shows to whom, its corrections, and the marks of paper voters on it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wardProved } from '../../shared/roll/frozen/shards.ts'
import { MyRollEntry } from '../../shared/roll/operations.ts'
import { fileOf, linesOf, rollMoments, startRolls } from '../support/builders/elections/roll-api.ts'
import { itemsUnder } from '../support/builders/voting/voting.ts'
import type { Persona } from '../support/services/http-event.ts'

let system: Awaited<ReturnType<typeof startRolls>>
beforeAll(async () => {
  system = await startRolls()
})
afterAll(() => system.stop())
const polling = rollMoments.polling

const person = (pseudonym: string): Persona => ({ sub: `account-of-${pseudonym}`, pseudonym })
const mine = (electionId: string, pseudonym: string) =>
  system.ask('getMyRollEntry', { params: { electionId }, by: person(pseudonym) })

describe('a frozen roll', () => {
  let electionId: string
  beforeAll(async () => {
    electionId = await system.opened()
    await system.imported(electionId, fileOf([...linesOf(700), ...linesOf(20, 'pernis')]))
  })

  it('a frozen roll shows the persons on it that they are, and shows it to nobody else', async () => {
    const { body } = await mine(electionId, 'ppernis7')
    const { wardCode, proof } = MyRollEntry.parse(body)
    const { root } = await system.publicRoll(electionId)
    expect(wardCode).toBe('pernis')
    expect(proof && wardProved(proof, 'ppernis7', root)).toBe('pernis')
    expect((await mine(electionId, 'nobody')).body).toMatchObject({ code: 'not-on-roll' })
    const without = await system.ask('getMyRollEntry', { params: { electionId }, by: { sub: 'ppernis7' } })
    expect(without.body).toMatchObject({ code: 'person-not-known' })
  })

  it('a frozen roll requires reading only one small part for one person', async () => {
    const seen = system.aws.calls.length
    await system.ask('markPaperVoter', {
      params: { electionId, wardCode: 'heijplaat' },
      at: polling,
      body: { person: 'pheijplaat600' },
    })
    const reads = system.aws.calls
      .slice(seen)
      .filter(({ service, operation }) => service === 's3' && operation === 'GET')
    expect(reads).toHaveLength(1)
  })

  it('a frozen roll can be corrected with a reason: struck, added, moved', async () => {
    const correct = (name: string, correction: object, at: string = rollMoments.day) =>
      system.onRoll('correctRoll', electionId, { person: name, correction }, at)
    expect((await correct('ppernis1', { change: 'strike', reason: 'died' })).status).toBe(200)
    expect((await mine(electionId, 'ppernis1')).body).toMatchObject({ code: 'not-on-roll' })
    expect((await correct('ppernis1', { change: 'strike', reason: 'died' })).body).toMatchObject({
      code: 'person-not-on-roll',
    })
    await correct('new', { change: 'add', reason: 'left-out-by-mistake', wardCode: 'pernis' })
    await correct('ppernis2', { change: 'move', reason: 'entered-in-wrong-ward', wardCode: 'heijplaat' })
    expect((await mine(electionId, 'ppernis2')).body).toMatchObject({ wardCode: 'heijplaat', correctedBy: 3 })
    expect((await mine(electionId, 'new')).body).toMatchObject({ wardCode: 'pernis', correctedBy: 2 })
    expect(
      (await correct('new', { change: 'add', reason: 'left-out-by-mistake', wardCode: 'pernis' })).body,
    ).toMatchObject({
      code: 'person-on-roll-already',
    })
    const none = { change: 'add', reason: 'left-out-by-mistake', wardCode: 'charlois' }
    expect((await correct('other', none)).body).toMatchObject({ code: 'ward-not-on-roll' })
    expect((await correct('other', none, '2026-03-18T20:00:00Z')).body).toMatchObject({ code: 'polling-closed' })
    const { electorates, corrections } = await system.publicRoll(electionId)
    expect(corrections).toBe(3)
    expect(electorates).toEqual([
      { wardCode: 'heijplaat', frozen: 700, current: 701, joined: 1 },
      { wardCode: 'pernis', frozen: 20, current: 19, joined: 1 },
    ])
    const listed = await system.ask('listRollCorrections', { params: { electionId } })
    expect(listed.body).toMatchObject({
      items: [
        { number: 1, change: 'strike', reason: 'died', from: 'pernis' },
        { number: 2, change: 'add', to: 'pernis' },
        { number: 3, change: 'move', from: 'pernis', to: 'heijplaat' },
      ],
    })
    expect(JSON.stringify(listed.body)).not.toMatch(/[0-9a-f]{64}/)
  })

  it('a frozen roll marks each voter once, whoever asks and however many requests run in parallel', async () => {
    const mark = (name: string, wardCode = 'heijplaat', more: object = {}) =>
      system.ask('markPaperVoter', { params: { electionId, wardCode }, at: polling, body: { person: name }, ...more })
    const tries = await Promise.all(Array.from({ length: 12 }, () => mark('pheijplaat5')))
    expect(tries.filter(({ status }) => status === 204)).toHaveLength(1)
    expect(tries.find(({ status }) => status !== 204)?.body).toMatchObject({ code: 'has-voted' })
    const key = { idempotencyKey: 'same-request' }
    expect((await mark('pheijplaat6', 'heijplaat', key)).status).toBe(204)
    expect((await mark('pheijplaat6', 'heijplaat', key)).status).toBe(204)
    expect((await mark('pheijplaat6')).body).toMatchObject({ code: 'has-voted' })
    expect((await mark('ppernis9')).body).toMatchObject({ code: 'person-of-other-ward' })
    expect((await mark('nobody')).body).toMatchObject({ code: 'person-not-on-roll' })
    expect((await mark('pheijplaat9', 'heijplaat', { at: '2026-03-18T20:00:00Z' })).body).toMatchObject({
      code: 'polling-not-open',
    })
    const marks = JSON.stringify(await itemsUnder(system.table, `ROLL#${electionId}#MARKS`))
    expect(marks).not.toMatch(/pheijplaat|heijplaat/)
  })
})
