// State machines as the templates declare them.
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { loadMachine, type Machine } from '../asl/machine.ts'
import { isObject, messageOf, parseJson } from '../json.ts'
import type { Deployment, Resource } from '../template/deployment.ts'

const Properties = z.object({
  StateMachineType: z.enum(['STANDARD', 'EXPRESS']).default('STANDARD'),
  DefinitionString: z.string().optional(),
  Definition: z.unknown().optional(),
  DefinitionS3Location: z.object({ Key: z.string() }).optional(),
  DefinitionSubstitutions: z.record(z.string(), z.coerce.string()).default({}),
})

export type StateMachine = { readonly name: string; readonly arn: string; readonly machine: Machine }

const textOf = (deployment: Deployment, properties: z.infer<typeof Properties>): string => {
  const { DefinitionString, Definition, DefinitionS3Location } = properties
  if (DefinitionString !== undefined) return DefinitionString
  if (isObject(Definition)) return JSON.stringify(Definition)
  if (DefinitionS3Location) return readFileSync(deployment.assetPath(DefinitionS3Location.Key), 'utf8')
  throw new Error('it has no definition')
}

const load = (deployment: Deployment, resource: Resource): StateMachine => {
  const { name, arn, stack, id } = resource
  try {
    const properties = Properties.parse(resource.properties)
    const text = textOf(deployment, properties).replace(/\$\{(\w+)\}/g, (whole, key: string) => {
      const value = properties.DefinitionSubstitutions[key]
      return value === undefined ? whole : JSON.stringify(value).slice(1, -1)
    })
    return { name, arn, machine: loadMachine(parseJson(text)) }
  } catch (error) {
    throw new Error(`${stack}/${id} (state machine): ${messageOf(error)}`)
  }
}

/** All state machines, loaded. Throws on a definition with anything that the interpreter does not support. */
export const stateMachines = (deployment: Deployment): readonly StateMachine[] =>
  deployment.ofType('AWS::StepFunctions::StateMachine').map((resource) => load(deployment, resource))
