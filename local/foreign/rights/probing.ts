// A probe function beside the deployed ones, run under one of their roles. The deployed functions are unchanged.
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import {
  CreateFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda'
import { build } from 'esbuild'
import { stage } from '../deployment.ts'
import { towards } from '../sign-in.ts'
import { type Attempt, Verdict } from './probe.ts'

const entry = fileURLToPath(new URL('./probe.ts', import.meta.url))

export type Probing = {
  /** The outcome of an attempt under the role of a unit: `done`, or the name of the error. */
  tryAs(unit: string, attempt: Attempt): Promise<string>
  /** An environment variable of a unit's function. */
  variableOf(unit: string, name: string): Promise<string>
}

/** Bundled and packed, as the CDK does with the others. */
const pack = async (python: string, room: string): Promise<Uint8Array> => {
  const [source, archive] = [join(room, 'probe', 'index.js'), join(room, 'probe', 'probe.zip')]
  await build({
    entryPoints: [entry],
    outfile: source,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
  })
  await promisify(execFile)(python, ['-m', 'zipfile', '-c', archive, source])
  return readFileSync(archive)
}

/** Runs a deployed function. Rejects if it fails. */
export const invoke = async (endpoint: string, name: string, event: unknown): Promise<unknown> => {
  const { FunctionError, Payload } = await new LambdaClient(towards(endpoint)).send(
    new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event)) }),
  )
  const said = Payload === undefined ? '' : Buffer.from(Payload).toString()
  if (FunctionError !== undefined) throw new Error(`${name} failed: ${said}`)
  return said === '' ? undefined : JSON.parse(said)
}

export const prepareProbing = async (endpoint: string, python: string, room: string): Promise<Probing> => {
  const lambda = new LambdaClient(towards(endpoint))
  const archive = await pack(python, room)
  const made = new Set<string>()
  const configurationOf = (unit: string) =>
    lambda.send(new GetFunctionConfigurationCommand({ FunctionName: `wijk-${stage}-${unit}` }))
  const probeOf = async (unit: string): Promise<string> => {
    const name = `probe-${unit}`
    if (made.has(name)) return name
    const { Role } = await configurationOf(unit)
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName: name,
        Role,
        Runtime: 'nodejs24.x',
        Handler: 'index.handler',
        Timeout: 20,
        Code: { ZipFile: archive },
      }),
    )
    made.add(name)
    return name
  }
  return {
    tryAs: async (unit, attempt) => Verdict.parse(await invoke(endpoint, await probeOf(unit), attempt)).verdict,
    variableOf: async (unit, name) => {
      const value = (await configurationOf(unit)).Environment?.Variables?.[name]
      if (value === undefined) throw new Error(`${unit} has no ${name}`)
      return value
    },
  }
}
