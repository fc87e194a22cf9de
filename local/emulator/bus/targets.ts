// Delivery to a target by its ARN: function, queue, state machine, bus, or an AWS API called by the scheduler.
import { isObject, member, parseJson, textOf } from '../json.ts'

/** One delivery. `input` is JSON text. */
export type Delivery = {
  readonly arn: string
  readonly input: string
  /** Queue for messages on which a function fails permanently. */
  readonly failures?: string | undefined
  /** For a bus as target. */
  readonly detailType?: string | undefined
  readonly source?: string | undefined
}

/** Delivers; when it returns, the target has accepted the message. Rejects with the target's error. */
export type Deliver = (delivery: Delivery) => Promise<void>

/** The possible targets. */
export type Receivers = {
  invokeLater(functionArn: string, event: string, failures?: string): void
  sendMessage(queue: string, body: string): void
  startExecution(machineArn: string, name: string | undefined, input: string): void
  putEvents(entries: readonly unknown[]): Promise<void>
}

const optional = (value: unknown) => (typeof value === 'string' ? value : undefined)

/** The supported universal targets of EventBridge Scheduler. */
const universal = async (action: string, input: string, to: Receivers): Promise<void> => {
  const body = parseJson(input)
  const field = (name: string) => textOf(member(body, name))
  switch (action) {
    case 'sfn:startExecution':
      return to.startExecution(field('StateMachineArn'), optional(member(body, 'Name')), field('Input') || '{}')
    case 'sqs:sendMessage':
      return to.sendMessage(field('QueueUrl'), field('MessageBody'))
    case 'lambda:invoke':
      return to.invokeLater(field('FunctionName'), field('Payload') || '{}')
    case 'eventbridge:putEvents': {
      const entries = member(body, 'Entries')
      return to.putEvents(Array.isArray(entries) ? entries : [])
    }
    default:
      throw new Error(`The scheduler's target aws-sdk:${action} is not supported by the local runner.`)
  }
}

/** Delivers to all supported targets. */
export const deliverTo =
  (to: Receivers): Deliver =>
  async (delivery) => {
    const { arn, input } = delivery
    const action = /^arn:aws:scheduler:::aws-sdk:(.+)$/.exec(arn)?.[1]
    if (action !== undefined) return universal(action, input, to)
    switch (arn.split(':')[2]) {
      case 'lambda':
        return to.invokeLater(arn, input, delivery.failures)
      case 'sqs':
        return to.sendMessage(arn, input)
      case 'states':
        return to.startExecution(arn, undefined, input)
      case 'events': {
        const detail = parseJson(input)
        if (!isObject(detail)) throw new Error(`What goes to ${arn} must be a JSON object.`)
        return to.putEvents([
          { EventBusName: arn, Detail: input, DetailType: delivery.detailType, Source: delivery.source },
        ])
      }
      case 'logs':
      case 'sns':
        return
      default:
        throw new Error(`The local runner cannot deliver to ${arn}.`)
    }
  }

/** Throws (Error) at the start if a target could not be delivered to later. */
export const requireTarget = (arn: string): void => {
  if (
    /^arn:aws:scheduler:::aws-sdk:(sfn:startExecution|sqs:sendMessage|lambda:invoke|eventbridge:putEvents)$/.test(arn)
  )
    return
  if (!['lambda', 'sqs', 'states', 'events', 'logs', 'sns'].includes(arn.split(':')[2] ?? ''))
    throw new Error(`The local runner cannot deliver to ${arn}.`)
}
