// One context: its functions, its workflows, and the schedules and events that start them.
import { Stack } from 'aws-cdk-lib'
import type { EventBus } from 'aws-cdk-lib/aws-events'
import type { Construct } from 'constructs'
import type { Service } from '../constructs/api/service-http-api.ts'
import { EventConsumer } from '../constructs/events/event-consumer.ts'
import { Schedules } from '../constructs/events/schedules.ts'
import { WorkflowMachine } from '../constructs/events/workflow-machine.ts'
import { ServiceFunction, type Surroundings } from '../constructs/functions/service-function.ts'
import type { Workflows } from '../constructs/functions/statements.ts'
import { nameOf, pascalCase } from '../constructs/naming.ts'
import type { Unit } from '../units/unit.ts'
import type { Workflow } from '../workflows/workflow.ts'
import { envOf } from './data.ts'

type Props = Surroundings & {
  readonly context: Unit['context']
  /** The context's functions, except those that are steps. */
  readonly units: readonly Unit[]
  /** The context's workflows, with their steps. */
  readonly workflows: readonly Workflow[]
  readonly bus: EventBus
}

export class ContextStack extends Stack {
  /** The functions that answer requests. */
  readonly services: readonly Service[]

  constructor(scope: Construct, { context, units, workflows: declared, bus, ...surroundings }: Props) {
    const { stage } = surroundings
    super(scope, nameOf(stage, context), { env: envOf(stage), description: `Wijk aan Zet: ${context}` })
    const machines = new Map(declared.map((workflow) => [workflow.name, this.#machine(surroundings, workflow)]))
    const arnOf = (name: string): string => {
      const arn = machines.get(name)
      if (arn === undefined) throw new Error(`The context ${context} has no workflow ${name}`)
      return arn
    }
    const schedules = this.#schedules(surroundings, context, units, arnOf)
    const workflows: Workflows = { arnOf, schedules: schedules?.oneTime }
    const services: Service[] = []
    for (const unit of units) {
      const { trigger, name } = unit
      const made = new ServiceFunction(this, { ...surroundings, unit, workflows })
      switch (trigger.kind) {
        case 'http':
          services.push({ unit, lambda: made.lambda })
          break
        case 'events':
          new EventConsumer(this, `${pascalCase(name)}Events`, {
            stage,
            name,
            bus,
            events: trigger.events,
            consumer: made,
          })
          break
        case 'every':
          schedules?.every(trigger.minutes, name, made)
          break
        case 'operator':
          break
        case 'step':
        case 'relay':
        case 'sign-in':
          throw new Error(`${name} (${trigger.kind}) is not in the stack of its context`)
        default:
          trigger satisfies never
      }
    }
    this.services = services
  }

  #machine(surroundings: Surroundings, workflow: Workflow): string {
    const functions = Object.entries(workflow.steps).map(([step, unit]) => {
      const { lambda } = new ServiceFunction(this, { ...surroundings, unit })
      return [step, lambda.functionArn] as const
    })
    return new WorkflowMachine(this, pascalCase(workflow.name), {
      stage: surroundings.stage,
      workflow,
      functions: new Map(functions),
    }).stateMachineArn
  }

  /** Undefined for a context without schedules. */
  #schedules(
    { stage }: Surroundings,
    context: Unit['context'],
    units: readonly Unit[],
    arnOf: (name: string) => string,
  ): Schedules | undefined {
    const scheduled = new Set(units.flatMap((unit) => unit.schedules ?? []))
    if (scheduled.size === 0 && !units.some(({ trigger }) => trigger.kind === 'every')) return undefined
    return new Schedules(this, 'Schedules', { stage, context, stateMachineArns: [...scheduled].map(arnOf) })
  }
}
