import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { officiallySelected, profileOf } from '../../../shared/voting/pabulib/election.ts'
import { formatCents, parseCents } from '../../../shared/voting/pabulib/money.ts'
import { readPb, readPbText } from '../../../shared/voting/pabulib/reader.ts'
import { type PbHeader, writePb } from '../../../shared/voting/pabulib/writer.ts'

const file = (
  changes: { meta?: string[]; projects?: string[]; votes?: string[]; type?: string; points?: string } = {},
) =>
  [
    ...[
      'META',
      'key;value',
      'description;A park',
      'num_projects;2',
      'num_votes;2',
      'budget;100.5',
      `vote_type;${changes.type ?? 'approval'}`,
    ],
    ...(changes.meta ?? []),
    ...['PROJECTS', 'project_id;cost;name', ...(changes.projects ?? ['a;50;Trees', 'b;50.55;Bench'])],
    ...['VOTES', `voter_id;vote${changes.points ?? ''}`, ...(changes.votes ?? ['1;a,b', '2;'])],
  ].join('\n')
const refusal = (text: string) => {
  try {
    readPbText(text)
  } catch (error) {
    return error instanceof Error ? error.message : undefined
  }
  return undefined
}

describe('a .pb file is refused with line and column', () => {
  it.each([
    [
      'a project that does not exist',
      file({ votes: ['1;a,c', '2;'] }),
      'line 14, column vote: project c does not exist',
    ],
    [
      'a cost of nothing',
      file({ projects: ['a;0;T', 'b;1;B'] }),
      'line 10, column cost: 0 cannot be counted: a project that asks nothing needs no vote',
    ],
    [
      'another scoring function',
      file({ meta: ['scoring_fn;Plurality'] }),
      'line 8, column scoring_fn: Plurality is not known: only Borda can be counted',
    ],
    ['more than one choice', file({ type: 'choose-1' }), 'line 14, column vote: 2 projects where one may be chosen'],
    [
      'too long a ranking',
      file({ type: 'ordinal', meta: ['max_length;1'] }),
      'line 15, column vote: 2 places where there are 1',
    ],
    [
      'points out of step',
      file({ type: 'cumulative', points: ';points', votes: ['1;a,b;3', '2;;'] }),
      'line 14, column points: 1 points for 2 projects',
    ],
    [
      'points that are no number',
      file({ type: 'scoring', points: ';points', votes: ['1;a,b;3,x', '2;;'] }),
      'line 14, column points: x is not a whole number of points',
    ],
    ['points missing', file({ type: 'scoring' }), 'line 13, column points: the header lacks this column'],
    ['a third decimal', file({ projects: ['a;50.001;T', 'b;1;B'] }), 'line 10, column cost: 50.001 is not an amount'],
    ['a negative cost', file({ projects: ['a;-5;T', 'b;1;B'] }), 'line 10, column cost: -5 is not an amount'],
    ['no cost', file({ projects: ['a;;T', 'b;1;B'] }), 'line 10, column cost: nothing is not an amount'],
    ['a project twice', file({ projects: ['a;5;T', 'a;1;B'] }), 'line 11, column project_id: a stands there twice'],
    ['too few fields', file({ projects: ['a;5;T', 'b;1'] }), 'line 11: 2 fields where the header has 3'],
    ['a wrong number of votes', file({ votes: ['1;a'] }), 'line 5, column num_votes: 2, but there are 1'],
    ['a wrong number of projects', file({ projects: ['a;5;T'] }), 'line 4, column num_projects: 2, but there are 1'],
    ['a key twice', file({ meta: ['budget;1'] }), 'line 8, column budget: META has this key twice'],
    ['an unknown kind of vote', file({ type: 'quadratic' }), 'line 7, column vote_type: quadratic is not known'],
    ['an empty line', file({ votes: ['1;a', '', '2;'] }), 'line 15: empty line'],
    ['an empty row of a spreadsheet', file({ votes: ['1;a', ';;', '2;'] }), 'line 15: empty line'],
    [
      'lines that end in carriage returns alone',
      file().replaceAll('\n', '\r'),
      'line 1: its lines end in carriage returns alone: save it with line feeds',
    ],
    ['an open quote', file({ votes: ['1;"a', '2;'] }), 'line 14: a quoted field does not end'],
    ['no META', 'PROJECTS\n', 'line 1: section PROJECTS where META was expected'],
    ['nothing', '', 'line 1: the file ends before VOTES'],
    ['no budget', file().replace('budget;100.5\n', ''), 'line 6, column budget: META lacks this key'],
    ['a default score', file({ meta: ['default_score;1'] }), 'line 8, column default_score: only 0 can be counted'],
  ])('a .pb file is refused with line and column for %s', (_, text, message) => {
    expect(refusal(text)).toBe(message)
  })

  it('a .pb file is refused with line and column for bytes that are not UTF-8', async () => {
    await expect(readPb([new Uint8Array([0xff, 0xfe, 0x00])])).rejects.toThrow()
  })
})

describe('a .pb file is read', () => {
  it('a .pb file is read with a byte order mark, CRLF and a last line without line break', () => {
    const read = readPbText(`\uFEFF${file().replaceAll('\n', '\r\n')}`)
    expect(read.budget).toBe(10_050)
    expect(profileOf(read)).toEqual({
      options: [
        { id: 'a', cost: 5_000 },
        { id: 'b', cost: 5_055 },
      ],
      ballots: [
        { options: ['a', 'b'], count: 1 },
        { options: [], count: 1 },
      ],
    })
  })

  it('a .pb file is read with quotes, doubled quotes, and a quoted field over two lines', () => {
    const read = readPbText(file({ projects: ['a;5;"Trees; ""old"" ones"', 'b;6;"Bench\nby the lake"'] }))
    expect(read.projects.map(({ name }) => name)).toEqual(['Trees; "old" ones', 'Bench\nby the lake'])
  })

  it('a .pb file is read in pieces of any size with the same result', async () => {
    const bytes = new TextEncoder().encode(file({ projects: ['a;5;"Trées; ☃"', 'b;6;B'] }))
    const whole = await readPb([bytes])
    for (const size of [1, 2, 7]) {
      const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
        bytes.subarray(n * size, (n + 1) * size),
      )
      expect(await readPb(pieces)).toEqual(whole)
    }
  })

  it('a .pb file is read with equal ballots counted together, whatever the order of an approval', () => {
    expect(readPbText(file({ votes: ['1;a,b', '2;b, a'] })).ballots).toEqual([{ options: ['a', 'b'], count: 2 }])
  })

  it('a .pb file is read with points for the places of a ranking', () => {
    expect(readPbText(file({ type: 'ordinal', votes: ['1;b,a', '2;b'] })).ballots).toEqual([
      { options: ['a', 'b'], points: [1, 2], count: 1 },
      { options: ['b'], points: [2], count: 1 },
    ])
  })

  it('a .pb file is read with a project that a ballot names twice, once and with a warning', () => {
    const approved = readPbText(file({ votes: ['1;a,b,a', '2;'] }))
    expect(approved.ballots).toContainEqual({ options: ['a', 'b'], count: 1 })
    expect(approved.warnings).toEqual(['line 14, column vote: a project is named twice on this ballot; it counts once'])
    const ranked = readPbText(file({ type: 'ordinal', votes: ['1;b,b,a', '2;'] }))
    expect(ranked.ballots).toContainEqual({ options: ['a', 'b'], points: [1, 2], count: 1 })
    expect(readPbText(file({ type: 'choose-1', votes: ['1;a,a', '2;'] })).ballots).toContainEqual({
      options: ['a'],
      count: 1,
    })
  })

  it('a .pb file is read with the padding of a spreadsheet, and a name that begins with a quote', () => {
    const padded = file({ projects: ['a;5;"De Bank" op het plein', 'b;1;B'] })
      .split('\n')
      .map((line) => `${line};;`)
      .concat(';;;', '')
      .join('\n')
    expect(readPbText(padded).projects.map(({ name }) => name)).toEqual(['"De Bank" op het plein', 'B'])
  })

  it.each([
    [
      'UTF-16, little end first',
      new Uint8Array([0xff, 0xfe, 0x4d, 0x00]),
      'line 1: the file is UTF-16: save it as UTF-8',
    ],
    ['UTF-16, big end first', new Uint8Array([0xfe, 0xff, 0x00, 0x4d]), 'line 1: the file is UTF-16: save it as UTF-8'],
    [
      'UTF-16 without a mark',
      new Uint8Array([0x4d, 0x00, 0x45, 0x00]),
      'line 1: a NUL character: save the file as UTF-8',
    ],
    [
      'Latin-1',
      new Uint8Array([...Buffer.from('META\nkey;value\ndescription;Caf'), 0xe9, 0x0a]),
      'line 3: these bytes are not UTF-8',
    ],
  ])('a .pb file is read is refused with the line in %s', async (_, bytes, message) => {
    await expect(readPb([bytes])).rejects.toThrow(message)
    // Also when the bytes arrive one by one.
    await expect(readPb([...bytes].map((byte) => Uint8Array.of(byte)))).rejects.toThrow(/^line/)
  })

  it('a .pb file is read with the sum of points that one ballot gives a project twice', () => {
    const read = readPbText(file({ type: 'cumulative', points: ';points', votes: ['1;a,a;1,2', '2;a,b;4,0'] }))
    expect(read.ballots).toEqual([
      { options: ['a'], points: [3], count: 1 },
      { options: ['a'], points: [4], count: 1 },
    ])
  })

  it('a .pb file is read without a withdrawn project, whose ballots remain', () => {
    const read = readPbText(file({ projects: ['a;5;T', 'b;999999999;B'] }))
    expect(profileOf(read)).toEqual({
      options: [{ id: 'a', cost: 500 }],
      ballots: [
        { options: ['a'], count: 1 },
        { options: [], count: 1 },
      ],
    })
    expect(officiallySelected(read)).toBeUndefined()
  })
})

const header: PbHeader = {
  ...{ description: 'A park; "ours"', country: 'Nederland', unit: 'Rotterdam', instance: '2026', rule: 'greedy' },
  ...{ dateBegin: '01.02.2026', dateEnd: '01.03.2026', voteType: 'approval', budget: 100_050 },
}
const rows = [
  { option: { id: 'b', cost: 123_45, category: 'groen; blauw' }, name: 'Bankje "rust"', won: false },
  { option: { id: 'a', cost: 500_00 }, name: 'Bomen', won: true },
]

describe('a written file is read again', () => {
  const written = (...votes: Parameters<typeof writePb>[2]) => [...writePb(header, rows, votes, () => 'v')].join('')

  it('a written file is read again with the same options, ballots and winners', () => {
    const read = readPbText(written({ options: ['b', 'a'], count: 2 }, { options: [], count: 1 }))
    expect(read.ballots).toEqual([
      { options: ['a', 'b'], count: 2 },
      { options: [], count: 1 },
    ])
    expect(read.projects.map(({ option, name }) => ({ option, name }))).toEqual([
      { option: rows[1]?.option, name: 'Bomen' },
      { option: rows[0]?.option, name: 'Bankje "rust"' },
    ])
    expect(officiallySelected(read)).toEqual(['a'])
    expect(read.meta.get('description')).toBe(header.description)
  })

  it('a written file is read again as the same bytes whatever the order of the ballots', () => {
    const votes = [
      { options: ['a'], count: 2 },
      { options: ['b', 'a'], count: 1 },
      { options: [], count: 1 },
    ]
    expect(written(...votes)).toBe(written(...votes.toReversed()))
  })

  it('a written file is read again for any points', () => {
    const vote = fc.uniqueArray(fc.constantFrom('a', 'b'), { minLength: 1 }).chain((options) =>
      fc.record({
        options: fc.constant(options.toSorted()),
        points: fc.array(fc.integer({ min: 1, max: 99 }), { minLength: options.length, maxLength: options.length }),
        count: fc.integer({ min: 1, max: 3 }),
      }),
    )
    const key = (group: { options: readonly string[]; points?: readonly number[] }) =>
      JSON.stringify([group.options, group.points])
    fc.assert(
      fc.property(fc.uniqueArray(vote, { selector: key }), (votes) => {
        const text = [...writePb({ ...header, voteType: 'cumulative' }, rows, votes, () => 'v')].join('')
        const sorted = (groups: readonly { options: readonly string[] }[]) =>
          groups.toSorted((a, b) => (key(a) < key(b) ? -1 : 1))
        expect(sorted(readPbText(text).ballots)).toEqual(sorted(votes))
      }),
    )
  })

  it('a written file is read again for any amount of cents', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (cents) => {
        expect(parseCents(formatCents(cents))).toBe(cents)
      }),
    )
  })
})
