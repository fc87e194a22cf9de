// Reviews of ward agreements on a virtual clock: the state machine on the interpreter, its steps on the real engine.
import { vi } from 'vitest'
import * as z from 'zod'
import { start as startClimb } from '../../../../functions/agreements/alarms/climb-alarm.ts'
import { start as startAskVerdict } from '../../../../functions/agreements/reviews/ask-verdict.ts'
import { start as startBegin } from '../../../../functions/agreements/reviews/begin-review.ts'
import { start as startPublish } from '../../../../functions/agreements/reviews/publish-report.ts'
import { start as startAwaitCouncil } from '../../../../functions/agreements/reviews/waits/await-council.ts'
import { start as startAwaitOwner } from '../../../../functions/agreements/reviews/waits/await-owner.ts'
import { start as startLookAtCouncil } from '../../../../functions/agreements/reviews/waits/look-at-council.ts'
import { start as startLookAtOwner } from '../../../../functions/agreements/reviews/waits/look-at-owner.ts'
import { release } from '../../../../functions/agreements/reviews/waits/releasing.ts'
import { ensureRunning } from '../../../../functions/agreements/reviews/waits/tending.ts'
import { climbAlarm } from '../../../../infra/workflows/climb-alarm/workflow.ts'
import { review as reviewWorkflow } from '../../../../infra/workflows/review/workflow.ts'
import { loadMachine } from '../../../../local/emulator/asl/machine.ts'
import { AwsRefusal } from '../../../../local/emulator/aws/refusal.ts'
import { parseJson } from '../../../../local/emulator/json.ts'
import { startLog } from '../../../../local/emulator/log.ts'
import { openExecutions } from '../../../../local/emulator/machines/executions.ts'
import { openState } from '../../../../local/emulator/state.ts'
import { startActivity } from '../../../../local/emulator/time/activity.ts'
import { startAgenda } from '../../../../local/emulator/time/agenda.ts'
import { startClock } from '../../../../local/emulator/time/clock.ts'
import { startTimeMachine } from '../../../../local/emulator/time/time-machine.ts'
import { getReviews } from '../../../../shared/agreements/watch-store.ts'
import { instantOf } from '../../../../shared/kernel/clock.ts'
import { AgreementId } from '../../../../shared/kernel/ids.ts'
import { startAgreementApi } from './agreement-api.ts'

const arnOf = (step: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${step}`
const arnOfMachine = (name: string) => `arn:aws:states:eu-west-1:000000000000:stateMachine:${name}`
const machineArn = arnOfMachine('review')
export const climbArn = arnOfMachine('climb-alarm')
export const definitionOf = (workflow: typeof reviewWorkflow): unknown =>
  JSON.parse(JSON.stringify(workflow.define(arnOf)))
const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))

type Definition = { readonly [field: string]: unknown }
const Definition = z.record(z.string(), z.unknown())
const asItIs = (definition: Definition): Definition => definition

/** The functions of the steps, the state machine that calls them, and a clock for both. `change`: deploys a changed machine. */
export const startReviewWorld = async (change = asItIs) => {
  const api = await startAgreementApi()
  const steps: { readonly [step: string]: (event: unknown, context: unknown) => Promise<unknown> } = {
    BeginReview: startBegin(api.environment),
    LookAtOwner: startLookAtOwner(api.environment),
    AwaitOwner: startAwaitOwner(api.environment),
    AskVerdict: startAskVerdict(api.environment),
    LookAtCouncil: startLookAtCouncil(api.environment),
    AwaitCouncil: startAwaitCouncil(api.environment),
    PublishReport: startPublish(api.environment),
    ClimbAlarm: startClimb(api.environment),
  }
  const clock = startClock(openState(':memory:'))
  clock.set(Date.parse('2025-10-01T09:00:00Z'))
  // The steps read the process's clock, which is set from this clock. Frozen, because a running clock is itself based on the process's.
  clock.freeze(false)
  const activity = startActivity()
  const agenda = startAgenda(clock, activity, () => {})
  let [inFlight, calls] = [0, 0]
  const deployed = (changed: typeof asItIs) =>
    openExecutions({
      machines: [
        {
          name: 'review',
          arn: machineArn,
          machine: loadMachine(changed(Definition.parse(definitionOf(reviewWorkflow)))),
        },
        { name: 'climb-alarm', arn: climbArn, machine: loadMachine(definitionOf(climbAlarm)) },
      ],
      services: {
        invoke: async (arn, event) => {
          const step = steps[arn.slice(arnOf('').length)]
          if (step === undefined) throw new Error(`No step ${arn}`)
          inFlight += 1
          const end = activity.begin(arn)
          calls += 1
          try {
            vi.setSystemTime(clock.now())
            return { ok: true, payload: JSON.stringify(await step(parseJson(event), {})) }
          } catch (error) {
            const { name, message } = error instanceof Error ? error : new Error(String(error))
            return { ok: false, error: { errorType: name, errorMessage: message } }
          } finally {
            inFlight -= 1
            end()
          }
        },
        putEvents: async () => ({}),
        sendMessage: async () => ({}),
        startExecution: async () => ({}),
      },
      state: openState(':memory:'),
      clock,
      agenda,
      log: startLog('silent'),
      ended: () => {},
    })
  let executions = deployed(change)
  /** Replaces the state machine as CloudFormation does: its executions end, and the new machine has none of them. */
  const redeploy = (changed: typeof asItIs) => {
    for (const { arn, status } of executions.list()) if (status === 'RUNNING') executions.stop(arn)
    executions = deployed(changed)
  }
  /** Waits until no step has run for a while. */
  const quiet = async () => {
    for (let still = 0, seen = -1; still < 4; ) {
      await pause(8)
      still = inFlight === 0 && calls === seen ? still + 1 : 0
      seen = calls
    }
  }
  const doors = {
    start: async ({ name, input }: { readonly name: string; readonly input: string }) => {
      try {
        executions.start(machineArn, name, input)
        return true
      } catch (error) {
        if (error instanceof AwsRefusal) return false
        throw error
      }
    },
    answer: async (token: string) => {
      try {
        executions.tokens.succeed(token, '{}')
        return true
      } catch (error) {
        if (error instanceof AwsRefusal) return false
        throw error
      }
    },
  }
  const now = () => instantOf(clock.now())
  const travel = async (to: string) => {
    await startTimeMachine(clock, agenda, activity).travel(Date.parse(to))
    await quiet()
    vi.setSystemTime(clock.now())
    api.setTime(now())
  }
  const reviewsOf = (of: { readonly agreementId: string }) => getReviews(api.table, AgreementId.parse(of.agreementId))
  /** Does for each due review what the sweeper does. */
  const sweep = async (of: { readonly agreementId: string }) => {
    const due = (await reviewsOf(of)).filter(
      ({ status, beginsOn }) => !['published', 'cancelled'].includes(status) && beginsOn <= now().slice(0, 10),
    )
    const restarted: boolean[] = []
    for (const review of due) restarted.push(await ensureRunning(api.table, doors, review, now()))
    await quiet()
    return restarted
  }
  const releaseAll = async (of: { readonly agreementId: string }) => {
    for (const review of await reviewsOf(of)) await release(api.table, doors.answer, review)
    await quiet()
  }
  const running = () => executions.list().filter(({ status }) => status === 'RUNNING')
  return {
    ...{ api, doors, clock, now, travel, sweep, releaseAll, reviewsOf, running, quiet, redeploy },
    get executions() {
      return executions
    },
  }
}
