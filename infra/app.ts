// Synthesizes one stage: `node infra/app.ts --stage production [--out DIR]`, or for `npx cdk … -c stage=production`, where the
// stage is `dev` unless the context names another. Needs no AWS account.
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { askedByCdk } from './cdk-context.ts'
import { StageConfigurationError, StageName, stageNames, stageOf } from './stages.ts'

const usage = `Usage: node infra/app.ts --stage <${stageNames.join('|')}> [--out DIR]`

/** The stage and directory that the command line names, or a sentence that says what is wrong. */
const readArguments = (args: readonly string[]) => {
  try {
    const { values } = parseArgs({ args: [...args], options: { stage: { type: 'string' }, out: { type: 'string' } } })
    // `parseArgs` silently takes the last of two.
    const twice = ['--stage', '--out'].find(
      (name) => args.filter((each) => each.replace(/=.*$/s, '') === name).length > 1,
    )
    if (twice !== undefined) return `${twice} is given twice.\n${usage}`
    const cdk = values.stage === undefined ? askedByCdk(process.env) : undefined
    const wanted = values.stage ?? cdk?.stage
    if (wanted === undefined) return usage
    const stage = StageName.safeParse(wanted)
    if (!stage.success) return `There is no stage "${wanted}": choose one of ${stageNames.join(', ')}.`
    const out = resolve(values.out ?? cdk?.out ?? `cdk.out/${stage.data}`)
    return { stage: stage.data, out, isLocked: cdk !== undefined, isBundled: cdk?.isBundled ?? true }
  } catch (error) {
    if (error instanceof TypeError) return `${error.message}\n${usage}`
    throw error
  }
}

/** Whether a directory may be emptied: files of an earlier run would otherwise stay beside the new ones. */
const isReplaceable = (out: string): boolean =>
  !existsSync(out) || existsSync(join(out, 'manifest.json')) || readdirSync(out).length === 0

const fail = (sentence: string) => {
  console.error(sentence)
  process.exitCode = 1
}

const synthesize = async (wanted: Exclude<ReturnType<typeof readArguments>, string>) => {
  const { stage: name, out, isLocked, isBundled } = wanted
  const startedAt = performance.now()
  const bundles = mkdtempSync(join(tmpdir(), 'wijk-bundles-'))
  try {
    const stage = stageOf(name)
    if (!isLocked && !isReplaceable(out))
      return fail(`${out} holds something else than a synthesized application: name another directory.`)
    // A directory that the CDK has locked is cleared by the CDK.
    if (!isLocked) rmSync(out, { recursive: true, force: true })
    // CDK takes a second to load, so arguments are checked first.
    const { bundleAll, bundleNone, compose } = await import('./application.ts')
    const made = isBundled ? await bundleAll(bundles) : bundleNone(bundles)
    const { stacks } = compose(stage, made, out).synth()
    const resources = stacks.reduce((sum, { template }) => sum + Object.keys(template.Resources).length, 0)
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
    const say = isLocked ? console.error : console.log
    say(`${name}: ${stacks.length} stacks, ${resources} resources in ${out} (${seconds} s)`)
  } catch (error) {
    if (!(error instanceof StageConfigurationError)) throw error
    fail(error.message)
  } finally {
    rmSync(bundles, { recursive: true, force: true })
  }
}

const wanted = readArguments(process.argv.slice(2))
if (typeof wanted === 'string') fail(wanted)
else await synthesize(wanted)
