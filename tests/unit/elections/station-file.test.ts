import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cells } from '../../../shared/elections/count/cells.ts'
import type { EmlContest } from '../../../shared/elections/eml/contest.ts'
import { cityCount510b, count510a, count510b } from '../../../shared/elections/eml/count.ts'
import { readXml } from '../../../shared/elections/eml/read-xml.ts'
import { type ExpectedFile, stationFromFile } from '../../../shared/elections/eml/station-file.ts'
import { xmlDocument } from '../../../shared/elections/eml/xml.ts'
import { Instant, LocalDate } from '../../../shared/kernel/clock.ts'
import { schemaErrors } from '../../support/readers/eml-schemas.ts'

const now = Instant.parse('2026-03-18T22:00:00.000Z')
const person = (id: string) => ({ id, ballotName: id.toUpperCase(), locality: 'Rotterdam' })
const contest: EmlContest = {
  wardName: 'Heijplaat',
  number: 13,
  pollingOn: LocalDate.parse('2026-03-18'),
  nominationOn: LocalDate.parse('2026-01-19'),
  createdAt: Instant.parse('2026-03-18T21:30:00.000Z'),
  lists: [
    { name: '', candidates: [person('a')] },
    { name: 'Bewoners & Co', candidates: [person('b'), person('c')] },
  ],
}
const cells: Cells = {
  pollingCards: 180,
  proxies: 18,
  voterPasses: 0,
  admitted: 198,
  'votes:a': 100,
  'votes:b': 60,
  'votes:c': 30,
  candidateVotes: 190,
  blank: 3,
  invalid: 5,
  cast: 198,
  moreCounted: 0,
  fewerCounted: 0,
  electorate: 900,
}
const station = { station: 'SB12', name: 'De Heij', cells }
const expected: ExpectedFile = {
  wardName: 'Heijplaat',
  number: 13,
  pollingOn: contest.pollingOn,
  pollingClosesAt: Instant.parse('2026-03-18T20:00:00.000Z'),
  station: 'SB12',
  ballot: [{ candidates: ['a'] }, { candidates: ['b', 'c'] }],
}
const file = xmlDocument(count510a(contest, station))
const read = (text: string, of: ExpectedFile = expected) => stationFromFile(text, of, now)
/** The errors found in a file, in English. */
const said = (text: string, of: ExpectedFile = expected) => {
  const answer = read(text, of)
  return answer.refused ? [answer.code, ...answer.objections.map(({ rule }) => rule?.en)] : []
}

describe('the file of a station', () => {
  it('the file of a station is valid by the official schema, and is read as the cells that were exported', async () => {
    expect(await schemaErrors('510a', file)).toEqual([])
    expect(read(file)).toEqual({ refused: false, cells })
  })

  it('the file of a station can be the count of the whole ward or city, in which the station is found', () => {
    const other = { ...station, station: 'SB13', cells: { ...cells, 'votes:a': 1, candidateVotes: 91, cast: 99 } }
    const total = Object.fromEntries(Object.entries(cells).map(([name, number]) => [name, number]))
    const ward = count510b(contest, total, [station])
    expect(read(xmlDocument(ward))).toEqual({ refused: false, cells })
    const two = count510a(contest, other)
    expect(said(xmlDocument(two))).toEqual(['file-of-another-station'])
    const city = cityCount510b(contest, [
      { contest: { ...contest, wardName: 'Pernis', number: 31 }, total, stations: [station] },
      { contest, total, stations: [{ ...station, station: 'SB12' }] },
    ])
    expect(said(xmlDocument(city))).toEqual([
      'file-does-not-hold',
      expect.stringMatching(/^Line \d+, 0599::SB12: the reporting unit is named twice\.$/),
    ])
    const pernis = { ...station, station: 'SB90' }
    const right = cityCount510b(contest, [
      { contest: { ...contest, wardName: 'Pernis', number: 31 }, total, stations: [pernis] },
      { contest, total, stations: [station] },
    ])
    expect(read(xmlDocument(right))).toEqual({ refused: false, cells })
  })

  it('the file of a station is read back for any count, also with lists', () => {
    const number = fc.nat({ max: 999_999 })
    fc.assert(
      fc.property(fc.array(number, { minLength: 11, maxLength: 11 }), (numbers) => {
        const [a = 0, b = 0, c = 0, blank = 0, invalid = 0, ...more] = numbers.map((each) => each % 200_000)
        const [pollingCards = 0, proxies = 0, voterPasses = 0, moreCounted = 0, fewerCounted = 0, electorate = 0] = more
        const counted = { 'votes:a': a, 'votes:b': b, 'votes:c': c, candidateVotes: a + b + c, blank, invalid }
        const admitted = pollingCards + proxies + voterPasses
        const given: Cells = {
          ...counted,
          ...{ cast: a + b + c + blank + invalid, pollingCards, proxies, voterPasses, admitted },
          ...{ moreCounted, fewerCounted, electorate },
        }
        const text = xmlDocument(count510a(contest, { ...station, cells: given }))
        const lists = [
          { listId: 'one', candidates: ['a'] },
          { listId: 'two', candidates: ['b', 'c'] },
        ]
        const ofLists = { 'list:one': a, 'listTotal:one': a, 'list:two': b + c, 'listTotal:two': b + c }
        expect(read(text)).toEqual({ refused: false, cells: given })
        expect(read(text, { ...expected, ballot: lists })).toEqual({ refused: false, cells: { ...given, ...ofLists } })
      }),
      { numRuns: 50 },
    )
  })

  it('the file of a station of another election or ward is refused, and both are named', () => {
    const pernis = { ...contest, wardName: 'Pernis', number: 31 }
    expect(read(xmlDocument(count510a(pernis, station)))).toMatchObject({
      code: 'file-of-another-ward',
      facts: { inFile: 'Wijkraad Pernis 2026 (GC20260318_Pernis)', ward: 'Heijplaat (GC20260318_Heijplaat)' },
    })
    const other = { ...contest, pollingOn: LocalDate.parse('2022-03-16') }
    expect(read(xmlDocument(count510a(other, station)))).toMatchObject({
      code: 'file-of-another-election',
      facts: { inFile: 'GC20220316_Heijplaat (2022-03-16)', election: 'GC20260318_Heijplaat (2026-03-18)' },
    })
    const council = file.replace('GC20260318_Heijplaat', 'GR20260318_Rotterdam')
    expect(read(council)).toMatchObject({ code: 'file-of-another-election' })
    const renumbered = xmlDocument(count510a({ ...contest, number: 12 }, station))
    expect(read(renumbered)).toMatchObject({ code: 'file-of-another-ward', facts: { inFile: 'Heijplaat (12)' } })
    expect(read(xmlDocument(count510a(contest, { ...station, station: 'SB1' })))).toMatchObject({
      code: 'file-of-another-station',
      facts: { inFile: '0599::SB1', station: 'SB12' },
    })
  })

  it('the file of a station that is not a count in EML is refused with what it is', () => {
    expect(read('<EML/>')).toMatchObject({ code: 'file-not-a-count', facts: { inFile: 'other:EML' } })
    const lists = file.replace('Id="510a"', 'Id="230b"')
    expect(read(lists)).toMatchObject({ code: 'file-not-a-count', facts: { inFile: 'EML 230b' } })
  })

  it('the file of a station with wrong sums and duplicate reasons, which the schema accepts, is refused with their lines', async () => {
    const wrong = file.replace('<ValidVotes>30<', '<ValidVotes>31<').replace('"blanco"', '"ongeldig"')
    expect(await schemaErrors('510a', wrong)).toEqual([])
    const line = (text: string) => wrong.split('\n').findIndex((each) => each.includes(text)) + 1
    expect(said(wrong)).toEqual([
      'file-does-not-hold',
      `Line ${line('<ReportingUnitVotes>')}, 0599::SB12: the number for blanco is missing.`,
    ])
    const sums = file.replace('<ValidVotes>30<', '<ValidVotes>31<')
    expect(said(sums)).toEqual([
      'file-does-not-hold',
      expect.stringMatching(/^Line \d+, 0599::SB12: list 2 has 90 votes, its candidates 91\.$/),
    ])
    const twice = file.replace('"geldige volmachtbewijzen"', '"geldige stempassen"')
    expect(said(twice)[1]).toMatch(/the reason geldige stempassen is given twice/)
  })

  it('the file of a station with unknown, duplicate or missing candidates is refused', () => {
    const third = file.replace('<CandidateIdentifier Id="2"/>', '<CandidateIdentifier Id="3"/>')
    expect(said(third).slice(1)).toEqual([
      expect.stringMatching(/candidate 3 is not on the ballot/),
      expect.stringMatching(/candidate 2 is missing/),
    ])
    const again = file.replace('<CandidateIdentifier Id="2"/>', '<CandidateIdentifier Id="1"/>')
    expect(said(again).slice(1)).toEqual([
      expect.stringMatching(/candidate 1 stands there twice/),
      expect.stringMatching(/candidate 2 is missing/),
    ])
    const longer = { ...expected, ballot: [...expected.ballot, { candidates: ['d'] }] }
    expect(said(file, longer)).toEqual(['file-does-not-hold', expect.stringMatching(/list 3 is missing/)])
  })

  it('the file of a station with a malformed or too large number is refused', () => {
    for (const number of ['-1', '1.5', '1e3', '', '1000000', 'veel'])
      expect(said(file.replace('<Cast>900<', `<Cast>${number}<`))[1]).toMatch(/Cast: "[^"]*" is not a whole number/)
    expect(read(file.replace('<Cast>900<', '<Cast> +900 <'))).toEqual({ refused: false, cells })
  })

  it('the file of a station from before the polls closed, or from the future, is refused', () => {
    const at = (text: string) => file.replace(/(<kr:CreationDateTime>)[^<]*/, `$1${text}`)
    expect(said(at('2026-03-18T20:59:59.000'))[1]).toMatch(/before the polls closed/)
    expect(said(at('2026-03-20T01:00:00Z'))[1]).toMatch(/later than today/)
    expect(said(at('gisteren'))[1]).toMatch(/is not a moment/)
    expect(read(at('2026-03-18T21:00:00.123')).refused).toBe(false)
  })
})

describe('the reader of XML', () => {
  it('the reader of XML resolves no entities and reads no document type', () => {
    const laughs = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>'
    expect(readXml(laughs)).toMatchObject({ unreadable: { line: 1, says: { en: expect.stringMatching(/DOCTYPE/) } } })
    const outside = '<!DOCTYPE a SYSTEM "file:///etc/passwd">\n<a/>'
    expect(readXml(outside)).toMatchObject({ unreadable: { says: { en: expect.stringMatching(/DOCTYPE/) } } })
    expect(readXml('<a>&b;</a>')).toMatchObject({
      unreadable: { says: { en: expect.stringMatching(/not valid XML/) } },
    })
    expect(readXml('<a>&amp;&#65;</a>')).toMatchObject({ root: { content: '&A' } })
  })

  it('the reader of XML stops at too many levels or elements, and at the line of a syntax error', () => {
    expect(readXml('<a>'.repeat(30))).toMatchObject({ unreadable: { says: { en: expect.stringMatching(/too many/) } } })
    expect(readXml(`<a>${'<b/>'.repeat(60_000)}</a>`)).toMatchObject({ unreadable: {} })
    expect(readXml('<a>\n<b>\n</a>')).toMatchObject({ unreadable: { line: 3 } })
    for (const text of ['', 'no xml', '<a/><b/>', '<a>', '\u{0}'])
      expect(readXml(text)).toMatchObject({ unreadable: { line: 1 } })
  })

  it('the reader of XML recognizes a namespace by its URI, whatever its prefix', () => {
    const text = '\u{feff}<e:EML xmlns:e="urn:oasis:names:tc:evs:schema:eml" Id="510a"><x xmlns="urn:other"/></e:EML>'
    expect(readXml(text)).toEqual({
      root: {
        name: 'EML',
        attributes: { Id: '510a' },
        line: 1,
        content: [{ name: 'other:x', attributes: {}, line: 1, content: '' }],
      },
    })
  })

  it('the reader of XML reads any text without a fault', () => {
    const piece = fc.constantFrom(
      '<a',
      '>',
      '/>',
      '</a>',
      ' b="',
      '"',
      '&lt;',
      '&',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '<?',
      'é',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const answer = readXml(pieces.join(''))
        expect('root' in answer || answer.unreadable.line >= 1).toBe(true)
      }),
    )
  })
})
