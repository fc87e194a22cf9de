// All state machines are valid Amazon States Language, and every wait has a timeout.
import { createRequire } from 'node:module'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { allWorkflows } from '../../infra/workflows/all-workflows.ts'

const StateShape = z.looseObject({
  Type: z.string(),
  Resource: z.string().optional(),
  TimeoutSeconds: z.number().optional(),
  TimeoutSecondsPath: z.string().optional(),
  Catch: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string() })).default([]),
  Retry: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), MaxAttempts: z.number().optional() })).default([]),
  ItemProcessor: z.unknown().optional(),
  Iterator: z.unknown().optional(),
  Branches: z.array(z.unknown()).default([]),
})
const MachineShape = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), StateShape) })
type Found = readonly (readonly [name: string, state: z.infer<typeof StateShape>])[]

/** The states of a machine and of the machines nested in it. */
const statesOf = (machine: unknown): Found =>
  Object.entries(MachineShape.parse(machine).States).flatMap(([name, state]) => [
    [name, state] as const,
    ...[state.ItemProcessor, state.Iterator, ...state.Branches].flatMap((inner) =>
      inner === undefined ? [] : statesOf(inner),
    ),
  ])

const arnOf = (step: string) => `arn:aws:lambda:eu-west-1:123456789012:function:${step}`
const aYear = 366 * 86_400

describe.each(allWorkflows.map((workflow) => [workflow.name, workflow] as const))(
  'the state machine %s',
  (_, workflow) => {
    const definition: unknown = JSON.parse(JSON.stringify(workflow.define(arnOf)))
    const states = statesOf(definition)
    const tasks = states.filter(([, { Type }]) => Type === 'Task')

    it('is valid Amazon States Language', async () => {
      const validate = z
        .function({ input: [z.unknown()], output: z.unknown() })
        .implement(createRequire(import.meta.url)('asl-validator'))
      expect(await validate(definition)).toMatchObject({ isValid: true, errors: [] })
    })

    it('ends within the year that Step Functions allows', () => {
      const { TimeoutSeconds } = z.object({ TimeoutSeconds: z.number() }).parse(definition)
      expect(TimeoutSeconds).toBeGreaterThan(0)
      expect(TimeoutSeconds).toBeLessThan(aYear)
    })

    it('has a timeout on every task', () => {
      expect(tasks.length).toBeGreaterThan(0)
      for (const [name, { TimeoutSeconds, TimeoutSecondsPath }] of tasks)
        expect([name, TimeoutSeconds ?? TimeoutSecondsPath]).not.toEqual([name, undefined])
    })
  },
)

describe('a state that waits for people', () => {
  const waits = allWorkflows.flatMap((workflow) => {
    const states = statesOf(JSON.parse(JSON.stringify(workflow.define(arnOf))))
    const waiting = states.filter(([, { Resource }]) => Resource?.endsWith('.waitForTaskToken'))
    return waiting.map(([name, state]) => ({ name, state, others: states.map(([other]) => other) }))
  })

  it('a state that waits for people exists for owners and for the council', () => {
    expect(waits.map(({ name }) => name)).toEqual(expect.arrayContaining(['AwaitOwner', 'AwaitCouncil']))
  })

  it.each(waits)('$name continues when its wait ends, and does not retry that as an error', ({ state, others }) => {
    expect(state.TimeoutSecondsPath ?? state.TimeoutSeconds).toBeDefined()
    expect(state.Retry[0]).toMatchObject({ ErrorEquals: ['States.Timeout'], MaxAttempts: 0 })
    expect(state.Catch[0]?.ErrorEquals).toEqual(['States.Timeout'])
    expect(others).toContain(state.Catch[0]?.Next)
  })
})
