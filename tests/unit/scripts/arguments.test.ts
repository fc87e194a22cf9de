import { describe, expect, it } from 'vitest'
import { type Declared, isHelpRequest, missingIn, objectionTo } from '../../../scripts/arguments.ts'
import { isColoured, speaking } from '../../../scripts/terminal.ts'

const declared: Declared = {
  options: { rule: 'text', leastPerMille: 'text', json: 'flag' },
  named: ['FILE', 'OUT'],
  optional: 1,
}
const said = (...args: string[]) => objectionTo(args, declared) ?? missingIn(args, declared)

describe('arguments', () => {
  it.each([
    [['a']],
    [['a', 'b', '--rule', 'mes', '--json']],
    [['--rule=mes', 'a']],
    [['--least-per-mille', '5', 'a']],
    [['--leastPerMille', '5', 'a', '--no-json']],
    [['--rule', '-5', 'a']],
    [['--', '--not-an-option']],
    [['-']],
  ])('arguments are read as declared: %j', (args) => {
    expect(said(...args)).toBeUndefined()
  })

  it.each([
    [['a', '--rul', 'x'], 'There is no option --rul. It takes --rule, --least-per-mille, --json.'],
    [['a', '--rul=x'], 'There is no option --rul.'],
    [['a', '-j'], 'There is no option -j.'],
    [['a', '--constructor'], 'There is no option --constructor.'],
    [['a', '--rule'], '--rule needs a value after it.'],
    [['a', '--rule='], '--rule needs a value after it.'],
    [['a', '--rule', '--json'], '--rule needs a value after it.'],
    [['a', '--rule', 'x', '--rule', 'y'], '--rule is given twice.'],
    [['a', '--json', '--no-json'], '--no-json is given twice.'],
    [['a', '--least-per-mille', '1', '--leastPerMille=2'], '--leastPerMille is given twice.'],
    [['a', '--json=maybe'], '--json takes no value.'],
    [['a', 'b', 'c'], 'There is one argument too many: c.'],
    [[], 'FILE is missing.'],
    [['--json'], 'FILE is missing.'],
  ])('arguments are named if they are wrong: %j', (args, sentence) => {
    expect(said(...args)).toContain(sentence)
  })

  it('arguments show help for the option, unless it is the name of a file', () => {
    expect([isHelpRequest(['a', '--help']), isHelpRequest(['-h']), isHelpRequest(['--', '-h'])]).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('a terminal', () => {
  it.each([
    [{ isTTY: true }, {}, true],
    [{ isTTY: true }, { TERM: 'dumb' }, false],
    [{ isTTY: true }, { NO_COLOR: '1' }, false],
    [{ isTTY: true }, { NO_COLOR: '' }, true],
    [{ isTTY: false }, {}, false],
    [{}, { FORCE_COLOR: '1' }, true],
    [{ isTTY: true }, { FORCE_COLOR: '0' }, false],
  ])('%j with %j has colours: %s', (stream, settings, expected) => {
    expect(isColoured(stream, settings)).toBe(expected)
  })

  it('a terminal shows immediately what is going on, and again while it takes long', async () => {
    const lines: string[] = []
    const work = new Promise<string>((resolve) => setTimeout(() => resolve('done'), 70))
    expect(await speaking('Building', work, (line) => lines.push(line), 20)).toBe('done')
    expect(lines[0]).toBe('Building …')
    expect(lines.length).toBeGreaterThan(1)
    const before = lines.length
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(lines).toHaveLength(before)
  })
})
