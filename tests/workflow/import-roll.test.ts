// From the register's file to the frozen roll, through the handlers and the state machine.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { enveloped, event } from '../../events/envelope.ts'
import { rollFrozen, rollImportStarted } from '../../events/roll.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import { ElectionId } from '../../shared/kernel/ids.ts'
import { fileOf, line, linesOf, rollMoments, sha256Of, startRolls } from '../support/builders/elections/roll-api.ts'
import { itemsUnder, scan } from '../support/builders/voting/voting.ts'

let system: Awaited<ReturnType<typeof startRolls>>
beforeAll(async () => {
  system = await startRolls()
})
beforeEach(() => {
  system.ran.length = 0
  system.faults.clear()
})
afterAll(() => system.stop())

describe('opening a roll', () => {
  it('opening a roll is not possible before the reference day of the municipal election, or after the polls have opened', async () => {
    const electionId = await system.planned()
    const open = (at: string) => system.ask('openRoll', { params: { electionId }, at })
    expect((await open('2026-02-01T22:59:59Z')).body).toMatchObject({ code: 'before-reference-day' })
    expect((await open(rollMoments.polling)).body).toMatchObject({ code: 'polling-opened' })
    expect((await open('2026-02-01T23:00:00Z')).status).toBe(201)
    // A second request, by another official, returns the existing roll.
    expect((await open(rollMoments.day)).status).toBe(201)
    expect(await itemsUnder(system.table, `ROLLKEY#${electionId}`)).toHaveLength(1)
  })
})

describe('the import of a register', () => {
  it('the import of a register freezes the voters by ward, and deletes the file', async () => {
    const electionId = await system.opened()
    const roll = await system.imported(electionId, fileOf([...linesOf(1_200), ...linesOf(3, 'pernis')]))
    expect(roll).toMatchObject({ status: 'frozen', problems: { total: 0, listed: [] } })
    expect(system.ran).toEqual(['ReadRegister', 'CheckVoters', 'FreezeRoll'])
    expect(await system.publicRoll(electionId)).toMatchObject({
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

  it('the import of a register stores no pseudonyms, birth dates or items for single persons', async () => {
    const electionId = await system.opened()
    const before = (await scan(system.table)).length
    await system.imported(electionId, fileOf(linesOf(300)))
    const kept = await scan(system.table)
    expect(kept.length - before).toBeLessThan(6)
    const everything =
      JSON.stringify(kept) + [...system.aws.objects.values()].map((each) => each.toString('latin1')).join()
    expect(everything).not.toMatch(/pheijplaat\d|1980-05-17/)
  })

  it('the import of a register imports nothing if any line is wrong, and reports the numbers of wrong lines', async () => {
    const electionId = await system.opened()
    const wrong = [...linesOf(10), line('young', 'pernis', '2015-01-01'), line('x', 'elsewhere'), line('pheijplaat3')]
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

  it('the import of a register reports persons who occur twice, with both lines, and can be repeated with a better file', async () => {
    const electionId = await system.opened()
    const roll = await system.imported(
      electionId,
      fileOf([...linesOf(5), line('pheijplaat2', 'pernis'), line('pheijplaat4')]),
    )
    expect(roll.problems?.listed).toEqual([
      { line: 7, code: 'person-in-two-wards', otherLine: 4 },
      { line: 8, code: 'person-twice', otherLine: 6 },
    ])
    expect(await system.imported(electionId, fileOf(linesOf(5)))).toMatchObject({ status: 'frozen' })
  })

  it('the import of a register leaves out wrong lines if requested, and still reports them', async () => {
    const electionId = await system.opened()
    const lines = [
      ...linesOf(5),
      line('young', 'pernis', '2015-01-01'),
      line('pheijplaat1'),
      line('pheijplaat2', 'pernis'),
    ]
    const roll = await system.imported(electionId, fileOf(lines), true)
    expect(roll).toMatchObject({ status: 'frozen', problems: { total: 3 } })
    // A person who occurs twice in one ward is on the roll once. A person who occurs in two wards is left out.
    expect((await system.publicRoll(electionId)).electorates.map(({ frozen }) => frozen)).toEqual([4, 0])
  })

  it.each([
    ['nobody in it', fileOf([]), 'nobody-in-it'],
    ['another first line', Buffer.from('naam;wijk\nJansen;pernis\n'), 'header-wrong'],
    ['nothing at all', Buffer.from('\n'), 'header-wrong'],
  ])('the import of a register rejects a file with %s', async (_, bytes, because) => {
    const electionId = await system.opened()
    expect(await system.imported(electionId, bytes)).toMatchObject({ status: 'rejected', because })
  })

  it('the import of a register accepts only the announced file, not a truncated, different or second one', async () => {
    const electionId = await system.opened()
    const bytes = fileOf(linesOf(5))
    await system.announced(electionId, bytes)
    expect(await system.sent(electionId, bytes.subarray(0, 60))).toBe(400)
    expect(await system.sent(electionId, fileOf(linesOf(6)))).toBe(400)
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

  it('the import of a register reports that no file was uploaded', async () => {
    const electionId = await system.opened()
    await system.announced(electionId, fileOf(linesOf(5)))
    await system.onRoll('importRoll', electionId, {})
    await system.run(electionId)
    expect((await system.importOf(electionId)).roll).toMatchObject({ because: 'file-missing' })
  })

  it('the import of a register accepts no second file during an import or after the roll is frozen', async () => {
    const electionId = await system.opened()
    expect((await system.onRoll('importRoll', electionId, {})).body).toMatchObject({ code: 'no-file-announced' })
    const bytes = fileOf(linesOf(5))
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

  it('the import of a register that runs twice in parallel, or again afterwards, gives the same roll and one event', async () => {
    const electionId = await system.opened()
    const bytes = fileOf(linesOf(40))
    await system.announced(electionId, bytes)
    await system.sent(electionId, bytes)
    await system.onRoll('importRoll', electionId, {})
    await system.run(electionId)
    const roll = await system.publicRoll(electionId)
    const objects = new Map(system.aws.objects)
    await system.run(electionId)
    expect(await system.publicRoll(electionId)).toEqual(roll)
    expect(new Map(system.aws.objects)).toEqual(objects)
    const published = (await itemsUnder(system.table, 'OUTBOX#')).filter(
      ({ type, detail }) => type === rollFrozen.type && String(detail).includes(electionId),
    )
    expect(published).toHaveLength(1)
  })

  it.each(['ReadRegister', 'CheckVoters', 'FreezeRoll'] as const)(
    'the import of a register that fails permanently in %s reports it, and accepts another file',
    async (step) => {
      const electionId = await system.opened()
      const bytes = fileOf(linesOf(5))
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

  it('the import of a register shows its progress', async () => {
    const electionId = await system.opened()
    const bytes = fileOf(linesOf(60_000))
    await system.announced(electionId, bytes)
    await system.sent(electionId, bytes)
    await system.onRoll('importRoll', electionId, {})
    await system.functions.steps.ReadRegister({ electionId, attempt: '1' }, {})
    const { progress } = (await system.importOf(electionId)).roll
    expect(progress?.step).toBe('reading')
    expect(progress?.lines).toBeGreaterThanOrEqual(50_000)
    expect(progress?.bytes).toBeLessThanOrEqual(bytes.length)
  })

  it('the import of a register is started by its event, or by the sweeper if that was lost, but only once', async () => {
    const electionId = await system.opened()
    await system.announced(electionId, fileOf(linesOf(5)))
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

it('an announced file must have a hexadecimal digest and at most 64 MiB', async () => {
  const electionId = await system.opened()
  const sha256 = sha256Of(Buffer.from('x'))
  const over = await system.onRoll('announceRollFile', electionId, { sha256, bytes: 64 * 1024 * 1024 + 1 })
  expect(over.status).toBe(400)
  expect((await system.onRoll('announceRollFile', electionId, { sha256: 'x', bytes: 1 })).status).toBe(400)
})
