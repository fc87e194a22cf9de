import { spawnSync } from 'node:child_process'
import { globSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { askedByCdk } from '../../infra/cdk-context.ts'
import { stageNames } from '../../infra/stages.ts'
import { allUnits } from '../../infra/units/all-units.ts'
import { sizeOf } from '../support/sizes.ts'
import { scratchDirectory, synthesize } from './support/synthesized.ts'

/** Without settings of an AWS account or of the user. */
const bareEnvironment = () => {
  const { PATH, NODE_COMPILE_CACHE } = process.env
  return { PATH, NODE_COMPILE_CACHE, HOME: scratchDirectory() }
}
const run = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['infra/app.ts', ...args], {
    encoding: 'utf8',
    env: bareEnvironment(),
  })
  return { status, out: stdout.trim(), err: stderr.trim() }
}
/** In the order of deployment. */
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
  it('node infra/app.ts synthesizes production without an account, each time the same, and says so in one line', () => {
    const directories = Array.from({ length: sizeOf('syntheses') }, () => join(scratchDirectory(), 'out'))
    const results = directories.map((out) => run('--stage', 'production', '--out', out))
    for (const { status, out } of results) {
      expect(status).toBe(0)
      expect(out).toMatch(/^production: 16 stacks, \d+ resources in \S+ \(\d+\.\d s\)$/)
    }
    const [first, ...others] = directories.map(templatesIn)
    expect(first?.size).toBe(32)
    for (const other of others) expect(other).toEqual(first)
  }, 400_000)

  it('node infra/app.ts reports an unknown stage in one line', () => {
    expect(run('--stage', 'mars')).toEqual({
      status: 1,
      out: '',
      err: 'There is no stage "mars": choose one of local, dev, staging, production.',
    })
  })

  it('node infra/app.ts prints its usage', () => {
    expect(run().err).toMatch(/^Usage: /)
    expect(run('--colour', 'red').err).toMatch(/Usage: /)
    expect(run().status).toBe(1)
  })

  it('node infra/app.ts does not empty a directory with other files', () => {
    const out = scratchDirectory()
    writeFileSync(join(out, 'thesis.txt'), 'ten years of work')
    const { status, err } = run('--stage', 'dev', '--out', out)
    expect(status).toBe(1)
    expect(err).toContain('holds something else')
    expect(readdirSync(out)).toEqual(['thesis.txt'])
  })
})

describe('the stacks', () => {
  it.each(stageNames)(
    'the stacks of stage %s have fewer than 500 resources each, with room for another context',
    async (stage) => {
      const counts = new Map<string, number>()
      for (const { stack } of (await synthesize(stage)).resources) counts.set(stack, (counts.get(stack) ?? 0) + 1)
      expect([...counts.keys()].sort()).toEqual(stackNames(stage).sort())
      for (const count of counts.values()) expect(count).toBeLessThan(450)
    },
  )

  it('the stacks run no code during deployment', async () => {
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
      // The other tests find what CloudFormation would refuse.
      env: { ...bareEnvironment(), CI: 'true', CDK_VALIDATION: 'false' },
    })

  it('npx cdk lists the stacks of the stage in the context, or of dev by default', () => {
    const asked = [
      { stage: 'dev', context: [] },
      { stage: 'staging', context: ['-c', 'stage=staging'] },
    ]
    for (const { stage, context } of asked.slice(0, sizeOf('syntheses'))) {
      const out = scratchDirectory()
      const { status, stdout } = cdk('ls', ...context, '--output', out)
      expect([status, ...stdout.trim().split('\n')]).toEqual([0, ...stackNames(stage)])
      // Nothing is deployed, so nothing is bundled.
      const bundles = globSync(join(out, 'asset.*', 'index.js'))
      expect(bundles.length).toBeGreaterThan(50)
      for (const bundle of bundles) expect(statSync(bundle).size).toBeLessThan(100)
    }
  }, 120_000)

  it('npx cdk is given bundles by all commands but those that say that they need none', () => {
    const asked = (context: object) => askedByCdk({ CDK_OUTDIR: 'out', CDK_CONTEXT_JSON: JSON.stringify(context) })
    expect(asked({})).toEqual({ stage: 'dev', out: 'out', isBundled: true })
    expect(asked({ 'aws:cdk:bundling-stacks': ['**'] })).toMatchObject({ isBundled: true })
    expect(asked({ 'aws:cdk:bundling-stacks': ['wijk-dev-roll'] })).toMatchObject({ isBundled: true })
    expect(asked({ 'aws:cdk:bundling-stacks': [] })).toMatchObject({ isBundled: false })
    expect(askedByCdk({})).toBeUndefined()
  })

  it('npx cdk reports an unknown stage', () => {
    const { status, stderr } = cdk('ls', '-c', 'stage=mars', '--output', scratchDirectory())
    expect(status).toBe(1)
    expect(stderr).toContain('There is no stage "mars"')
  }, 120_000)
})
