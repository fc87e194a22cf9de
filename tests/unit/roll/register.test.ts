import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LocalDate } from '../../../shared/kernel/clock.ts'
import { WardCode } from '../../../shared/kernel/ids.ts'
import { birthDateOf } from '../../../shared/roll/register/birth-date.ts'
import { fieldsOf, headerOf } from '../../../shared/roll/register/columns.ts'
import { type FileLine, linesOf, longestLineBytes } from '../../../shared/roll/register/lines.ts'
import { problemList } from '../../../shared/roll/register/problems.ts'
import { type Eligibility, readRegister } from '../../../shared/roll/register/voters.ts'

async function* pieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}
const eligibility = {
  wards: ['heijplaat', 'pernis'].map((code) => WardCode.parse(code)),
  residencyOn: LocalDate.parse('2026-02-02'),
  pollingOn: LocalDate.parse('2026-03-18'),
  voterAge: 16,
}
const read = async (content: string | Uint8Array, size = 7, rules: Partial<Eligibility> = {}) => {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const all = { voters: [] as [number, string, number][], problems: [] as string[], isHeaderWrong: false }
  for await (const piece of readRegister(pieces(bytes, size), { ...eligibility, ...rules })) {
    all.voters.push(...piece.voters.map((it): [number, string, number] => [it.line, it.person, it.wardIndex]))
    all.problems.push(...piece.problems.map(({ line, code }) => `${line} ${code}`))
    all.isHeaderWrong ||= piece.isHeaderWrong === true
  }
  return all
}
const header = 'person;wardCode;birthDate'
const good = '001234567;heijplaat;1980-05-17'

describe('lines of a file', () => {
  const lines = async (bytes: Uint8Array, size: number) => {
    const all: FileLine[] = []
    for await (const some of linesOf(pieces(bytes, size))) all.push(...some)
    return all
  }

  it('lines of a file are the same however the bytes are split', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.string({ unit: fc.constantFrom('a', 'é', '😀', ';', ' ') }), { maxLength: 12 }),
        fc.constantFrom('\n', '\r\n'),
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        async (texts, end, size, isEnded) => {
          const content = Buffer.from(texts.join(end) + (isEnded ? end : ''))
          const written = texts.length === 0 && isEnded ? [''] : texts
          const expected = isEnded ? written : texts.at(-1) === '' ? texts.slice(0, -1) : texts
          const found = await lines(content, size)
          const wanted = content.length === 0 ? [] : expected.map((text, index) => ({ number: index + 1, text }))
          expect(found).toEqual(wanted)
        },
      ),
    )
  })

  it('lines of a file that are too long are one error, and use no more memory than a line', async () => {
    const long = Buffer.concat([Buffer.from('first\n'), Buffer.alloc(5_000_000, 97), Buffer.from('\nlast')])
    expect(await lines(long, 65_536)).toEqual([
      { number: 1, text: 'first' },
      { number: 2, problem: 'line-too-long' },
      { number: 3, text: 'last' },
    ])
    const edge = Buffer.from(`${'a'.repeat(longestLineBytes)}\r\n${'b'.repeat(longestLineBytes + 1)}\r\n`)
    expect((await lines(edge, 1)).map((line) => 'problem' in line)).toEqual([false, true])
  })
})

describe('a register', () => {
  it.each([
    ['semicolons', `${header}\n${good}\n`],
    ['commas, CRLF and a byte order mark', `\ufeffperson,wardCode,birthDate\r\n001234567,heijplaat,1980-05-17\r\n`],
    ['tabs, other columns first, no last line end', `birthDate\twardCode\tperson\n1980-05-17\theijplaat\t001234567`],
    ['quotes', `"person";"wardCode";"birthDate"\n"001234567";"heijplaat";"1980-05-17"\n`],
    ['spaces around and empty lines between', `${header}\n\n 001234567 ; heijplaat ; 1980-05-17 \n\n`],
  ])('a register with %s is read, and keeps leading zeros', async (_, content) => {
    const found = await read(content)
    expect(found.problems).toEqual([])
    expect(found.voters.map(([, person, ward]) => [person, ward])).toEqual([['001234567', 0]])
  })

  it.each([
    ['an unknown column', 'person;wardCode;birthDate;name', 'unknown-column'],
    ['a column too few', 'person;wardCode', 'column-missing'],
    ['a column twice', 'person;wardCode;person', 'column-twice'],
    ['no header at all', good, 'unknown-column'],
  ])('a register with %s is refused at line 1, without reading further', async (_, first, code) => {
    expect(await read(`${first}\n${good}\n;;;;\n`)).toEqual({
      voters: [],
      problems: [`1 ${code}`],
      isHeaderWrong: true,
    })
  })

  it.each([
    ['UTF-16', Buffer.from(`\ufeff${header}\n${good}\n`, 'utf16le')],
    ['a ZIP', Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0xfe, 10, 10])],
  ])('a register in %s is refused at line 1', async (_, bytes) => {
    expect((await read(bytes)).problems).toHaveLength(1)
    expect((await read(bytes)).isHeaderWrong).toBe(true)
  })

  it.each([
    ['of another ward', '1;charlois;1980-05-17', 'ward-not-in-election'],
    ['without a person', ' ;pernis;1980-05-17', 'person-missing'],
    ['with a person that is too long', `${'9'.repeat(201)};pernis;1980-05-17`, 'person-too-long'],
    ['with a day that no month has', '1;pernis;1980-02-30', 'birth-date-invalid'],
    ['with a Dutch date', '1;pernis;17-05-1980', 'birth-date-invalid'],
    ['of somebody born after the reference day', '1;pernis;2026-02-03', 'born-after-reference-day'],
    ['of somebody who turns 16 the day after polling', '1;pernis;2010-03-19', 'too-young'],
    ['with a field too many', '1;pernis;1980-05-17;x', 'wrong-number-of-fields'],
    ['with a quote that does not end', '"1;pernis;1980-05-17', 'quote-not-closed'],
    ['with something after a quote', '"1"2;pernis;1980-05-17', 'quote-not-closed'],
  ])('a register reports a line %s by its number, and reads on', async (_, wrong, code) => {
    const found = await read(`${header}\n${good}\n${wrong}\n2;pernis;2010-03-18\n`)
    expect(found.problems).toEqual([`3 ${code}`])
    expect(found.voters).toEqual([
      [2, '001234567', 0],
      [4, '2', 1],
    ])
  })

  it('a register reports that a line in Latin-1 is not UTF-8', async () => {
    const content = Buffer.concat([Buffer.from(`${header}\n`), Buffer.from('José;pernis;1980-05-17\n', 'latin1')])
    expect((await read(content)).problems).toEqual(['2 not-utf-8'])
  })

  it('a register lists the first hundred errors in the order of their lines, and counts all', () => {
    const problems = problemList({ total: 1, listed: [{ line: 7, code: 'too-young' }] })
    for (let line = 500; line > 0; line -= 1) problems.add({ line, code: 'person-twice', otherLine: 1 })
    const { total, listed } = problems.found()
    expect(total).toBe(501)
    expect(listed).toHaveLength(100)
    expect(listed.map(({ line }) => line)).toEqual(listed.map(({ line }) => line).toSorted((a, b) => a - b))
  })
})

describe('fields', () => {
  it('fields are read as they were written, quoted or not', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', '"', ';', ' ', 'é') }), { minLength: 1, maxLength: 5 }),
        (fields) => {
          const written = fields.map((field) => `"${field.replaceAll('"', '""')}"`).join(';')
          expect(fieldsOf(written, ';')).toEqual(fields)
        },
      ),
    )
  })
  it('fields are separated by the separator that is most frequent in the header', () => {
    expect(headerOf('person,wardCode,birthDate')).toMatchObject({ separator: ',' })
  })
})

describe('an incomplete birth date in the register', () => {
  it.each([
    ['1970-00-00', '1970-12-31', '1970-01-01'],
    ['1970-02-00', '1970-02-28', '1970-02-01'],
    ['1972-02-00', '1972-02-29', '1972-02-01'],
    ['1970-04-00', '1970-04-30', '1970-04-01'],
    ['1970-05-17', '1970-05-17', '1970-05-17'],
    ['0000-00-00', 'unknown', 'unknown'],
    ['1970-13-00', undefined, undefined],
    ['1970-00-17', undefined, undefined],
    ['1970-02-30', undefined, undefined],
    ['19700000', undefined, undefined],
  ])('%s counts as %s, or as %s if the rules say so', (text, last, first) => {
    expect([birthDateOf(text), birthDateOf(text, 'first-possible')]).toEqual([last, first])
  })

  const young = ['a;heijplaat;2010-00-00', 'b;heijplaat;2010-03-00', 'c;heijplaat;2009-00-00', 'd;pernis;1970-00-00']
  const file = (...lines: readonly string[]) => `${header}\n${lines.join('\n')}\n`

  it('an incomplete birth date in the register never excludes somebody who is certainly old enough, and by default excludes somebody who may be too young', async () => {
    const found = await read(file(...young))
    expect(found.voters.map(([, person]) => person)).toEqual(['c', 'd'])
    expect(found.problems).toEqual(['2 too-young', '3 too-young'])
  })

  it('an incomplete birth date in the register includes everybody who may be old enough if the rules of the election say so', async () => {
    const found = await read(file(...young), 7, { unknownBirthDay: 'first-possible' })
    expect(found.voters.map(([, person]) => person)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('an incomplete birth date in the register is reported if no part of it is known', async () => {
    expect((await read(file('e;heijplaat;0000-00-00', good))).problems).toEqual(['2 birth-date-unknown'])
  })
})
