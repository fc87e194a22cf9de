// What happens by itself: events from the outbox to those who hear them, and what happens when its moment has come.
import { Stack } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import type { Construct } from 'constructs'
import { EventConsumer } from '../constructs/event-consumer.ts'
import { EventRelay } from '../constructs/event-relay.ts'
import { nameOf, pascalCase } from '../constructs/naming.ts'
import { Schedules } from '../constructs/schedules.ts'
import { ServiceFunction, type Surroundings } from '../constructs/service-function.ts'
import type { Workflows } from '../constructs/statements.ts'
import { WorkflowMachine } from '../constructs/workflow-machine.ts'
import type { Unit } from '../units/unit.ts'
import { allWorkflows } from '../workflows/all-workflows.ts'
import { envOf } from './data.ts'

type Props = Surroundings & { readonly units: readonly Unit[] }

export class WorkflowsStack extends Stack {
  constructor(scope: Construct, { units, ...surroundings }: Props) {
    const { stage, data } = surroundings
    super(scope, nameOf(stage, 'workflows'), { env: envOf(stage), description: 'Wijk aan Zet: what happens by itself' })
    const bus = new EventBus(this, 'Bus', { eventBusName: nameOf(stage, 'events') })
    const machines = new Map(
      allWorkflows.map((workflow) => {
        const functions = Object.entries(workflow.steps).map(([step, unit]) => {
          const { lambda } = new ServiceFunction(this, { ...surroundings, unit })
          return [step, lambda.functionArn] as const
        })
        const machine = new WorkflowMachine(this, pascalCase(workflow.name), {
          stage,
          workflow,
          functions: new Map(functions),
        })
        return [workflow.name, machine.stateMachineArn]
      }),
    )
    const arnOf = (name: string): string => {
      const arn = machines.get(name)
      if (arn === undefined) throw new Error(`There is no workflow ${name}`)
      return arn
    }
    const scheduled = new Set(units.flatMap((unit) => unit.schedules ?? []))
    const schedules = new Schedules(this, 'Schedules', { stage, stateMachineArns: [...scheduled].map(arnOf) })
    const workflows: Workflows = {
      arnOf,
      schedules: {
        group: schedules.groupName,
        roleArn: schedules.roleArn,
        deadLettersArn: schedules.deadLetters.queueArn,
      },
    }
    const make = (unit: Unit) => new ServiceFunction(this, { ...surroundings, unit, workflows })
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
        case 'step':
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
