// An election as files, through the handlers, on the real engine: EML_NL checked against the official schemas, and tables.
import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { drawnWard, enteredStation, establishedWard, formOf } from '../support/builders/elections/counted-ward.ts'
import { moments, startElections } from '../support/builders/elections/election-api.ts'
import { schemaErrors } from '../support/readers/eml-schemas.ts'

let system: Awaited<ReturnType<typeof startElections>>
let electionId: string
let ids: readonly string[]
const ward = 'heijplaat'
const params = () => ({ electionId, wardCode: ward })
const eml = (message: string, more: object = {}) =>
  system.ask('exportContestEml', { params: { ...params(), message }, ...more })
const table = async (name: string, query = {}) =>
  String((await system.ask('exportElectionTable', { params: { electionId, table: name }, query })).body)
const rows = (csv: string) => csv.split('\r\n').filter((line) => line !== '')

beforeAll(async () => {
  system = await startElections()
  electionId = await system.planned(['heijplaat', 'pernis'])
  await system.nominated(electionId, ward, 'evil', {
    ballotName: '=HYPERLINK("http://x")',
    text: 'Eerste regel,\nmet een "komma".',
    designation: { kind: 'association', name: '@Bewoners', evidence: 'Zie de brief.' },
  })
})

describe('before there is a result', () => {
  it('before there is a result nothing is exported, and the answer says why', async () => {
    const early = await eml('candidate-lists')
    expect(early).toMatchObject({ status: 404, body: { code: 'list-not-found' } })
    expect(rows(await table('candidates'))).toHaveLength(1)
  })
})

describe('an established ward', () => {
  beforeAll(async () => {
    const open = await startElections()
    // A separate election, so that the one above stays unchanged.
    system = open
    electionId = await system.planned(['heijplaat', 'pernis'])
    ids = await drawnWard(system, electionId, ward)
    expect(await eml('count')).toMatchObject({ body: { code: 'result-not-established' } })
    await enteredStation(system, { ...params(), station: 'SB1' }, formOf(ids, [50, 40, 30, 20, 10, 9, 8, 7, 0]))
    await enteredStation(system, { ...params(), station: 'SB12' }, formOf(ids, [1, 2, 3, 4, 5, 5, 4, 2, 1]))
    expect((await establishedWard(system, params())).body).toMatchObject({ status: 'established' })
  })

  it.each([
    ['candidate-lists', '230b'],
    ['count', '510b'],
    ['result', '520'],
  ] as const)(
    'an established ward is exported as %s, valid against the official schema, with a digest and an ETag',
    async (message, id) => {
      const answer = await eml(message)
      const text = String(answer.body)
      expect(answer.headers).toMatchObject({
        'content-type': 'text/xml; charset=utf-8',
        'content-digest': `sha-256=:${createHash('sha256').update(text).digest('base64')}:`,
        'content-disposition': expect.stringMatching(
          /^attachment; filename="[A-Za-z]+_GC20260318_Heijplaat\.eml\.xml"$/,
        ),
      })
      expect(await schemaErrors(id, text)).toEqual([])
      expect(text).toContain('<ElectionCategory>GC</ElectionCategory>')
      expect(text).toContain('<ContestIdentifier Id="1">')
      expect(text).not.toContain('<Votes>0</Votes>')
      const again = await eml(message, { headers: { 'if-none-match': answer.headers.etag ?? '' } })
      expect(again.status).toBe(304)
      expect((await eml(message)).body).toBe(text)
    },
  )

  it('an established ward keeps the list of each session unchanged, and answers 404 for a session that was not held', async () => {
    expect((await eml('candidate-lists', { query: { session: 1 } })).status).toBe(200)
    expect((await eml('candidate-lists', { query: { session: 2 } })).body).toMatchObject({ code: 'list-not-found' })
  })

  it('an established ward is part of the city’s count only when every ward has its result', async () => {
    const city = () => system.ask('exportElectionEml', { params: { electionId } })
    expect((await city()).body).toMatchObject({ code: 'results-not-complete', facts: { wards: 'pernis' } })
    const other = await drawnWard(system, electionId, 'pernis')
    const pernis = { electionId, wardCode: 'pernis' }
    await enteredStation(system, { ...pernis, station: 'SB2' }, formOf(other, [9, 8, 7, 6, 5, 4, 3, 2, 1]))
    await establishedWard(system, pernis)
    const answer = await city()
    const text = String(answer.body)
    expect(await schemaErrors('510b', text)).toEqual([])
    expect(text).toContain('Id="GC20260318_Rotterdam"')
    expect([...text.matchAll(/<ContestIdentifier Id="(\d+)">/g)].map(([, number]) => number)).toEqual(['1', '2'])
  })

  it('an established ward is in the tables: a header, a row for each item, CRLF', async () => {
    const counts = rows(await table('counts', { wardCode: ward }))
    expect(counts[0]).toBe('election,ward,station,stationName,cell,candidate,ballotName,number')
    expect(counts).toContain(`${electionId},heijplaat,SB1,Stembureau SB1,votes,${ids[0]},A. de Vries,50`)
    expect(counts).toContain(`${electionId},heijplaat,SB12,Stembureau SB12,blank,,,1`)
    expect(rows(await table('totals', { wardCode: ward }))).toContain(
      `${electionId},heijplaat,votes,${ids[0]},A. de Vries,51`,
    )
    const results = rows(await table('results', { wardCode: ward }))
    expect(results).toHaveLength(10)
    expect(results[1]).toMatch(new RegExp(`^${electionId},heijplaat,${ids[0]},A. de Vries,1,,51,yes,1,7,0,22\\.78,`))
    expect(results[8]).toContain(',no,1,')
    expect(rows(await table('seats', { wardCode: ward }))).toHaveLength(8)
    expect((await table('seats')).endsWith('\r\n')).toBe(true)
    const unknown = await system.ask('exportElectionTable', {
      params: { electionId, table: 'seats' },
      query: { wardCode: 'bloemhof' },
    })
    expect(unknown.body).toMatchObject({ code: 'contest-not-found' })
  })

  it('an established ward never gives a spreadsheet a formula or a broken row', async () => {
    const another = await system.planned([ward])
    const id = await system.nominated(another, ward, 'evil', {
      ballotName: '=HYPERLINK("http://x")',
      text: 'Eerste regel,\nmet een "komma".',
      designation: { kind: 'association', name: '@Bewoners', evidence: 'Zie de brief.' },
    })
    await system.onContest('openSession', another, ward, moments.session, {})
    await system.judge(another, ward, id, { outcome: 'valid', isDesignationProved: true }, 1)
    await system.onContest('closeSession', another, ward, moments.session)
    const draw = { who: 'Centraal stembureau', when: '2026-01-30T10:30:00+01:00', seed: '3 1 6' }
    await system.onContest('drawBallotOrder', another, ward, moments.lot, draw)
    const answer = await system.ask('exportElectionTable', { params: { electionId: another, table: 'candidates' } })
    const [, row, ...rest] = rows(String(answer.body))
    expect(rest).toEqual([])
    expect(row).toBe(
      `${another},heijplaat,1,1,'@Bewoners,1,${id},"'=HYPERLINK(""http://x"")",association,'@Bewoners,"Eerste regel, met een ""komma""."`,
    )
  })
})
