import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cells, CountForm } from '../../../shared/elections/count/cells.ts'
import { totalOf } from '../../../shared/elections/count/totals.ts'
import { candidateLists230b } from '../../../shared/elections/eml/candidate-lists.ts'
import { type EmlContest, emlElectionId } from '../../../shared/elections/eml/contest.ts'
import { type CountedStation, count510b } from '../../../shared/elections/eml/count.ts'
import { objectionsToCount, objectionsToLists } from '../../../shared/elections/eml/own-checks.ts'
import { result520 } from '../../../shared/elections/eml/result.ts'
import { type XmlElement, xmlDocument } from '../../../shared/elections/eml/xml.ts'
import { Instant, LocalDate } from '../../../shared/kernel/clock.ts'
import { Line } from '../../../shared/kernel/text.ts'
import { wardsOfRotterdam } from '../../../shared/wards/wards-of-rotterdam.ts'
import { schemaErrors } from '../../support/readers/eml-schemas.ts'

const day = (text: string) => LocalDate.parse(text)
const person = (id: string, ballotName: string) => ({ id, ballotName, locality: 'Rotterdam' })
const contest: EmlContest = {
  wardName: 'Heijplaat',
  number: 13,
  pollingOn: day('2026-03-18'),
  nominationOn: day('2026-01-19'),
  createdAt: Instant.parse('2026-03-25T10:00:00.000Z'),
  lists: [
    { name: '', candidates: [person('a', 'A.B. de Vries')] },
    { name: 'Bewoners & Co <Heijplaat>', candidates: [person('b', 'Çağla Öztürk'), person('c', 'C. "Cor" Jansen')] },
  ],
}
const form: CountForm = { kind: 'persons', candidates: ['a', 'b', 'c'] }
const cells = (a: number, b: number, c: number): Cells => ({
  pollingCards: a + b + c + 3,
  proxies: 0,
  admitted: a + b + c + 3,
  'votes:a': a,
  'votes:b': b,
  'votes:c': c,
  candidateVotes: a + b + c,
  blank: 1,
  invalid: 2,
  cast: a + b + c + 3,
  electorate: 900,
})
const stations: readonly CountedStation[] = [
  { station: 'SB1', name: 'De Heij', cells: cells(120, 80, 0) },
  { station: 'SB12', name: 'Quarantaine', cells: cells(1, 2, 3) },
]
const total = totalOf(
  stations.map((each) => each.cells),
  form,
  1_800,
)
const count = count510b(contest, total, stations)
const lists = candidateLists230b(contest, day('2026-01-23'))

/** The same message with all elements changed by this function. */
const changed = (at: XmlElement, change: (element: XmlElement) => XmlElement): XmlElement => {
  const { content } = at
  return change(typeof content === 'string' ? at : { ...at, content: content.map((child) => changed(child, change)) })
}

describe('the exports in EML_NL', () => {
  it('the exports in EML_NL are valid against the official schemas', async () => {
    expect(await schemaErrors('230b', xmlDocument(lists))).toEqual([])
    expect(await schemaErrors('510b', xmlDocument(count))).toEqual([])
    const result = result520(contest, [
      { id: 'a', votes: 121, byOwnVotes: true },
      { id: 'c', votes: 0, byOwnVotes: false },
    ])
    expect(await schemaErrors('520', xmlDocument(result))).toEqual([])
    expect(xmlDocument(result)).not.toContain('<Votes>0</Votes>')
    expect(xmlDocument(result)).toContain('<Votes>121</Votes>')
  })

  it('the exports in EML_NL name the city, the stations and the contest as the schemas require it', async () => {
    const document = xmlDocument(count)
    expect(document).toContain('<ReportingUnitIdentifier Id="0599::SB1">')
    expect(document).toContain('Id="0599"')
    // Without its leading zero the code of the city is not valid, nor is the name of a ward as the number of a contest.
    expect(
      await schemaErrors('510b', document.replace('<AuthorityIdentifier Id="0599">', '<AuthorityIdentifier Id="599">')),
    ).not.toEqual([])
    expect(
      await schemaErrors(
        '510b',
        document.replace(/<ContestIdentifier Id="\d+">/, '<ContestIdentifier Id="heijplaat">'),
      ),
    ).not.toEqual([])
  })

  it('the exports in EML_NL are refused by the schemas if something is missing, so the schemas are really used', async () => {
    const without = xmlDocument(lists).replace(/<IssueDate>.*<\/IssueDate>/, '')
    expect(await schemaErrors('230b', without)).not.toEqual([])
    expect(await schemaErrors('510b', xmlDocument(count).replace('"blanco"', '"leeg"'))).not.toEqual([])
  })

  it('the exports in EML_NL are valid for each ward of the city, whose name becomes an id', async () => {
    const ids = wardsOfRotterdam.map(({ name }) => emlElectionId({ wardName: name, pollingOn: contest.pollingOn }))
    expect(new Set(ids).size).toBe(39)
    expect(ids.every((id) => /^GC20260318_[A-Za-z0-9_-]+$/.test(id))).toBe(true)
    const hard = "Het Lage Land, Prinsenland en 's-Gravenland"
    expect(ids).toContain('GC20260318_Het_Lage_Land_Prinsenland_en_s-Gravenland')
    const document = xmlDocument(candidateLists230b({ ...contest, wardName: hard }, day('2026-01-23')))
    expect(await schemaErrors('230b', document)).toEqual([])
  })

  it('the exports in EML_NL have separate initials, and escape texts that people write', () => {
    const document = xmlDocument(lists)
    expect(document).toContain('<xnl:NameLine NameType="Initials">A.B.</xnl:NameLine>')
    expect(document).toContain('<xnl:LastName>de Vries</xnl:LastName>')
    expect(document).toContain('<RegisteredName>Bewoners &amp; Co &lt;Heijplaat&gt;</RegisteredName>')
    expect(document).toContain('<RegisteredName/>')
  })

  it('the exports in EML_NL are valid for every name that the city accepts', async () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 2, maxLength: 40 })
      .filter((text) => Line(80, 2).safeParse(text).success)
    await fc.assert(
      fc.asyncProperty(name, async (text) => {
        const ballotName = Line(80, 2).parse(text)
        const strange = { ...contest, lists: [{ name: ballotName, candidates: [person('a', ballotName)] }] }
        expect(await schemaErrors('230b', xmlDocument(candidateLists230b(strange, day('2026-01-23'))))).toEqual([])
      }),
      { numRuns: 15 },
    )
  }, 30_000)
})

describe('our own checks of EML_NL', () => {
  const votes = (from: string, to: string) =>
    changed(count, (at) => (at.name === 'ValidVotes' && at.content === from ? { ...at, content: to } : at))

  it('our own checks of EML_NL find nothing in our exports', () => {
    expect(objectionsToCount(count)).toEqual([])
    expect(objectionsToLists(lists)).toEqual([])
  })

  it('our own checks of EML_NL find wrong sums, which the schema accepts', async () => {
    const wrong = votes('120', '119')
    expect(await schemaErrors('510b', xmlDocument(wrong))).toEqual([])
    expect(objectionsToCount(wrong).map(({ at, says }) => ({ at, says: says.en }))).toEqual([
      { at: '0599::SB1', says: 'the lists have 199 votes, TotalCounted says 200' },
      { at: 'total', says: 'Selection 1 is 121, the reporting units have 120' },
      { at: 'total', says: 'Selection 2 is 121, the reporting units have 120' },
    ])
  })

  it('our own checks of EML_NL find a reason that is given twice, and a station that is named twice', async () => {
    const twice = changed(count, (at) =>
      at.attributes.ReasonCode === 'blanco' ? { ...at, attributes: { ReasonCode: 'ongeldig' } } : at,
    )
    expect(await schemaErrors('510b', xmlDocument(twice))).toEqual([])
    expect(objectionsToCount(twice)[0]).toMatchObject({
      at: '0599::SB1',
      says: { en: 'the reason ongeldig is given twice' },
    })
    const doubled = count510b(
      contest,
      total,
      stations.map((each) => ({ ...each, station: 'SB1' })),
    )
    expect(objectionsToCount(doubled)).toContainEqual({
      at: '0599::SB1',
      says: { nl: 'het stembureau staat er twee keer', en: 'the reporting unit is named twice' },
    })
  })

  it('our own checks of EML_NL find a nomination date that is missing, or not before the election', async () => {
    const missing = changed(lists, (at) =>
      typeof at.content === 'string'
        ? at
        : { ...at, content: at.content.filter(({ name }) => name !== 'kr:NominationDate') },
    )
    expect(await schemaErrors('230b', xmlDocument(missing))).toEqual([])
    expect(objectionsToLists(missing)).toMatchObject([{ at: 'ElectionIdentifier' }])
    const late = candidateLists230b({ ...contest, nominationOn: contest.pollingOn }, day('2026-01-23'))
    expect(objectionsToLists(late)).toMatchObject([{ says: { en: 'the nomination is not before the election' } }])
  })
})
