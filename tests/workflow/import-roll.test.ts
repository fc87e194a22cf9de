// From the register's file to the frozen roll and the marks on it, through the handlers and the state machine.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { enveloped, event } from '../../events/envelope.ts'
import { rollFrozen, rollImportStarted } from '../../events/roll.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import { ElectionId } from '../../shared/kernel/ids.ts'
import { wardProved } from '../../shared/roll/frozen/shards.ts'
import { MyRollEntry, PublicRoll } from '../../shared/roll/operations.ts'
import { fileOf, line, rollMoments, sha256Of, startRolls } from '../support/builders/elections/roll-api.ts'
import { itemsUnder, scan } from '../support/builders/voting/voting.ts'
import type { Persona } from '../support/services/http-event.ts'

let system: Awaited<ReturnType<typeof startRolls>>
beforeAll(async () => {
  system = await startRolls()
})
beforeEach(() => {
  system.ran.length = 0
  system.faults.clear()
})
afterAll(() => system.stop())

const some = (count: number, ward = 'heijplaat') => Array.from({ length: count }, (_, n) => line(`p${ward}${n}`, ward))
const person = (pseudonym: string): Persona => ({ sub: `account-of-${pseudonym}`, pseudonym })
const mine = (electionId: string, pseudonym: string) =>
  system.ask('getMyRollEntry', { params: { electionId }, by: person(pseudonym) })
const publicRoll = async (electionId: string) =>
  PublicRoll.parse((await system.ask('getRoll', { params: { electionId } })).body)
const polling = rollMoments.polling

describe('opening a roll', () => {
  it('is not possible before the reference day of the municipal election, or after the polls have opened', async () => {
    const electionId = await system.planned()
    const open = (at: string) => system.ask('openRoll', { params: { electionId }, at })
    expect((await open('2026-02-01T22:59:59Z')).body).toMatchObject({ code: 'before-reference-day' })
    expect((await open(polling)).body).toMatchObject({ code: 'polling-opened' })
    expect((await open('2026-02-01T23:00:00Z')).status).toBe(201)
    // A second request, by another official, returns the existing roll.
    expect((await open(rollMoments.day)).status).toBe(201)
    expect(await itemsUnder(system.table, `ROLLKEY#${electionId}`)).toHaveLength(1)
  })
})

describe('the import of a register', () => {
  it('freezes the voters by ward, and deletes the file', async () => {
    const electionId = await system.opened()
    const roll = await system.imported(electionId, fileOf([...some(1_200), ...some(3, 'pernis')]))
    expect(roll).toMatchObject({ status: 'frozen', problems: { total: 0, listed: [] } })
    expect(system.ran).toEqual(['ReadRegister', 'CheckVoters', 'FreezeRoll'])
    expect(await publicRoll(electionId)).toMatchObject({
      shards: 4,
      corrections: 0,
      electorates: [
        { wardCode: 'heijplaat', frozen: 1_200, current: 1_200 },
        { wardCode: 'pernis', frozen: 3, current: 3 },
      ],
    })
    expect([...(await system.objectsUnder('uploads')), ...(await system.objectsUnder('work'))]).toEqual([])
    expect(await system.objectsUnder(`rolls/${electionId}`)).toHaveLength(5)
  })

  it('stores no pseudonyms, birth dates or items for single persons', async () => {
    const electionId = await system.opened()
    const before = (await scan(system.table)).length
    await system.imported(electionId, fileOf(some(300)))
    const kept = await scan(system.table)
    expect(kept.length - before).toBeLessThan(6)
    const everything =
      JSON.stringify(kept) + [...system.aws.objects.values()].map((each) => each.toString('latin1')).join()
    expect(everything).not.toMatch(/pheijplaat\d|1980-05-17/)
  })

  it('imports nothing if any line is wrong, and reports the numbers of wrong lines', async () => {
    const electionId = await system.opened()
    const wrong = [...some(10), line('young', 'pernis', '2015-01-01'), line('x', 'elsewhere'), line('pheijplaat3')]
    const roll = await system.imported(electionId, fileOf(wrong))
    expect(roll).toMatchObject({ status: 'rejected', because: 'lines-wrong' })
    // Invalid lines are reported first. Duplicates are looked for only in a file whose lines are all valid.
    expect(roll.problems).toEqual({
      total: 2,
      listed: [
        { line: 12, code: 'too-young' },
        { line: 13, code: 'ward-not-in-election' },
      ],
    })
    expect(await system.objectsUnder(`rolls/${electionId}`)).toEqual([])
    expect((await system.ask('getRoll', { params: { electionId } })).body).toMatchObject({ code: 'roll-not-frozen' })
  })

  it('reports persons who occur twice, with both lines, and can be repeated with a better file', async () => {
    const electionId = await system.opened()
    const roll = await system.imported(
      electionId,
      fileOf([...some(5), line('pheijplaat2', 'pernis'), line('pheijplaat4')]),
    )
    expect(roll.problems?.listed).toEqual([
      { line: 7, code: 'person-in-two-wards', otherLine: 4 },
      { line: 8, code: 'person-twice', otherLine: 6 },
    ])
    expect(await system.imported(electionId, fileOf(some(5)))).toMatchObject({ status: 'frozen' })
  })

  it('leaves out wrong lines if requested, and still reports them', async () => {
    const electionId = await system.opened()
    const lines = [
      ...some(5),
      line('young', 'pernis', '2015-01-01'),
      line('pheijplaat1'),
      line('pheijplaat2', 'pernis'),
    ]
    const roll = await system.imported(electionId, fileOf(lines), true)
    expect(roll).toMatchObject({ status: 'frozen', problems: { total: 3 } })
    // A person who occurs twice in one ward is on the roll once. A person who occurs in two wards is left out.
    expect((await publicRoll(electionId)).electorates.map(({ frozen }) => frozen)).toEqual([4, 0])
  })

  it.each([
    ['nobody in it', fileOf([]), 'nobody-in-it'],
    ['another first line', Buffer.from('naam;wijk\nJansen;pernis\n'), 'header-wrong'],
    ['nothing at all', Buffer.from('\n'), 'header-wrong'],
  ])('rejects a file with %s', async (_, bytes, because) => {
    const electionId = await system.opened()
    expect(await system.imported(electionId, bytes)).toMatchObject({ status: 'rejected', because })
  })

  it('accepts only the announced file, not a truncated, different or second one', async () => {
    const electionId = await system.opened()
    const bytes = fileOf(some(5))
    await system.announced(electionId, bytes)
    expect(await system.sent(electionId, bytes.subarray(0, 60))).toBe(400)
    expect(await system.sent(electionId, fileOf(some(6)))).toBe(400)
    expect(await system.sent(electionId, bytes)).toBe(200)
    expect(await system.sent(electionId, bytes)).toBe(412)
    // The import checks the file again, although the store accepted it.
    system.aws.objects.set(`register/uploads/${electionId}/1`, bytes.subarray(0, 60))
    await system.onRoll('importRoll', electionId, {})
    await system.run(electionId)
    expect((await system.importOf(electionId)).roll).toMatchObject({
      status: 'rejected',
      because: 'file-not-as-announced',
    })
  })

  it('reports that no file was uploaded', async () => {
    const electionId = await system.opened()
    await system.announced(electionId, fileOf(some(5)))
    await system.onRoll('importRoll', electionId, {})
    await system.run(electionId)
    expect((await system.importOf(electionId)).roll).toMatchObject({ because: 'file-missing' })
  })

  it('accepts no second file during an import or after the roll is frozen', async () => {
    const electionId = await system.opened()
    expect((await system.onRoll('importRoll', electionId, {})).body).toMatchObject({ code: 'no-file-announced' })
    const bytes = fileOf(some(5))
    await system.announced(electionId, bytes)
    await system.sent(electionId, bytes)
    const { version } = await system.importOf(electionId)
    const both = await Promise.all(
      [1, 2].map(() => system.ask('importRoll', { params: { electionId }, ifMatch: version, body: {} })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412])
    expect((await system.announced(electionId, bytes)).body).toMatchObject({ code: 'roll-takes-no-file' })
    await system.run(electionId)
    expect((await system.announced(electionId, bytes)).body).toMatchObject({ code: 'roll-takes-no-file' })
  })

  it('that runs twice in parallel, or again afterwards, gives the same roll and one event', async () => {
    const electionId = await system.opened()
    const bytes = fileOf(some(40))
    await system.announced(electionId, bytes)
    await system.sent(electionId, bytes)
    await system.onRoll('importRoll', electionId, {})
    await system.run(electionId)
    const roll = await publicRoll(electionId)
    const objects = new Map(system.aws.objects)
    await system.run(electionId)
    expect(await publicRoll(electionId)).toEqual(roll)
    expect(new Map(system.aws.objects)).toEqual(objects)
    const published = (await itemsUnder(system.table, 'OUTBOX#')).filter(
      ({ type, detail }) => type === rollFrozen.type && String(detail).includes(electionId),
    )
    expect(published).toHaveLength(1)
  })

  it.each(['ReadRegister', 'CheckVoters', 'FreezeRoll'] as const)(
    'that fails permanently in %s reports it, and accepts another file',
    async (step) => {
      const electionId = await system.opened()
      const bytes = fileOf(some(5))
      await system.announced(electionId, bytes)
      await system.sent(electionId, bytes)
      await system.onRoll('importRoll', electionId, {})
      system.faults.add(step)
      await expect(system.run(electionId)).rejects.toThrow(/step failed for good/)
      expect((await system.importOf(electionId)).roll).toMatchObject({ status: 'rejected', because: 'stopped' })
      system.faults.clear()
      expect(await system.imported(electionId, bytes)).toMatchObject({ status: 'frozen' })
    },
  )

  it('shows its progress', async () => {
    const electionId = await system.opened()
    const bytes = fileOf(some(60_000))
    await system.announced(electionId, bytes)
    await system.sent(electionId, bytes)
    await system.onRoll('importRoll', electionId, {})
    await system.functions.steps.ReadRegister({ electionId, attempt: '1' }, {})
    const { progress } = (await system.importOf(electionId)).roll
    expect(progress?.step).toBe('reading')
    expect(progress?.lines).toBeGreaterThanOrEqual(50_000)
    expect(progress?.bytes).toBeLessThanOrEqual(bytes.length)
  })

  it('is started by its event, or by the sweeper if that was lost, but only once', async () => {
    const electionId = await system.opened()
    await system.announced(electionId, fileOf(some(5)))
    const names = () => [...system.aws.executions.keys()].filter((name) => name.includes(electionId))
    expect((await system.onRoll('importRoll', electionId, {})).status).toBe(200)
    const started = event(rollImportStarted, `elections/${electionId}/roll`, {
      electionId: ElectionId.parse(electionId),
      attempt: 1,
    })
    const detail = enveloped(started, Instant.parse('2026-02-03T09:00:00.000Z'))
    await system.functions.startImport({ detail }, {})
    await system.functions.startImport({ detail }, {})
    await system.functions.sweepImports({}, {})
    expect(names()).toHaveLength(1)
  })
})

describe('a frozen roll', () => {
  let electionId: string
  beforeAll(async () => {
    electionId = await system.opened()
    await system.imported(electionId, fileOf([...some(700), ...some(20, 'pernis')]))
  })

  it('shows the persons on it that they are, and shows it to nobody else', async () => {
    const { body } = await mine(electionId, 'ppernis7')
    const { wardCode, proof } = MyRollEntry.parse(body)
    const { root } = await publicRoll(electionId)
    expect(wardCode).toBe('pernis')
    expect(proof && wardProved(proof, 'ppernis7', root)).toBe('pernis')
    expect((await mine(electionId, 'nobody')).body).toMatchObject({ code: 'not-on-roll' })
    const without = await system.ask('getMyRollEntry', { params: { electionId }, by: { sub: 'ppernis7' } })
    expect(without.body).toMatchObject({ code: 'person-not-known' })
  })

  it('requires reading only one small part for one person', async () => {
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

  it('can be corrected with a reason: struck, added, moved', async () => {
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
    const { electorates, corrections } = await publicRoll(electionId)
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

  it('marks each voter once, whoever asks and however many requests run in parallel', async () => {
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

it('an announced file must have a hexadecimal digest and at most 64 MiB', async () => {
  const electionId = await system.opened()
  const sha256 = sha256Of(Buffer.from('x'))
  const over = await system.onRoll('announceRollFile', electionId, { sha256, bytes: 64 * 1024 * 1024 + 1 })
  expect(over.status).toBe(400)
  expect((await system.onRoll('announceRollFile', electionId, { sha256: 'x', bytes: 1 })).status).toBe(400)
})
