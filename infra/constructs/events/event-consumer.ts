// A function that receives events: a rule on the bus for the kinds it declares. The retries here are for delivery, when Lambda
// cannot be reached; a failed run is retried as the unit says (service-function.ts). Both use the same dead-letter queue.
import { Duration } from 'aws-cdk-lib'
import { type EventBus, Rule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets'
import { Construct } from 'constructs'
import { type EventDefinition, eventSource } from '../../../events/envelope.ts'
import type { Stage } from '../../stages.ts'
import type { ServiceFunction } from '../functions/service-function.ts'
import { nameOf } from '../naming.ts'

type Props = {
  readonly stage: Stage
  readonly name: string
  readonly bus: EventBus
  readonly events: readonly EventDefinition[]
  readonly consumer: ServiceFunction
}

export class EventConsumer extends Construct {
  constructor(scope: Construct, id: string, { stage, name, bus, events, consumer }: Props) {
    super(scope, id)
    const { lambda, deadLetters } = consumer
    if (deadLetters === undefined) throw new TypeError(`${name} has no dead-letter queue`)
    new Rule(this, 'Rule', {
      ruleName: nameOf(stage, name),
      eventBus: bus,
      eventPattern: { source: [eventSource], detail: { type: events.map(({ type }) => type) } },
      targets: [
        new LambdaTarget(lambda, {
          deadLetterQueue: deadLetters,
          maxEventAge: Duration.hours(6),
          retryAttempts: 20,
        }),
      ],
    })
  }
}
