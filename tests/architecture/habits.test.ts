import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Habit, habitsIn } from './habits.ts'

const sources = (...patterns: readonly string[]) => globSync([...patterns]).sort()
const everywhere = ['shared', 'events', 'functions', 'client', 'infra', 'local', 'cli', 'scripts', 'bench', 'tests']

const findings = (files: readonly string[], habits: readonly Habit[]) =>
  files.flatMap((file) =>
    habitsIn(file, readFileSync(file, 'utf8'))
      .filter(({ habit }) => habits.includes(habit))
      .map(({ line, text }) => `${file}:${line} ${text}`),
  )

describe('the house rules:', () => {
  it('the house rules: only the kernel reads the clock or creates randomness', () => {
    const files = sources('{shared,functions,events}/**/*.ts').filter((file) => !file.startsWith('shared/kernel/'))
    expect(files.length).toBeGreaterThan(50)
    expect(findings(files, ['clock', 'chance'])).toEqual([])
  })

  it('the house rules: no code of the product reads the environment of its process: functions get it as an argument', () => {
    expect(findings(sources('{shared,functions,events,client}/**/*.ts'), ['environment'])).toEqual([])
  })

  it('the house rules: texts are ordered by code units, never by a locale', () => {
    expect(findings(sources('{shared,functions,events}/**/*.ts'), ['locale'])).toEqual([])
  })

  it('the house rules: zod is imported as a namespace, because the other way makes bundles five times as large', () => {
    expect(findings(sources(`{${everywhere}}/**/*.ts`), ['whole-zod'])).toEqual([])
  })

  it.each([
    ['clock', 'const t = Date.now()'],
    ['clock', 'const t = new Date()'],
    ['clock', 'const t = globalThis.Date.now()'],
    ['clock', 'const t = Temporal.Now.instant()'],
    ['environment', 'const name = process.env.TABLE_NAME'],
    ['chance', 'const r = Math.random()'],
    ['chance', "import { randomUUID } from 'node:crypto'\nconst id = randomUUID()"],
    ['chance', 'const id = crypto.getRandomValues(new Uint8Array(4))'],
    ['locale', "const order = ['b', 'a'].sort((x, y) => x.localeCompare(y))"],
    ['locale', "const order = new Intl.Collator('nl')"],
    ['whole-zod', "import { z } from 'zod'"],
  ] as const)('the house rules: a planted %s is found: %s', (habit, text) => {
    expect(habitsIn('planted.ts', text).map((each) => each.habit)).toEqual([habit])
  })

  it.each([
    'const t = new Date(5)',
    'const t = Date.parse(text)',
    "import * as z from 'zod'",
    '// Date.now() is for the kernel',
    "const text = 'Math.random()'",
  ])('the house rules: harmless code is not reported: %s', (text) => {
    expect(habitsIn('harmless.ts', text)).toEqual([])
  })
})

describe('the files of the project', () => {
  it('the files of the project have at most 300 lines, apart from tests and their data', () => {
    const files = sources(`{${everywhere}}/**/*.{ts,mjs}`).filter((file) => !file.startsWith('tests/'))
    const long = files.filter((file) => readFileSync(file, 'utf8').split('\n').length > 301)
    expect(long).toEqual([])
  })

  it('the files of the project are named after their content, not index, utils or helpers', () => {
    const names = sources(`{${everywhere}}/**/*.{ts,mjs}`)
    expect(names.filter((file) => /(^|\/)(index|utils?|helpers?|common|misc)\.[a-z]+$/.test(file))).toEqual([])
  })

  const rooms = [
    ...everywhere.filter((room) => !['shared', 'functions'].includes(room)),
    'rulesets',
    ...sources('shared/*', 'functions/*').filter((path) => statSync(path).isDirectory()),
  ]
  it.each(rooms)('%s has a README', (room) => {
    expect(existsSync(`${room}/README.md`)).toBe(true)
  })
})
