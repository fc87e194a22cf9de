// Plays a demo while every request of a function to the tables is checked against the function's synthesized role.
import { spawn } from 'node:child_process'
import { startEngine } from '../../../local/emulator/engine.ts'
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

/** Plays a demo on a separate system. */
export const play = (endpoint: string, ...what: readonly string[]) =>
  new Promise<{ readonly code: number | null; readonly said: string }>((resolve) => {
    const child = spawn(process.execPath, ['local/play/demo/main.ts', ...what], {
      // Nothing listens on this port, so the demo starts its own system.
      env: { ...process.env, DYNAMODB_ENDPOINT: endpoint, PORT: '9' },
    })
    let said = ''
    child.stdout.on('data', (chunk) => {
      said += String(chunk)
    })
    child.stderr.on('data', (chunk) => {
      said += String(chunk)
    })
    child.on('close', (code) => resolve({ code, said }))
  })

/** An engine behind a guard that refuses requests that a role does not allow. */
export const guardedEngine = async () => {
  const engine = await startEngine({ inMemory: true })
  const guard = await startGuard(engine.endpoint, {
    statementsOf: (accessKey) => rights.get(accessKey),
    arnOf: (table) => arnOf(synthesized, table),
  })
  return {
    guard,
    stop: async () => {
      await guard.stop()
      await engine.stop()
    },
  }
}
