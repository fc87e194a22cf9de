import { afterAll, describe, expect, it } from 'vitest'
import { rulesOfRotterdam } from '../../../shared/elections/rules/rules-of-rotterdam.ts'
import { schemaErrors } from '../../support/readers/eml-schemas.ts'
import { served, wijkInDirectory } from '../cli-verify/run-wijk.ts'

const { wijk, write, remove } = wijkInDirectory()
afterAll(remove)

const personal = { method: 'personal', allAtZero: 'electable' }
const lists = {
  method: 'lists',
  averagesFromSeats: 19,
  remainderThresholdPercent: 75,
  absoluteMajority: true,
  preferencePercentBelow: 50,
  preferencePercentFrom: 25,
}
const alone = (votes: object) => Object.entries(votes).map(([id, each]) => ({ id, candidates: [{ id, votes: each }] }))
const count = (rules: object, seats: number, of: unknown, lots: unknown = []) =>
  JSON.stringify({ format: 'wijk-count/1', seats, rules, lists: of, lots })

describe('wijk seats', () => {
  it('wijk seats names who is elected and who is next in line', async () => {
    write('count.json', count(personal, 3, alone({ A: 50, B: 40, C: 40, D: 20 })))
    const { status, stdout } = await wijk('seats', 'count.json')
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'Elected (votes): A, B, C\nNext in line: D\n' })
  })

  it('wijk seats requires a lot if a tie matters, and accepts the one that was drawn', async () => {
    const tied = alone({ A: 50, B: 40, C: 30, D: 30, E: 10 })
    write('tied.json', count(personal, 3, tied))
    expect(await wijk('seats', 'tied.json')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('C, D, for 1'),
    })
    write('drawn.json', count(personal, 3, tied, [{ stage: 'seats', order: ['D', 'C'] }]))
    expect(await wijk('seats', 'drawn.json')).toMatchObject({ status: 0, stdout: expect.stringContaining('A, B, D') })
    write('needless.json', count(personal, 1, tied, [{ stage: 'seats', order: ['D', 'C'] }]))
    expect(await wijk('seats', 'needless.json')).toMatchObject({ status: 2, stderr: expect.stringContaining('no tie') })
  })

  it('wijk seats shows every step for lists of candidates, and seats that nobody can fill', async () => {
    write('lists.json', count(lists, 7, alone({ A: 500, B: 100, C: 100 })))
    const { stdout } = await wijk('seats', 'lists.json')
    expect(stdout).toContain('+5 list A: full-quota')
    expect(stdout).toContain('-4 list A: list-exhausted')
    expect(stdout).toContain('Seats that nobody can fill: 4')
  })

  it('wijk seats refuses an invalid count, and an id that occurs twice', async () => {
    write('no.json', '{"format":"wijk-count/1"}')
    write('no.txt', 'A 50')
    write('twice.json', count(personal, 1, [...alone({ A: 1 }), { id: 'B', candidates: [{ id: 'A', votes: 2 }] }]))
    expect(await wijk('seats', 'no.json')).toMatchObject({ status: 2, stderr: expect.stringContaining('/seats') })
    expect(await wijk('seats', 'no.txt')).toMatchObject({ status: 2, stderr: expect.stringContaining('no JSON') })
    expect(await wijk('seats', 'twice.json')).toMatchObject({ status: 2, stderr: expect.stringContaining('twice') })
  })
})

describe('wijk candidates', () => {
  const electionId = '0193c3c6-7a00-7000-8000-0000000000dd'
  const id = (last: string) => `0193c3c6-7a00-7000-8000-0000000000${last}`
  const [, rules] = rulesOfRotterdam
  const answers = (isDrawn: boolean): { readonly [path: string]: unknown } => ({
    [`/v1/elections/${electionId}`]: {
      id: electionId,
      name: { nl: 'Wijkraden', en: 'Ward councils' },
      phase: 'nominations-closed',
      calendar: {
        nominationOpensAt: '2026-01-05T08:00:00.000Z',
        nominationClosesAt: '2026-01-19T14:00:00.000Z',
        sessionOn: '2026-01-23',
        ballotLotOn: '2026-01-30',
        appealUntilOn: '2026-01-29',
        residencyOn: '2026-02-02',
        pollingOn: '2026-03-18',
        pollingOpensAt: '2026-03-18T06:30:00.000Z',
        pollingClosesAt: '2026-03-18T20:00:00.000Z',
        resultOn: '2026-03-25',
        termStartsOn: '2026-04-22',
      },
      rules,
      createdAt: '2025-12-01T09:00:00.000Z',
    },
    [`/v1/elections/${electionId}/contests`]: {
      items: ['pernis', 'heijplaat', 'bloemhof'].map((wardCode) => ({
        electionId,
        wardCode,
        status: 'listed',
        seats: 7,
      })),
    },
    [`/v1/elections/${electionId}/contests/heijplaat/candidates`]: {
      electionId,
      wardCode: 'heijplaat',
      session: 1,
      fixedAt: '2026-01-23T09:00:00.000Z',
      isCurrent: true,
      isDrawn,
      candidates: [
        { id: id('a1'), place: 1, ballotName: 'A.B. de Vries', text: 'Meer groen in de wijk.' },
        {
          id: id('a2'),
          place: 2,
          ballotName: 'Çağla Öztürk',
          text: 'Meer groen in de wijk.',
          designation: { kind: 'association', name: 'Bewoners & Co' },
        },
      ],
    },
    '/v1/wards/heijplaat': {
      code: 'heijplaat',
      name: 'Heijplaat',
      formerNames: [],
      area: 'Charlois',
      body: 'ward-council',
      seats: 7,
      seatsStatus: 'confirmed',
      neighbourhoods: ['Heijplaat'],
    },
  })
  const api = (isDrawn: boolean) =>
    served((path, response) => {
      response.setHeader('content-type', 'application/json')
      response.end(JSON.stringify(answers(isDrawn)[path]))
    })

  it('wijk candidates writes the published list in EML_NL, in drawn order, valid against the official schema', async () => {
    const { url, close } = await api(true)
    const { status, stdout } = await wijk('candidates', electionId, 'heijplaat', '--url', url)
    close()
    expect(status).toBe(0)
    expect(await schemaErrors('230b', stdout)).toEqual([])
    expect(stdout).toContain('GC20260318_Heijplaat')
    expect(stdout).toContain('<ContestIdentifier Id="2">')
    expect(stdout.indexOf('de Vries')).toBeLessThan(stdout.indexOf('Öztürk'))
  })

  it('wijk candidates refuses a list whose order was not drawn, and a malformed id', async () => {
    const { url, close } = await api(false)
    const early = await wijk('candidates', electionId, 'heijplaat', '--url', url)
    close()
    expect(early).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('drawn') })
    expect(await wijk('candidates', 'x', 'heijplaat')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('id'),
    })
  })
})
