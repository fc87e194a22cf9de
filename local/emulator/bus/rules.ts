// Rules of the event buses as the templates declare them: pattern, targets, and the input of each target.
import * as z from 'zod'
import { parseJson } from '../json.ts'
import type { Deployment } from '../template/deployment.ts'
import { compilePattern, type Matches } from './event-patterns.ts'
import { asJson, fillTemplate, readPath } from './input-template.ts'
import { requireTarget } from './targets.ts'

const Target = z.object({
  Arn: z.string(),
  Input: z.string().optional(),
  InputPath: z.string().optional(),
  InputTransformer: z
    .object({ InputPathsMap: z.record(z.string(), z.string()).default({}), InputTemplate: z.string() })
    .optional(),
  DeadLetterConfig: z.object({ Arn: z.string() }).optional(),
})
const Rule = z.object({
  EventBusName: z.string().default('default'),
  EventPattern: z.unknown().optional(),
  ScheduleExpression: z.string().optional(),
  State: z.enum(['ENABLED', 'DISABLED', 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS']).default('ENABLED'),
  Targets: z.array(Target).default([]),
})

export type RuleTarget = {
  readonly arn: string
  readonly failures: string | undefined
  /** The JSON text that this target gets for an event. */
  readonly inputFor: (event: unknown) => string
}

export type EventRule = {
  readonly name: string
  readonly arn: string
  readonly busName: string
  readonly matches: Matches | undefined
  readonly schedule: string | undefined
  readonly targets: readonly RuleTarget[]
}

const inputOf = (target: z.infer<typeof Target>) => {
  const { Input, InputPath, InputTransformer } = target
  if (Input !== undefined) return () => asJson(Input)
  if (InputPath !== undefined) return (event: unknown) => JSON.stringify(readPath(InputPath, event) ?? null)
  if (InputTransformer === undefined) return (event: unknown) => JSON.stringify(event)
  const { InputPathsMap, InputTemplate } = InputTransformer
  return (event: unknown) => {
    const lookUp = (name: string) => {
      const path = InputPathsMap[name]
      if (path !== undefined) return readPath(path, event)
      return name === 'aws.events.event' || name === 'aws.events.event.json' ? event : undefined
    }
    return asJson(fillTemplate(InputTemplate, lookUp, true))
  }
}

/** `name` or `arn:…:event-bus/name`. */
export const busNameOf = (nameOrArn: string): string => nameOrArn.split('/').at(-1) ?? nameOrArn

/** All enabled rules. Throws on unsupported patterns and targets. */
export const eventRules = (deployment: Deployment): readonly EventRule[] =>
  deployment.ofType('AWS::Events::Rule').flatMap(({ name, arn, properties }) => {
    const rule = Rule.parse(properties)
    if (rule.State === 'DISABLED') return []
    for (const target of rule.Targets) requireTarget(target.Arn)
    const pattern = typeof rule.EventPattern === 'string' ? parseJson(rule.EventPattern) : rule.EventPattern
    return [
      {
        name,
        arn,
        busName: busNameOf(rule.EventBusName),
        matches: pattern === undefined ? undefined : compilePattern(pattern),
        schedule: rule.ScheduleExpression,
        targets: rule.Targets.map((target) => ({
          arn: target.Arn,
          failures: target.DeadLetterConfig?.Arn,
          inputFor: inputOf(target),
        })),
      },
    ]
  })
