// A polling station's file from counting software as one of its two entries, through the handlers, on the real engine.
import { beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import type { Cells } from '../../shared/elections/count/cells.ts'
import { count510a } from '../../shared/elections/eml/count.ts'
import { xmlDocument } from '../../shared/elections/eml/xml.ts'
import { Instant, LocalDate } from '../../shared/kernel/clock.ts'
import {
  anna,
  bram,
  coordinator,
  drawnWard,
  establishedWard,
  evening,
  formOf,
  later,
  versionOf,
} from '../support/builders/elections/counted-ward.ts'
import { startElections } from '../support/builders/elections/election-api.ts'
import type { HttpInput, Persona } from '../support/services/http-event.ts'

let system: Awaited<ReturnType<typeof startElections>>
beforeAll(async () => {
  system = await startElections()
})

const votes = [50, 40, 30, 20, 10, 9, 8, 7, 6]
const wardCode = 'heijplaat'

/** A ward that counts station SB1, and the file that counting software writes for that station. */
const counting = async () => {
  const electionId = await system.planned()
  const ids = await drawnWard(system, electionId, wardCode)
  const params = { electionId, wardCode, station: 'SB1' }
  const body = { station: 'SB1', name: 'De Heij' }
  await system.ask('addStation', { params: { electionId, wardCode }, at: evening, body })
  const fileOf = (cells: Cells, station = 'SB1', wardName = 'Heijplaat', number = 1) => {
    const lists = ids.map((id) => ({ name: '', candidates: [{ id, ballotName: 'A', locality: 'Rotterdam' }] }))
    const contest = {
      ...{ wardName, number, lists },
      pollingOn: LocalDate.parse('2026-03-18'),
      nominationOn: LocalDate.parse('2026-01-19'),
      createdAt: Instant.parse('2026-03-18T20:00:00.000Z'),
    }
    return xmlDocument(count510a(contest, { station, name: 'De Heij', cells }))
  }
  const cells = formOf(ids, votes)
  const step = async (
    name: 'claimEntry' | 'finishEntry' | 'importEntry' | 'leaveEntry' | 'settleEntries',
    by: Persona,
    body?: object,
    more: Partial<HttpInput> = {},
  ) => {
    const answered = await system.ask(name, {
      ...{ params, by, at: evening },
      ...(name === 'importEntry' ? {} : { ifMatch: version }),
      ...(body && { body }),
      ...more,
    })
    if (answered.status === 200) version = versionOf(answered)
    return answered
  }
  let version = 1
  return { electionId, params, cells, fileOf, step, file: fileOf(cells) }
}

it('a file is the first entry of the person who hands it in, and somebody else types the second one from the paper', async () => {
  const { step, file, cells, electionId } = await counting()
  expect((await step('importEntry', anna, { file })).body).toMatchObject({ code: 'entry-not-open' })
  await step('claimEntry', anna)
  const imported = await step('importEntry', anna, { file })
  expect(imported.body).toMatchObject({ status: 'first-final', imported: { entry: 'first' } })
  expect((await step('claimEntry', anna)).body).toMatchObject({ code: 'same-typist' })
  await step('claimEntry', bram)
  // The file has no cards of young voters and no tick boxes: they are only on paper.
  const typed = { ...cells, youngCards: 4 }
  expect((await step('finishEntry', bram, { cells: typed })).body).toMatchObject({ status: 'definitive' })
  await establishedWard(system, { electionId, wardCode })
  const { body } = await system.ask('getElectionResult', { params: { electionId, wardCode } })
  expect(body).toMatchObject({ total: { youngCards: 4, admitted: cells.admitted } })
  const message = { electionId, wardCode, message: 'count' }
  const exported = await system.ask('exportContestEml', { params: message, query: { station: 'SB1' }, at: later })
  expect(String(exported.body)).toContain('Id="510a"')
  const none = await system.ask('exportContestEml', { params: message, query: { station: 'SB2' }, at: later })
  expect(none.body).toMatchObject({ code: 'station-not-found' })
})

it('a file is the second entry if the first one was typed, and a difference goes to the coordinator', async () => {
  const { step, file, fileOf, cells } = await counting()
  await step('claimEntry', anna)
  await step('finishEntry', anna, { cells: { ...cells, youngCards: 4 } })
  await step('claimEntry', bram)
  const [first = '', second = ''] = Object.keys(cells).filter((name) => name.startsWith('votes:'))
  const other = fileOf({ ...cells, [first]: 49, [second]: 41 })
  const different = await step('importEntry', bram, { file: other })
  expect(different.body).toMatchObject({
    status: 'different',
    differing: [first, second],
    imported: { entry: 'second' },
  })
  expect((await step('importEntry', bram, { file })).body).toMatchObject({ code: 'another-file-stands' })
  await step('settleEntries', coordinator, { action: 'keep', which: 'second' })
  // The file has become the first entry, so the new second entry must be typed.
  await step('claimEntry', anna)
  expect((await step('importEntry', anna, { file })).body).toMatchObject({ code: 'file-beside-file' })
  const corrected = { ...cells, [first]: 49, [second]: 41 }
  expect((await step('finishEntry', anna, { cells: corrected })).body).toMatchObject({ status: 'definitive' })
})

it('the same file again changes nothing and gets the same answer; another file gets a conflict', async () => {
  const { step, file, fileOf, cells } = await counting()
  await step('claimEntry', anna)
  const both = await Promise.all([step('importEntry', anna, { file }), step('importEntry', anna, { file })])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  const [one, two] = both
  expect(two?.body).toEqual(one?.body)
  expect(two?.headers.etag).toBe(one?.headers.etag)
  const again = await step('importEntry', bram, { file })
  expect([again.body, again.headers.etag]).toEqual([one?.body, one?.headers.etag])
  const another = await step('importEntry', anna, { file: fileOf({ ...cells, electorate: 901 }) })
  const { imported } = z.object({ imported: z.object({ digest: z.string() }) }).parse(one?.body)
  expect(another.body).toMatchObject({
    code: 'another-file-stands',
    facts: { file: imported.digest, status: 'first-final' },
  })
  await step('settleEntries', coordinator, { action: 'discard' })
  await step('claimEntry', bram)
  expect((await step('importEntry', bram, { file })).body).toMatchObject({ status: 'first-final' })
})

it('a file of another ward or election is refused by its name, and nothing of a file with errors is stored', async () => {
  const { step, file, fileOf, cells } = await counting()
  await step('claimEntry', anna)
  const pernis = await step('importEntry', anna, { file: fileOf(cells, 'SB1', 'Pernis', 2) })
  expect(pernis.body).toMatchObject({
    code: 'file-of-another-ward',
    facts: { inFile: 'Wijkraad Pernis 2026 (GC20260318_Pernis)', ward: 'Heijplaat (GC20260318_Heijplaat)' },
  })
  const before = await step('importEntry', anna, { file: file.replaceAll('2026-03-18', '2022-03-16') })
  expect(before.body).toMatchObject({ code: 'file-of-another-election' })
  const broken = await step('importEntry', anna, { file: file.replace('</Contest>', '') })
  expect(broken.body).toMatchObject({
    code: 'file-unreadable',
    errors: [{ pointer: '/file', detail: expect.stringMatching(/^Regel \d+, XML: /) }],
  })
  const wrong = await step('importEntry', anna, { file: fileOf({ ...cells, admitted: 999 }) })
  expect(wrong.body).toMatchObject({ code: 'entry-has-errors' })
  const blank = { ...cells, blank: 60, cast: (cells.cast ?? 0) + 59, admitted: (cells.admitted ?? 0) + 59 }
  const unusual = fileOf({ ...blank, pollingCards: blank.admitted })
  expect((await step('importEntry', anna, { file: unusual })).body).toMatchObject({ code: 'warnings-not-handled' })
  expect((await step('leaveEntry', anna)).body).toMatchObject({ status: 'empty' })
  await step('claimEntry', bram)
  expect((await step('importEntry', anna, { file })).body).toMatchObject({ code: 'entry-of-another' })
  const handled = [{ code: 'WZ.W.201', explanation: 'Nageteld: het zijn er 60.' }]
  expect((await step('importEntry', bram, { file: unusual, handled })).body).toMatchObject({ status: 'first-final' })
})
