import { describe, expect, it } from 'vitest'
import { csvCell } from '../../../shared/kernel/csv.ts'
import { writePb } from '../../../shared/voting/pabulib/writer.ts'

describe('a cell of a file that a spreadsheet opens', () => {
  it.each([
    ['=HYPERLINK("https://evil.example";"klik")', `"'=HYPERLINK(""https://evil.example"";""klik"")"`],
    ['+31 10 267 1625', "'+31 10 267 1625"],
    ['-2+3+cmd|calc', "'-2+3+cmd|calc"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1+1', "'=1+1"],
    ['\u00a0=1+1', "'=1+1"],
    ['＝1+1', "'＝1+1"],
    ['＠SUM(A1)', "'＠SUM(A1)"],
  ])('a cell of a file that a spreadsheet opens is shown and not executed: %s', (text, cell) => {
    expect(csvCell(text, ';')).toBe(cell)
  })

  it.each(['-12', '+3.50', '-0,5', 'Tuin = groen', 'حديقة', '👩🏽‍🌾 tuin', 'İstanbul'])(
    'a cell of a file that a spreadsheet opens is unchanged: %s',
    (text) => {
      expect(csvCell(text, ';')).toBe(text)
    },
  )

  it('a cell of a file that a spreadsheet opens is one line for every reader, and quoted if necessary', () => {
    expect(csvCell('een\r\ntwee\u2028drie\u0085vier\u0000vijf')).toBe('een twee drie vier vijf')
    expect([csvCell('a,b'), csvCell('a;b'), csvCell('a;b', ';')]).toEqual(['"a,b"', 'a;b', '"a;b"'])
    expect(csvCell('zo "genoemd"')).toBe('"zo ""genoemd"""')
  })

  it('a cell of a file that a spreadsheet opens is also used in a .pb file', () => {
    const header = {
      description: '@SUM(A1)',
      country: 'Netherlands',
      unit: 'Rotterdam',
      instance: '2026',
      rule: 'greedy',
      dateBegin: '01.03.2026',
      dateEnd: '14.03.2026',
      voteType: 'approval',
      budget: 100,
    } as const
    const rows = [{ option: { id: 'a', cost: 100, category: '=1+1' }, name: '=HYPERLINK("x")' }]
    const text = [...writePb(header, rows, [], () => 'v')].join('')
    expect(text).toContain("description;'@SUM(A1)\n")
    expect(text).toContain(`a;1;0;"'=HYPERLINK(""x"")";'=1+1`)
  })
})
