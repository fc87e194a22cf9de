// What happens by itself: events from the outbox to those who hear them, and polls that close on time.
import { Stack } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import type { Construct } from 'constructs'
import { ClosePollMachine } from '../constructs/close-poll-machine.ts'
import { EventConsumer } from '../constructs/event-consumer.ts'
import { EventRelay } from '../constructs/event-relay.ts'
import { nameOf, pascalCase } from '../constructs/naming.ts'
import { Schedules } from '../constructs/schedules.ts'
import { ServiceFunction, type Surroundings } from '../constructs/service-function.ts'
import type { Closing } from '../constructs/statements.ts'
import type { ClosingStep, Unit } from '../units/unit.ts'
import { envOf } from './data.ts'

type Props = Surroundings & { readonly units: readonly Unit[] }

export class WorkflowsStack extends Stack {
  constructor(scope: Construct, { units, ...surroundings }: Props) {
    const { stage, data } = surroundings
    super(scope, nameOf(stage, 'workflows'), { env: envOf(stage), description: 'Wijk aan Zet: what happens by itself' })
    const bus = new EventBus(this, 'Bus', { eventBusName: nameOf(stage, 'events') })
    const step = (name: ClosingStep) => {
      const unit = units.find(({ trigger }) => trigger.kind === 'closing-step' && trigger.step === name)
      if (unit === undefined) throw new Error(`No unit is the step ${name}`)
      const { lambda } = new ServiceFunction(this, { ...surroundings, unit })
      return { arn: lambda.functionArn, timeoutSeconds: unit.timeoutSeconds }
    }
    const { stateMachineArn } = new ClosePollMachine(this, 'ClosePoll', {
      stage,
      steps: {
        SealPoll: step('SealPoll'),
        CountMarks: step('CountMarks'),
        CountShard: step('CountShard'),
        BuildTree: step('BuildTree'),
        PublishResult: step('PublishResult'),
      },
    })
    const schedules = new Schedules(this, 'Schedules', { stage, stateMachineArn })
    const closing: Closing = {
      stateMachineArn,
      scheduleGroup: schedules.groupName,
      schedulerRoleArn: schedules.closingRoleArn,
      scheduleDeadLetterArn: schedules.deadLetters.queueArn,
    }
    const make = (unit: Unit) => new ServiceFunction(this, { ...surroundings, unit, closing })
    for (const unit of units) {
      const { trigger, name } = unit
      switch (trigger.kind) {
        case 'events':
          new EventConsumer(this, `${pascalCase(name)}Events`, {
            stage,
            name,
            bus,
            events: trigger.events,
            consumer: make(unit),
          })
          break
        case 'every':
          schedules.every(trigger.minutes, name, make(unit))
          break
        case 'relay':
          new EventRelay(this, 'Relay', { stage, data, bus, unwrapArn: make(unit).lambda.functionArn })
          break
        case 'closing-step':
        case 'http':
        case 'operator':
        case 'sign-in':
          break
        default:
          trigger satisfies never
      }
    }
  }
}
