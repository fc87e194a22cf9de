import { describe, expect, it } from 'vitest'
import { eventCatalogue } from '../../events/catalogue.ts'
import { type CloudEvent, enveloped, event } from '../../events/envelope.ts'
import { pollCancelled } from '../../events/voting.ts'
import { start } from '../../functions/outbox/unwrap-events.ts'
import { allUnits } from '../../infra/units/all-units.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import { PollId, WardCode } from '../../shared/kernel/ids.ts'
import { outboxItem } from '../../shared/table/outbox.ts'
import { at, listOf, synthesize } from './support/synthesized.ts'

const handler = start()

const synthesized = await synthesize('production')
const [pipe] = synthesized.ofType('AWS::Pipes::Pipe')
const context = Object.create(null)

const cancelled = (): CloudEvent =>
  enveloped(
    event(pollCancelled, 'polls/1', {
      pollId: PollId.parse('0b9f9a0e-6d8c-4c7c-9d2c-1f6a3b0f3c11'),
      wardCode: WardCode.parse('oude-noorden'),
    }),
    Instant.parse('2026-03-18T06:30:00.000Z'),
  )

/** An outbox item as a stream record. */
const recordOf = (event: CloudEvent, detail = outboxItem(event).detail) => ({
  eventName: 'INSERT',
  dynamodb: {
    NewImage: { pk: { S: outboxItem(event).pk }, sk: { S: event.id }, type: { S: event.type }, detail: { S: detail } },
  },
})

describe('the relay', () => {
  it('the relay takes only new items of the outbox', () => {
    const [filter, ...others] = listOf(at(pipe?.properties, 'SourceParameters', 'FilterCriteria', 'Filters'))
    expect(others).toEqual([])
    expect(JSON.parse(String(at(filter, 'Pattern')))).toEqual({
      eventName: ['INSERT'],
      dynamodb: { NewImage: { pk: { S: [{ prefix: 'OUTBOX#' }] } } },
    })
  })

  it('the relay publishes every event unchanged and in order', async () => {
    const event = [cancelled(), cancelled()]
    expect(
      await handler(
        event.map((each) => recordOf(each)),
        context,
      ),
    ).toEqual(event)
  })

  it('the relay refuses an item without an event, so that the pipe retries and stores it', async () => {
    await expect(handler([recordOf(cancelled(), '{"specversion":"1.0"}')], context)).rejects.toThrow()
    await expect(handler([recordOf(cancelled(), 'nonsense')], context)).rejects.toThrow()
    await expect(handler([{ eventName: 'REMOVE', dynamodb: {} }], context)).rejects.toThrow()
  })

  it('the relay splits a batch that fails, and stores events that cannot be published', () => {
    expect(at(pipe?.properties, 'SourceParameters', 'DynamoDBStreamParameters')).toMatchObject({
      OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
      StartingPosition: 'TRIM_HORIZON',
    })
    expect(
      at(pipe?.properties, 'SourceParameters', 'DynamoDBStreamParameters', 'DeadLetterConfig', 'Arn'),
    ).toBeDefined()
  })
})

describe('the rules on the bus', () => {
  // Only rules on our own bus: the default bus, which has no name here, carries the events of AWS itself.
  const rules = synthesized
    .ofType('AWS::Events::Rule')
    .filter(({ properties }) => properties.EventBusName !== undefined)
  const consumers = allUnits.flatMap(({ name, trigger }) =>
    trigger.kind === 'events' ? [{ name, events: trigger.events }] : [],
  )

  it('the rules on the bus bring each consumer the events it declares', () => {
    const brought = rules.map(({ properties }) => [properties.Name, at(properties, 'EventPattern')])
    expect(Object.fromEntries(brought)).toEqual(
      Object.fromEntries(
        consumers.map(({ name, events }) => [
          `wijk-production-${name}`,
          { source: ['nl.wijk'], detail: { type: events.map(({ type }) => type) } },
        ]),
      ),
    )
  })

  it('the rules on the bus name only events of the catalogue', () => {
    const known = new Set(eventCatalogue.map(({ type }) => type))
    for (const { type } of consumers.flatMap(({ events }) => events)) expect(known).toContain(type)
  })

  it('the rules on the bus store what they could not deliver', () => {
    for (const { properties } of rules)
      for (const target of listOf(properties.Targets)) {
        expect(at(target, 'DeadLetterConfig', 'Arn')).toBeDefined()
        expect(at(target, 'RetryPolicy', 'MaximumRetryAttempts')).toBe(20)
      }
  })

  it('the rules on the bus archive nothing', () => {
    expect(synthesized.ofType('AWS::Events::Archive')).toEqual([])
  })
})
