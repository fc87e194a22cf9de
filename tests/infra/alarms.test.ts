import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { guardedCalls } from '../../infra/constructs/guards/change-guard.ts'
import { checkStage, stageOf } from '../../infra/stages.ts'
import { electorateNearlyReached } from '../../shared/voting/oversight-operations.ts'
import { at, listOf, synthesize } from './support/synthesized.ts'

const synthesized = await synthesize('production')
const alarms = new Map(
  synthesized
    .ofType('AWS::CloudWatch::Alarm')
    .map(({ stack, properties }) => [
      String(properties.AlarmName).replace('wijk-production-', ''),
      { stack, properties },
    ]),
)
const metricsOf = (name: string) => {
  const properties = alarms.get(name)?.properties
  return [properties, ...listOf(properties?.Metrics).map((query) => at(query, 'MetricStat', 'Metric'))].flatMap(
    (metric) => (at(metric, 'MetricName') === undefined ? [] : [String(at(metric, 'MetricName'))]),
  )
}

describe('the alarms', () => {
  it('the alarms are all sent to the topic of the stage', () => {
    const { alarmTopicArn } = stageOf('production').configuration
    for (const { properties } of alarms.values()) expect(properties.AlarmActions).toEqual([alarmTopicArn])
  })

  it('the alarms include the faults that functions catch: on every API, and hourly on the ballot API', () => {
    const apis = synthesized.ofType('AWS::ApiGatewayV2::Api')
    const watched = [...alarms.values()].filter(({ properties }) => properties.MetricName === '5xx')
    const refs = watched.map(({ stack, properties }) => synthesized.text(stack, at(properties.Dimensions, 0, 'Value')))
    expect(refs.sort()).toEqual(apis.map(({ stack, id }) => `<${stack}/${id}>`).sort())
    expect(alarms.get('ballots-faults')?.properties).toMatchObject({ Period: 3_600, Threshold: 1, Statistic: 'Sum' })
    expect(alarms.get('api-faults')?.properties).toMatchObject({ Period: 300, Threshold: 1, Statistic: 'Sum' })
  })

  it('the alarms notice a relay that fails, and one that has silently stopped', () => {
    expect(metricsOf('relay-failures')).toEqual(['ExecutionFailed', 'ExecutionTimeout', 'ExecutionThrottled'])
    expect(metricsOf('relay-stopped')).toEqual(['SuccessfulRequestLatency'])
    expect(alarms.get('relay-stopped')?.properties).toMatchObject({
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'breaching',
    })
  })

  it('the alarms notice that a protection was changed, and a queue stores the change', () => {
    const [rule, ...others] = synthesized
      .ofType('AWS::Events::Rule')
      .filter(({ properties }) => properties.EventBusName === undefined)
    expect(others).toEqual([])
    expect(at(rule?.properties.EventPattern, 'detail', 'eventName')).toEqual(guardedCalls)
    const calls = [
      'PutResourcePolicy',
      'DeleteResourcePolicy',
      'PutKeyPolicy',
      'DisableKey',
      'DeleteBucketPolicy',
      'StopPipe',
    ]
    for (const call of calls) expect(guardedCalls).toContain(call)
    const queue = synthesized.text(rule?.stack ?? '', at(rule?.properties.Targets, 0, 'Arn'))
    const watched = alarms.get('protection-changes')
    const name = synthesized.text(watched?.stack ?? '', at(watched?.properties.Dimensions, 0, 'Value'))
    expect(name).toBe(queue.replace(/\.Arn>$/, '.QueueName>'))
  })

  it('the alarms are raised before permits exceed the electorate of an open poll, from a log line of the watching function', () => {
    const [filter] = synthesized
      .ofType('AWS::Logs::MetricFilter')
      .filter(({ properties }) => properties.FilterPattern === `"${electorateNearlyReached}"`)
    const alarm = alarms.get('electorate-nearly-reached')?.properties
    const made = at(filter?.properties.MetricTransformations, 0)
    expect(alarm).toMatchObject({ Threshold: 1, ComparisonOperator: 'GreaterThanOrEqualToThreshold' })
    expect([alarm?.Namespace, alarm?.MetricName]).toEqual([at(made, 'MetricNamespace'), at(made, 'MetricName')])
    const log = synthesized.text(filter?.stack ?? '', filter?.properties.LogGroupName)
    expect(log).toContain('WatchElectorates')
  })

  it('the alarms each have a runbook section with its meaning, whom it hurts and what to do', () => {
    const sections = readFileSync('docs/runbooks/README.md', 'utf8').split(/^### /m).slice(1)
    const named = sections.map((section) =>
      [...(section.split('\n')[0] ?? '').matchAll(/`([a-z-]+)`/g)].map(([, name]) => name),
    )
    expect(named.flat().sort()).toEqual([...alarms.keys()].sort())
    for (const section of sections)
      for (const part of ['**Means**', '**Hurts**', '**Do**']) expect(section).toContain(part)
  })
})

describe('production', () => {
  const { configuration } = stageOf('production')
  const check = (change: object) => () => checkStage('production', { ...configuration, ...change })

  it('production is not synthesized if nobody would receive an alarm', () => {
    const { alarmTopicArn: _, ...silent } = configuration
    expect(() => checkStage('production', silent)).toThrow(
      'stages.production.alarmTopicArn: nobody would hear an alarm',
    )
  })

  it.each([
    ['an origin', { origins: ['https://wijkaanzet.nl', 'https://wijkaanzet.example'] }, 'origins.1'],
    ['an origin with a port', { origins: ['https://wijkaanzet.example:8443'] }, 'origins.0'],
    ['an address of documentation', { origins: ['https://www.example.org'] }, 'origins.0'],
    [
      'an address to return to',
      { identity: { ...configuration.identity, callbackUrls: ['https://wijkaanzet.example/signed-in'] } },
      'identity.callbackUrls.0',
    ],
    ['a relay', { beacons: { ...configuration.beacons, relays: ['https://drand.test'] } }, 'beacons.relays.0'],
  ])('production is not synthesized with a placeholder for %s', (_what, change, path) => {
    expect(check(change)).toThrow(
      new RegExp(`^stages\\.production\\.${path.replaceAll('.', '\\.')}: .* is a placeholder`),
    )
  })

  it('production is not synthesized if its stacks could be deleted with all votes', () => {
    expect(check({ data: 'destroy' })).toThrow('stages.production.data: has to be "keep"')
  })

  it('production can have any host names', () => {
    expect(check({ origins: ['https://example-city.nl', 'https://test.wijkaanzet.nl'] })).not.toThrow()
  })

  it('production is the only stage that protects its stacks from being deleted', async () => {
    expect(synthesized.isProtected.length).toBeGreaterThan(4)
    expect(new Set(synthesized.isProtected)).toEqual(new Set([true]))
    expect(new Set((await synthesize('dev')).isProtected)).toEqual(new Set([false]))
  })
})
