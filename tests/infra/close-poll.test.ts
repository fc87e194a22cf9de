import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { closePoll } from '../../infra/workflows/close-poll/workflow.ts'
import { arrowsDrawn, isValidLanguage, StateMachine, shapeOf } from './support/machine-shape.ts'
import { at, listOf, synthesize } from './support/synthesized.ts'

const definition: unknown = JSON.parse(
  JSON.stringify(closePoll.define((step) => `arn:aws:lambda:eu-west-1:123456789012:function:${step}`)),
)

describe('close-poll', () => {
  const page = readFileSync('docs/state-machines/close-poll.md', 'utf8')
  const { states, arrows } = shapeOf(definition)

  it('close-poll is valid Amazon States Language', async () => {
    expect(await isValidLanguage(definition)).toMatchObject({ isValid: true, errors: [] })
  })

  it('close-poll matches its drawing: the same arrows between the same states', () => {
    expect(arrowsDrawn(page)).toEqual([...new Set(arrows)].sort())
  })

  it('close-poll has each state explained below the drawing', () => {
    for (const state of states) expect(page).toContain(`\`${state}\` |`)
  })

  it('close-poll counts at most 32 parts in parallel, and passes no ballots on', () => {
    expect(at(definition, 'States', 'CountShards')).toMatchObject({ MaxConcurrency: 32, ResultPath: null })
  })

  it('close-poll retries every step and catches lasting failures', () => {
    const tasks = Object.values(StateMachine.parse(definition).States).filter(
      ({ Type }) => Type === 'Task' || Type === 'Map',
    )
    expect(tasks.length).toBe(5)
    for (const state of tasks) {
      expect(listOf(state.Catch).map((caught) => at(caught, 'ErrorEquals'))).toEqual([['States.ALL']])
      if (state.Type === 'Task') expect(listOf(state.Retry).length).toBeGreaterThan(0)
    }
  })
})

describe('close-poll as it is provisioned', async () => {
  const synthesized = await synthesize('production')
  const machine = synthesized
    .ofType('AWS::StepFunctions::StateMachine')
    .find(({ properties }) => properties.StateMachineName === 'wijk-production-close-poll')

  it('close-poll as it is provisioned logs faults without the data of the execution, and has no tracing', () => {
    expect(machine?.properties).toMatchObject({
      StateMachineType: 'STANDARD',
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
    })
    expect(at(machine?.properties, 'TracingConfiguration', 'Enabled') ?? false).toBe(false)
  })

  it('close-poll as it is provisioned invokes each step’s own function', () => {
    const text = synthesized.text(machine?.stack ?? '', machine?.properties.DefinitionString)
    const steps = StateMachine.parse(JSON.parse(text)).States
    const functionName = (resource: unknown) =>
      synthesized.ofType('AWS::Lambda::Function').find(({ stack, id }) => resource === `<${stack}/${id}.Arn>`)
        ?.properties.FunctionName
    expect(functionName(steps.SealPoll?.Resource)).toBe('wijk-production-seal-poll')
    expect(functionName(steps.CountMarks?.Resource)).toBe('wijk-production-count-marks')
    expect(functionName(at(steps.CountShards, 'ItemProcessor', 'States', 'CountShard', 'Resource'))).toBe(
      'wijk-production-count-shard',
    )
    expect(functionName(steps.BuildTree?.Resource)).toBe('wijk-production-build-tree')
    expect(functionName(steps.PublishResult?.Resource)).toBe('wijk-production-publish-result')
  })

  it('close-poll as it is provisioned has an alarm with the failure and what people lose', () => {
    const alarm = synthesized
      .ofType('AWS::CloudWatch::Alarm')
      .find(({ properties }) => properties.AlarmName === 'wijk-production-close-poll')
    expect(String(alarm?.properties.AlarmDescription)).toMatch(
      /^An execution of the workflow close-poll failed.*gets no result/,
    )
  })
})
