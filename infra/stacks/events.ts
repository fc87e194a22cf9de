// The event bus, and the relay that forwards the events of the outbox to it.
import { Stack } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import type { Construct } from 'constructs'
import { EventRelay } from '../constructs/events/event-relay.ts'
import { ServiceFunction, type Surroundings } from '../constructs/functions/service-function.ts'
import { nameOf } from '../constructs/naming.ts'
import type { Unit } from '../units/unit.ts'
import { envOf } from './data.ts'

type Props = Surroundings & { readonly units: readonly Unit[] }

export class EventsStack extends Stack {
  readonly bus: EventBus

  constructor(scope: Construct, { units, ...surroundings }: Props) {
    const { stage, data } = surroundings
    super(scope, nameOf(stage, 'events'), { env: envOf(stage), description: 'Wijk aan Zet: bus and relay of events' })
    this.bus = new EventBus(this, 'Bus', { eventBusName: nameOf(stage, 'events') })
    for (const unit of units) {
      const { lambda } = new ServiceFunction(this, { ...surroundings, unit })
      new EventRelay(this, 'Relay', { stage, data, bus: this.bus, unwrapArn: lambda.functionArn })
    }
  }
}
