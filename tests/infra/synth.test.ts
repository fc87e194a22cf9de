import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stageNames } from '../../infra/stages.ts'
import { allUnits } from '../../infra/units/all-units.ts'
import { scratchDirectory, synthesize } from './support/synthesized.ts'

const run = (...args: readonly string[]) => {
  // Without any of the account's or the user's settings.
  const environment = { PATH: process.env.PATH, HOME: scratchDirectory() }
  const { status, stdout, stderr } = spawnSync(process.execPath, ['infra/app.ts', ...args], {
    encoding: 'utf8',
    env: environment,
  })
  return { status, out: stdout.trim(), err: stderr.trim() }
}
/** In the order in which they are deployed. */
const stackNames = (stage: string) =>
  ['data', 'identity', 'events', ...new Set(contexts), 'api'].map((name) => `wijk-${stage}-${name}`)
const contexts = allUnits.flatMap(({ context }) => (context === 'outbox' ? [] : [context]))
const templatesIn = (directory: string) =>
  new Map(
    readdirSync(directory)
      .filter((file) => /\.(template|assets)\.json$/.test(file))
      .map((file) => [file, readFileSync(join(directory, file), 'utf8')]),
  )

describe('node infra/app.ts', () => {
  it('synthesizes production without an account, twice the same, and says so in one line', () => {
    const directories = [join(scratchDirectory(), 'a'), join(scratchDirectory(), 'b')]
    const results = directories.map((out) => run('--stage', 'production', '--out', out))
    for (const { status, out } of results) {
      expect(status).toBe(0)
      expect(out).toMatch(/^production: 15 stacks, \d+ resources in \S+ \(\d+\.\d s\)$/)
    }
    const [first, second] = directories.map(templatesIn)
    expect(first?.size).toBe(30)
    expect(first).toEqual(second)
  }, 400_000)

  it('says in one line that there is no such stage', () => {
    expect(run('--stage', 'mars')).toEqual({
      status: 1,
      out: '',
      err: 'There is no stage "mars": choose one of local, dev, staging, production.',
    })
  })

  it('says how it is used', () => {
    expect(run().err).toMatch(/^Usage: /)
    expect(run('--colour', 'red').err).toMatch(/Usage: /)
    expect(run().status).toBe(1)
  })

  it('empties no directory that holds something else', () => {
    const out = scratchDirectory()
    writeFileSync(join(out, 'thesis.txt'), 'ten years of work')
    const { status, err } = run('--stage', 'dev', '--out', out)
    expect(status).toBe(1)
    expect(err).toContain('holds something else')
    expect(readdirSync(out)).toEqual(['thesis.txt'])
  })
})

describe('the stacks', () => {
  it.each(stageNames)('of stage %s stay below 500 resources each, with room for a context more', async (stage) => {
    const counts = new Map<string, number>()
    for (const { stack } of (await synthesize(stage)).resources) counts.set(stack, (counts.get(stack) ?? 0) + 1)
    expect([...counts.keys()].sort()).toEqual(stackNames(stage).sort())
    for (const count of counts.values()) expect(count).toBeLessThan(400)
  })

  it('need nothing that runs while they are deployed', async () => {
    const custom = (await synthesize('production')).resources.filter(
      ({ type }) => type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource',
    )
    expect(custom).toEqual([])
  })
})

describe('npx cdk', () => {
  const cdk = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['node_modules/aws-cdk/bin/cdk', '--no-color', ...args], {
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: scratchDirectory(), CI: 'true' },
    })

  it('lists the stacks of the stage in the context, of dev unless it names another', () => {
    const [ordinary, named] = [
      cdk('ls', '--output', scratchDirectory()),
      cdk('ls', '-c', 'stage=staging', '--output', scratchDirectory()),
    ]
    expect(ordinary.stdout.trim().split('\n')).toEqual(stackNames('dev'))
    expect(named.stdout.trim().split('\n')).toEqual(stackNames('staging'))
    expect([ordinary.status, named.status]).toEqual([0, 0])
  }, 120_000)

  it('says that there is no such stage', () => {
    const { status, stderr } = cdk('ls', '-c', 'stage=mars', '--output', scratchDirectory())
    expect(status).toBe(1)
    expect(stderr).toContain('There is no stage "mars"')
  }, 120_000)
})
