// The third-party emulator, as a child process.
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type KeptProcess, startKept } from './kept-process.ts'

export type ForeignEmulator = KeptProcess & {
  /** `http://127.0.0.1:port`: every AWS service, and the deployed APIs. */
  readonly endpoint: string
  /** One JSON object per line for each request that IAM refused. */
  readonly denials: string
}

export const region = 'eu-west-1'
const launcher = fileURLToPath(new URL('./launcher/launch.py', import.meta.url))

/** The environment without anything through which a program could reach a real AWS account. */
const withoutAccount = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')))

/** The settings that make the CDK and our own clients use the emulator. Never a real account. */
export const awsEnvironment = (endpoint: string): NodeJS.ProcessEnv => ({
  ...withoutAccount(),
  AWS_ENDPOINT_URL: endpoint,
  AWS_ENDPOINT_URL_S3: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: region,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
})

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('There is no free port')),
      )
    })
  })

const isHealthy = async (endpoint: string): Promise<boolean> => {
  try {
    const response = await fetch(`${endpoint}/_ministack/health`, { signal: AbortSignal.timeout(1_000) })
    return response.ok
  } catch {
    return false
  }
}

/** Starts it with IAM enforced, on a free port of the loopback address, with its files under `room`. */
export const startForeignEmulator = async (python: string, room: string): Promise<ForeignEmulator> => {
  const port = await freePort()
  const endpoint = `http://127.0.0.1:${port}`
  const denials = join(room, 'denials.jsonl')
  const program = startKept({
    command: python,
    args: ['-B', launcher],
    cwd: room,
    log: join(room, 'emulator.log'),
    // No AWS_ENDPOINT_URL: the functions would inherit it, and they have an endpoint of their own.
    env: {
      ...withoutAccount(),
      AUTH: 'true',
      BIND_HOST: '127.0.0.1',
      GATEWAY_PORT: String(port),
      MINISTACK_REGION: region,
      IOT_MTLS_ENABLED: '0',
      TMPDIR: join(room, 'tmp'),
      DENIALS: denials,
      PYTHONUNBUFFERED: '1',
    },
  })
  let hasEnded = false
  void program.ended.then(() => {
    hasEnded = true
  })
  for (let tried = 0; tried < 240 && !hasEnded; tried++) {
    if (await isHealthy(endpoint)) return { ...program, endpoint, denials }
    await pause(250)
  }
  await program.stop()
  throw new Error(`The emulator did not start:\n${program.tail()}`)
}
