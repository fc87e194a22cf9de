// The functions of rolls on fresh tables and services, with the real state machine, and files of a register.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { start as startApi } from '../../../../functions/roll/api.ts'
import { start as startCheckVoters } from '../../../../functions/roll/check-voters.ts'
import { start as startFreezeRoll } from '../../../../functions/roll/freeze-roll.ts'
import { start as startOpenRoll } from '../../../../functions/roll/open-roll.ts'
import { start as startPersons } from '../../../../functions/roll/persons.ts'
import { start as startReadRegister } from '../../../../functions/roll/read-register.ts'
import { start as startRejectImport } from '../../../../functions/roll/reject-import.ts'
import { start as startImport } from '../../../../functions/roll/start-import.ts'
import { start as startSweepImports } from '../../../../functions/roll/sweep-imports.ts'
import { start as seedWards } from '../../../../functions/wards/seed-wards.ts'
import { importRoll } from '../../../../infra/workflows/import-roll/workflow.ts'
import { interpret } from '../../../../local/emulator/asl/interpreter.ts'
import { loadMachine } from '../../../../local/emulator/asl/machine.ts'
import type { Outcome } from '../../../../local/emulator/functions/function-thread.ts'
import { ordinaryElectionsOperations } from '../../../../shared/elections/operations.ts'
import type { Environment } from '../../../../shared/kernel/environment.ts'
import { PublicRoll, RollImport, rollOperations } from '../../../../shared/roll/operations.ts'
import { awsEnvironment, startAwsStub } from '../../engine/aws-stub.ts'
import { freshTables, tableEnvironment } from '../../engine/engine.ts'
import { underRights } from '../../engine/guarded.ts'
import { type Answered, type Handler, type HttpInput, send } from '../../services/http-event.ts'
import { moments, office, startElectionHandlers } from './election-api.ts'

/** Moments of the roll for the election of 18 March 2026, whose reference day is 2 February. */
export const rollMoments = { ...moments, reference: '2026-02-02T08:00:00Z', day: '2026-02-03T09:00:00Z' } as const

type Name = keyof typeof rollOperations
const operations = { ...ordinaryElectionsOperations, ...rollOperations }

/** A line of the register's file. */
export const line = (person: string, wardCode = 'heijplaat', birthDate = '1980-05-17') =>
  `${person};${wardCode};${birthDate}`
/** Lines of this many persons of a ward: `pheijplaat0`, `pheijplaat1` and so on. */
export const linesOf = (count: number, ward = 'heijplaat') =>
  Array.from({ length: count }, (_, n) => line(`p${ward}${n}`, ward))
export const header = 'person;wardCode;birthDate'
export const fileOf = (lines: readonly string[], end = '\n') => Buffer.from([header, ...lines, ''].join(end))
export const sha256Of = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

const startFunctions = (environment: Environment) => ({
  elections: startElectionHandlers(environment),
  api: startApi(environment),
  open: startOpenRoll(environment),
  persons: startPersons(underRights('roll-persons', environment)),
  steps: {
    ReadRegister: startReadRegister(environment),
    CheckVoters: startCheckVoters(environment),
    FreezeRoll: startFreezeRoll(environment),
    RejectImport: startRejectImport(underRights('reject-import', environment)),
  },
  startImport: startImport(environment),
  sweepImports: startSweepImports(environment),
})

const Step = z.enum(['ReadRegister', 'CheckVoters', 'FreezeRoll', 'RejectImport'])
type Step = z.infer<typeof Step>

export const startRolls = async () => {
  const [tables, aws] = await Promise.all([freshTables(), startAwsStub()])
  const environment = { ...tableEnvironment(tables), ...awsEnvironment(aws), PSEUDONYM_REQUIRED: 'true' }
  const functions = startFunctions(environment)
  await seedWards(environment)(undefined, {})
  /** The steps that ran, in order. `fail` makes a step fail permanently. */
  const ran: Step[] = []
  const faults = new Set<Step>()

  const handlerOf = (name: keyof typeof operations): Handler => {
    if (name === 'openRoll') return functions.open
    if (name === 'getMyRollEntry' || name === 'correctRoll' || name === 'markPaperVoter') return functions.persons
    return name in rollOperations ? functions.api : functions.elections(name)
  }
  const ask = (name: keyof typeof operations, input: HttpInput): Promise<Answered> =>
    send(handlerOf(name), operations[name], { by: office, at: rollMoments.day, ...input })

  const planned = async (wards: readonly string[] = ['heijplaat', 'pernis']) => {
    const body = {
      name: { nl: 'Wijkraden', en: 'Ward councils' },
      pollingOn: '2026-03-18',
      contests: wards.map((wardCode) => ({ wardCode, seats: 7 })),
    }
    const made = await ask('planElection', { at: moments.before, body })
    return z.object({ id: z.string() }).parse(made.body).id
  }

  const importOf = async (electionId: string) => {
    const { body, headers } = await ask('getRollImport', { params: { electionId } })
    return { roll: RollImport.parse(body), version: Number(headers.etag?.replaceAll('"', '')) }
  }
  /** A step of the office on a roll in its present version. */
  const onRoll = async (name: Name, electionId: string, body?: object, at: string = rollMoments.day) => {
    const { version } = await importOf(electionId)
    return ask(name, { params: { electionId }, ifMatch: version, at, ...(body && { body }) })
  }

  const opened = async (wards?: readonly string[]) => {
    const electionId = await planned(wards)
    await ask('openRoll', { params: { electionId } })
    return electionId
  }
  const announced = (electionId: string, bytes: Uint8Array) =>
    onRoll('announceRollFile', electionId, { sha256: sha256Of(bytes), bytes: bytes.length })

  /** Uploads bytes to the address that the office got. */
  const sent = async (electionId: string, bytes: Uint8Array): Promise<number> => {
    const { roll } = await importOf(electionId)
    const { href, headers } = roll.upload ?? { href: '', headers: {} }
    const answer = await fetch(href, { method: 'PUT', headers, body: new Uint8Array(bytes) })
    return answer.status
  }

  /** Runs the state machine with the real handlers, as Step Functions would, but without waits. */
  const run = (electionId: string, attempt = 1): Promise<unknown> => {
    const machine = loadMachine(importRoll.define((step) => `arn:aws:lambda:eu-west-1:000000000000:function:${step}`))
    const invoke = async (arn: string, event: string): Promise<Outcome> => {
      const step = Step.parse(arn.split(':').at(-1))
      ran.push(step)
      try {
        if (faults.has(step)) throw new Error('planted')
        return { ok: true, payload: JSON.stringify(await functions.steps[step](JSON.parse(event), {})) }
      } catch (error) {
        const errorMessage = error instanceof Error ? error.message : String(error)
        return { ok: false, error: { errorType: 'Error', errorMessage, trace: [] } }
      }
    }
    const no = () => Promise.reject(new Error('import-roll does not do that'))
    const host = {
      services: { invoke, putEvents: no, sendMessage: no, startExecution: no },
      now: () => 0,
      waitUntil: async () => {},
      check: () => {},
      openToken: () => ({ token: '', isNew: false }),
      awaitToken: no,
      endToken: () => {},
      runNested: no,
    }
    const input = { electionId, attempt: `${attempt}` }
    const start = { state: machine.startAt, input, enteredAt: 0 }
    return interpret(machine, start, { host, context: {}, entered: () => {}, place: '' })
  }

  /** Announces, uploads and imports a file. */
  const imported = async (electionId: string, bytes: Uint8Array, leavesOutWrongLines = false) => {
    await announced(electionId, bytes)
    await sent(electionId, bytes)
    await onRoll('importRoll', electionId, { leavesOutWrongLines })
    const attempt = (await objectsUnder('uploads')).map((name) => Number(name.split('/').at(-1))).at(-1) ?? 1
    await run(electionId, attempt)
    return (await importOf(electionId)).roll
  }
  const objectsUnder = async (prefix: string) =>
    [...aws.objects.keys()].filter((name) => name.startsWith(`register/${prefix}/`)).sort()

  return {
    ...tables,
    aws,
    environment,
    functions,
    ran,
    faults,
    ask,
    planned,
    opened,
    importOf,
    onRoll,
    announced,
    sent,
    run,
    imported,
    objectsUnder,
    publicRoll: async (electionId: string) => PublicRoll.parse((await ask('getRoll', { params: { electionId } })).body),
    stop: aws.stop,
  }
}
