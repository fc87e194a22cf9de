// Deploys the templates unchanged, with the real CDK CLI, to the emulator at the endpoint.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { awsEnvironment, type ForeignEmulator, region } from './foreign-emulator.ts'
import { runKept } from './kept-process.ts'

export const stage = 'dev'
const account = '000000000000'

const assemblyIn = (room: string) => join(room, 'cdk.out')

const cdk = (root: string, room: string, endpoint: string, name: string, args: readonly string[]) =>
  runKept({
    command: join(root, 'node_modules', '.bin', 'cdk'),
    args: [name, ...args, '--ci', '--no-color'],
    cwd: root,
    log: join(room, `cdk-${name}.log`),
    env: { ...awsEnvironment(endpoint), CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region },
  })

/** Synthesizes once; bootstrapping and deploying use the result. */
export const synthesize = (root: string, room: string, { endpoint }: ForeignEmulator): Promise<void> =>
  cdk(root, room, endpoint, 'synth', ['--quiet', '-c', `stage=${stage}`, '--output', assemblyIn(room)])

export const bootstrap = (root: string, room: string, { endpoint }: ForeignEmulator): Promise<void> =>
  cdk(root, room, endpoint, 'bootstrap', [`aws://${account}/${region}`, '--app', assemblyIn(room)])

const Outputs = z.record(z.string(), z.record(z.string(), z.string()))

/** The addresses of the deployed stage. */
export const Deployed = z.object({
  endpoint: z.string(),
  main: z.string(),
  ballots: z.string(),
  userPoolId: z.string(),
  clients: z.object({ residents: z.string(), staff: z.string() }),
})
export type Deployed = z.infer<typeof Deployed>

/** Deploys all stacks. Returns the addresses from the stacks' outputs, and writes them to `deployed.json`. */
export const deploy = async (root: string, room: string, { endpoint }: ForeignEmulator): Promise<Deployed> => {
  const file = join(room, 'outputs.json')
  await cdk(root, room, endpoint, 'deploy', [
    '--all',
    '--app',
    assemblyIn(room),
    '--require-approval',
    'never',
    '--outputs-file',
    file,
  ])
  const outputs = Outputs.parse(JSON.parse(readFileSync(file, 'utf8')))
  const of = (stack: string, name: RegExp): string => {
    const entries = Object.entries(outputs[`wijk-${stage}-${stack}`] ?? {})
    const found = entries.find(([key]) => name.test(key))
    if (found === undefined) throw new Error(`The stack ${stack} has no output ${name}`)
    return found[1]
  }
  /** The emulator serves every API under its own address, instead of `https://ID.execute-api.REGION.amazonaws.com/v1/`. */
  const here = (url: string): string => `${endpoint}/_aws/execute-api/${new URL(url).hostname.split('.')[0]}/v1`
  const deployed = {
    endpoint,
    main: here(of('api', /^Main/)),
    ballots: here(of('api', /^Ballots/)),
    userPoolId: of('identity', /^UserPoolId$/),
    clients: { residents: of('identity', /residents/), staff: of('identity', /staff/) },
  }
  writeFileSync(join(room, 'deployed.json'), JSON.stringify(deployed, null, 2))
  return deployed
}
