// The pipeline of a step in a state machine: parse, decide, answer. The state machine retries a fault.
import middy from '@middy/core'
import type * as z from 'zod'
import { type Instant, readClock } from '../../shared/kernel/clock.ts'
import { type Facts, faultFacts, log } from './log.ts'

type Step<Input, Output> = {
  readonly name: string
  readonly input: z.ZodType<Input>
  readonly output: z.ZodType<Output>
  /** The fields of the input that a log line may contain. */
  readonly facts: (input: Input) => Facts
  readonly run: (input: Input, now: Instant) => Promise<Output>
}

/** The Lambda handler of one step. */
export const task = <Input, Output>(step: Step<Input, Output>) =>
  middy<unknown, Output>().handler(async (raw: unknown) => {
    const input = step.input.parse(raw)
    try {
      return step.output.parse(await step.run(input, readClock()))
    } catch (fault) {
      log.error('task-failed', { operation: step.name, ...step.facts(input), ...faultFacts(fault) })
      throw fault
    }
  })
