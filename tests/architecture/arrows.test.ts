import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { allowed, type Planted, planted } from './planted.ts'

const configuration = resolve('.dependency-cruiser.cjs')
const Configuration = z.looseObject({ forbidden: z.array(z.looseObject({ name: z.string() })) })
const { forbidden } = Configuration.parse(createRequire(import.meta.url)(configuration))

const Violation = z.object({ from: z.string(), rule: z.object({ name: z.string() }) })
const Report = z.object({ summary: z.object({ violations: z.array(Violation) }) })

const rooms = ['shared', 'events', 'functions', 'client', 'infra', 'local', 'cli', 'scripts']
const ground = mkdtempSync(join(tmpdir(), 'planted-arrows-'))

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(ground, path)), { recursive: true })
  writeFileSync(join(ground, path), text, { flag: 'a' })
}

const install = (name: string) => {
  write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }))
  write(`node_modules/${name}/index.js`, 'export {}')
}

const plant = ({ from, to, isTypeOnly }: Planted, index: number) => {
  const target = join(dirname(from), to)
  if (to.startsWith('.') && !to.includes('nowhere')) write(target, 'export type Thing = string\n')
  const clause = isTypeOnly === true ? `type * as it${index}` : `* as it${index}`
  write(from, `import ${clause} from '${to}'\nexport type { it${index} }\n`)
}

/** What dependency-cruiser itself finds in the planted tree. */
const violationsIn = async () => {
  for (const [index, each] of [...Object.values(planted), ...allowed].entries()) plant(each, index)
  write('shared/wards/there.ts', "import * as back from './here.ts'\nexport type { back }\n")
  for (const name of ['@aws-sdk/client-s3', 'constructs', 'esbuild', 'semver']) install(name)
  write('package.json', readFileSync('package.json', 'utf8'))
  write('tsconfig.json', readFileSync('tsconfig.json', 'utf8'))
  const gate = resolve('node_modules/.bin/depcruise')
  const run = spawn(gate, ['--config', configuration, '--output-type', 'json', ...rooms], { cwd: ground })
  return Report.parse(await json(run.stdout)).summary.violations
}

describe('the arrows between the rooms', async () => {
  const violations = await violationsIn()
  afterAll(() => rmSync(ground, { recursive: true, force: true }))

  it('the arrows between the rooms have a planted violation each', () => {
    expect(Object.keys(planted).sort()).toEqual(forbidden.map(({ name }) => name).sort())
  })

  it.each(Object.entries(planted))('%s finds its planted violation', (name, { from }) => {
    expect(violations.filter(({ rule }) => rule.name === name).map((each) => each.from)).toContain(from)
  })

  it.each(allowed)('the arrows between the rooms let $from import $to', ({ from }) => {
    expect(violations.filter((each) => each.from === from)).toEqual([])
  })
})
