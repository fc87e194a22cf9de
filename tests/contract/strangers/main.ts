// `npm run contract`: checks the document and the running API with third-party generators, validators and fuzzers.
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { messageOf } from '../../../local/emulator/json.ts'
import { type Checks, startChecks } from '../../../local/foreign/checks.ts'
import { providePython, UnavailableError } from '../../../local/foreign/python.ts'
import { atOnce } from '../../../local/play/scenario/at-once.ts'
import { startSystem } from '../../../local/play/scenario/own-system.ts'
import { checkArguments } from '../../../scripts/arguments.ts'
import { exitWhenPipeCloses, speaking } from '../../../scripts/terminal.ts'
import { writeDocument } from './document.ts'
import { callers, fuzz, longest } from './fuzzing.ts'
import { type Called, heyApi, openapiTypescript, pythonClient } from './generators.ts'
import { grantRoles } from './holders.ts'
import { writePage } from './page.ts'
import { must } from './programs.ts'

const room = resolve('.local/contract')
const usage = `npm run contract -- [--where-possible] [--seed N] [--examples N] [--page]
  --where-possible  without Python says so in a line, and does the rest
  --page            only writes the document as a page, .local/contract/api.html`

exitWhenPipeCloses()
checkArguments(
  { options: { 'where-possible': 'flag', seed: 'text', examples: 'text', page: 'flag' }, named: [] },
  usage,
)
const { values } = parseArgs({
  options: {
    'where-possible': { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    examples: { type: 'string', default: '2' },
    page: { type: 'boolean', default: false },
  },
})

type System = Awaited<ReturnType<typeof startSystem>>

const withPython = async (checks: Checks, { city }: System, called: Called): Promise<void> => {
  const python = await providePython(join(room, 'environment'), {
    requirements: resolve('tests/contract/strangers/requirements.txt'),
    least: 11,
  })
  await checks.holds('openapi-spec-validator finds the document valid', () =>
    must(join(python, '..', 'openapi-spec-validator'), [called.document]),
  )
  await checks.holds('a client of openapi-python-client is whole, and calls the API', () =>
    pythonClient(python, called),
  )
  await grantRoles(city)
  const findings: string[] = []
  // Two in parallel, because a fuzzer waits for answers part of the time.
  await atOnce(callers, 2, async ([who, person]) => {
    const token = person === undefined ? undefined : await city.token(person)
    // The exhaustive phases run once, as the caller who reaches most operations. The others only fuzz.
    const phases = who === longest ? 'examples,coverage,fuzzing,stateful' : 'fuzzing,stateful'
    const asThem = () => fuzz(python, called, token, { seed: values.seed, examples: values.examples, phases })
    try {
      await checks.holds(`schemathesis finds nothing as ${who}`, asThem)
    } catch (error) {
      // Go on, so that the report also has the findings of the other callers.
      console.log(messageOf(error))
      findings.push(who)
    }
  })
  if (findings.length > 0) throw new Error(`schemathesis has findings as ${findings.join(', ')}: see above.`)
}

const runAll = async (checks: Checks): Promise<'whole' | 'skipped'> => {
  const system = await speaking('Building and starting a system of its own', startSystem('silent'))
  try {
    const baseUrl = `${system.origin}/v1`
    const document = join(room, 'openapi.json')
    writeDocument(document, baseUrl)
    const token = await system.city.token({ sub: 'stranger', ward: 'heijplaat', birthDate: '1980-05-01' })
    const called: Called = { baseUrl, token, document, room }
    await checks.holds('types of openapi-typescript compile, and openapi-fetch calls the API', () =>
      openapiTypescript(called),
    )
    await checks.holds('a client of @hey-api/openapi-ts compiles, and calls the API', () => heyApi(called))
    await checks.holds('redocly makes a page of the document', () => writePage(join(room, 'api.html')))
    await withPython(checks, system, called)
    return 'whole'
  } catch (error) {
    if (!(error instanceof UnavailableError && values['where-possible'])) throw error
    console.log(`Skipped: what needs Python cannot run here, because ${error.message}.`)
    return 'skipped'
  } finally {
    await system.stop()
  }
}

mkdirSync(room, { recursive: true })
const checks = startChecks()
try {
  if (values.page) await checks.holds('redocly makes a page of the document', () => writePage(join(room, 'api.html')))
  else await runAll(checks)
  console.log(`\n${checks.passed()} passed, 0 failed`)
  process.exit(0)
} catch (error) {
  console.error(messageOf(error))
  console.log(`\n${checks.passed()} passed, 1 failed`)
  process.exit(1)
}
