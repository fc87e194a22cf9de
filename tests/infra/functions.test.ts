import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { stageOf } from '../../infra/stages.ts'
import { allUnits } from '../../infra/units/all-units.ts'
import { gatewayTimeoutSeconds, isSilent, retriesOf, type Unit } from '../../infra/units/unit.ts'
import { maximumThreads } from '../../local/emulator/functions/functions.ts'
import { at, listOf, synthesize } from './support/synthesized.ts'

const synthesized = await synthesize('production')
const functionOf = (unit: Unit) => {
  const lambda = synthesized
    .ofType('AWS::Lambda::Function')
    .find(({ properties }) => properties.FunctionName === `wijk-production-${unit.name}`)
  if (lambda === undefined) throw new Error(`There is no function ${unit.name}`)
  return lambda
}
const environmentOf = (unit: Unit) =>
  Object.keys(at(functionOf(unit).properties, 'Environment', 'Variables') ?? {}).sort()
const units = allUnits.map((unit) => [unit.name, unit] as const)

describe('the units', () => {
  it('the units have unique names, and each is in a stack', () => {
    const names = allUnits.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect(synthesized.ofType('AWS::Lambda::Function').length).toBe(names.length)
  })

  it('the units with a rate are few enough for the local runner to keep all of them started', () => {
    const rates = synthesized
      .ofType('AWS::Scheduler::Schedule')
      .filter(({ properties }) => String(properties.ScheduleExpression).startsWith('rate('))
    expect(rates.length).toBeGreaterThan(0)
    // The rest is for the functions that requests trigger, and those that they trigger in turn.
    expect(rates.length).toBeLessThanOrEqual(maximumThreads - 12)
  })

  it.each(units)('%s has its code in the declared file', (_, { entry }) => {
    expect(existsSync(entry)).toBe(true)
  })

  it.each(units)('%s answers before the gateway gives up', (_, { trigger, timeoutSeconds }) => {
    expect(timeoutSeconds).toBeLessThan(trigger.kind === 'http' ? gatewayTimeoutSeconds : 901)
  })
})

describe('each function', () => {
  it.each(units)('%s runs Node 24 on arm64 with the declared settings', (_, unit) => {
    expect(functionOf(unit).properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      MemorySize: unit.memory,
      Timeout: unit.timeoutSeconds,
    })
  })

  it.each(units)('%s gets the names it needs and no others', (_, unit) => {
    const tables = unit.access.map(({ table }) => table)
    const keys = (unit.keys ?? []).map(({ key }) => key)
    const expected = [
      'POWERTOOLS_SERVICE_NAME',
      ...(tables.includes('main') ? ['TABLE_NAME'] : []),
      ...(tables.includes('ballotBox') ? ['BALLOT_BOX_NAME'] : []),
      ...(keys.includes('permitKey') ? ['PERMIT_KEY_ID'] : []),
      ...(keys.includes('rollKey') ? ['ROLL_KEY_ID'] : []),
      ...(keys.includes('acceptanceKey') ? ['ACCEPTANCE_KEY_ID'] : []),
      ...(keys.includes('sealKey') ? ['SEAL_KEY_ID'] : []),
      ...(unit.signs ? ['SIGNING_KEY_ID'] : []),
      ...(unit.knowsPersons ? ['PSEUDONYM_CLAIM', 'PSEUDONYM_REQUIRED'] : []),
      ...(unit.publication || unit.documents || unit.pools ? ['PUBLICATION_BUCKET'] : []),
      ...(unit.register ? ['REGISTER_BUCKET'] : []),
      ...(unit.mails ? ['NOTICE_CHANNEL'] : []),
      ...(unit.beacons ? ['BEACON_NETWORK'] : []),
      ...(unit.beacons === 'asks' ? ['BEACON_RELAYS'] : []),
      ...[...(unit.starts ?? []), ...(unit.schedules ?? [])].map(
        (name) => `${name.toUpperCase().replaceAll('-', '_')}_ARN`,
      ),
      ...(unit.schedules ? ['SCHEDULE_DLQ_ARN', 'SCHEDULE_GROUP', 'SCHEDULER_ROLE_ARN'] : []),
    ]
    expect(environmentOf(unit)).toEqual(expected.sort())
  })

  it.each(units)('%s has an alarm text with what is failing, then what people lose', (_, unit) => {
    const { stack, id } = functionOf(unit)
    const alarm = synthesized
      .ofType('AWS::CloudWatch::Alarm')
      .find(
        ({ properties }) =>
          properties.MetricName === 'Errors' &&
          synthesized.text(stack, at(properties, 'Dimensions', 0, 'Value')) === `<${stack}/${id}>`,
      )
    expect(alarm?.properties).toMatchObject({
      AlarmDescription: [
        `The function ${unit.name} ends with an error or runs out of time. ${unit.userImpact.en}`,
        `De functie ${unit.name} geeft een fout of is niet op tijd klaar. ${unit.userImpact.nl}`,
      ].join('\n'),
      Threshold: 1,
    })
    expect(alarm?.properties.Period).toBe(isSilent(unit) ? 3_600 : 300)
  })

  it.each(units)('%s writes JSON to a log with limited retention, or nothing on the casting path', (_, unit) => {
    const { stack, properties } = functionOf(unit)
    expect(properties.LoggingConfig).toMatchObject({ LogFormat: 'JSON', SystemLogLevel: 'WARN' })
    const logs = synthesized
      .ofType('AWS::Logs::LogGroup')
      .filter(({ properties: log }) => log.LogGroupName === `/aws/lambda/wijk-production-${unit.name}`)
    expect(logs.map((log) => log.properties.RetentionInDays)).toEqual(
      isSilent(unit) ? [] : [stageOf('production').configuration.logRetentionDays],
    )
    const [log] = logs
    if (log !== undefined)
      expect(synthesized.text(stack, at(properties, 'LoggingConfig', 'LogGroup'))).toBe(`<${log.stack}/${log.id}>`)
  })

  it.each(units)('%s is traced unless it is about voting', (_, unit) => {
    const mode = at(functionOf(unit).properties, 'TracingConfig', 'Mode')
    expect(mode).toBe(unit.context === 'voting' ? undefined : 'Active')
  })

  it.each(units)('%s stores events that it could not process, unless somebody waits for the answer', (_, unit) => {
    const retries = retriesOf(unit)
    const { stack, id } = functionOf(unit)
    const configured = synthesized
      .ofType('AWS::Lambda::EventInvokeConfig')
      .filter((each) => synthesized.text(each.stack, each.properties.FunctionName).includes(`<${stack}/${id}`))
    expect(
      configured.map(({ properties }) => [properties.MaximumRetryAttempts, properties.MaximumEventAgeInSeconds]),
    ).toEqual(retries === undefined ? [] : [[retries.attempts, retries.withinMinutes * 60]])
    for (const { stack: where, properties } of configured)
      expect(synthesized.text(where, at(properties, 'DestinationConfig', 'OnFailure', 'Destination'))).toMatch(
        /Undelivered/,
      )
  })

  it('each function has no capacity reserved that its unit does not declare', () => {
    const reserved = allUnits.map((unit) => functionOf(unit).properties.ReservedConcurrentExecutions)
    expect(reserved).toEqual(allUnits.map(({ reservedConcurrency }) => reservedConcurrency))
  })
})

describe('queues', () => {
  it('queues are encrypted, refuse plain HTTP, and keep messages for fourteen days', () => {
    const queues = synthesized.ofType('AWS::SQS::Queue')
    expect(queues.length).toBeGreaterThan(0)
    for (const { properties } of queues)
      expect(properties).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 })
    expect(synthesized.ofType('AWS::SQS::QueuePolicy').length).toBe(queues.length)
  })

  it('queues each have an alarm', () => {
    const watched = synthesized
      .ofType('AWS::CloudWatch::Alarm')
      .filter(({ properties }) => properties.Namespace === 'AWS/SQS')
      .flatMap(({ stack, properties }) =>
        listOf(properties.Dimensions).map((each) => synthesized.text(stack, at(each, 'Value'))),
      )
    const queues = synthesized.ofType('AWS::SQS::Queue').map(({ stack, id }) => `<${stack}/${id}.QueueName>`)
    expect(watched.sort()).toEqual(queues.sort())
  })
})
