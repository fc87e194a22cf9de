// Plays demos while every request of a function to the tables is checked against the function's synthesized role.
import { spawn } from 'node:child_process'
import { vi } from 'vitest'
import { startEngine } from '../../../local/emulator/engine.ts'
import { startSystem } from '../../../local/play/scenario/own-system.ts'
import { statementsOf } from './rights.ts'
import { startGuard } from './rights-guard.ts'
import { type Synthesized, synthesize } from './synthesized.ts'

const synthesized = await synthesize('local')

const arnOf = (from: Synthesized, table: string) => {
  const found = from.ofType('AWS::DynamoDB::Table').find(({ properties }) => properties.TableName === table)
  if (found === undefined) throw new Error(`There is no table ${table}`)
  return `<${found.stack}/${found.id}.Arn>`
}
/** The rights of each function, by its logical id. */
export const rights = new Map(
  synthesized.ofType('AWS::Lambda::Function').map((lambda) => {
    const roleArn = synthesized.text(lambda.stack, lambda.properties.Role)
    const role = synthesized.ofType('AWS::IAM::Role').find(({ stack, id }) => roleArn === `<${stack}/${id}.Arn>`)
    if (role === undefined) throw new Error(`${lambda.id} has no role`)
    return [lambda.id, statementsOf(synthesized, role)] as const
  }),
)

/** Plays a demo on the system at this origin. */
const playAt = (origin: string, what: readonly string[]) =>
  new Promise<{ readonly code: number | null; readonly said: string }>((resolve) => {
    const child = spawn(process.execPath, ['local/play/demo/main.ts', ...what], {
      env: { ...process.env, PORT: new URL(origin).port },
    })
    const end = () => child.kill()
    process.once('exit', end)
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += String(chunk)
      })
    child.on('close', (code) => {
      process.off('exit', end)
      resolve({ code, said })
    })
  })

/** A local system whose table engine is behind a guard that refuses requests that a role does not allow. */
export const guardedSystem = async () => {
  const engine = await startEngine({ inMemory: true })
  const guard = await startGuard(engine.endpoint, {
    statementsOf: (accessKey) => rights.get(accessKey),
    arnOf: (table) => arnOf(synthesized, table),
  })
  vi.stubEnv('DYNAMODB_ENDPOINT', guard.endpoint)
  const system = await startSystem('silent').finally(() => vi.unstubAllEnvs())
  return {
    guard,
    /** Plays a demo on it. If it fails, what it said ends with what the system logged. */
    play: async (...what: readonly string[]) => {
      const { code, said } = await playAt(system.origin, what)
      const logged = code === 0 ? [] : system.city.can.dump().logs.map(({ source, text }) => `${source}: ${text}`)
      return { code, said: [said, ...logged].join('\n') }
    },
    stop: async () => {
      await system.stop()
      await guard.stop()
      await engine.stop()
    },
  }
}
