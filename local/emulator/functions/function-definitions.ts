// Lambda functions as the templates declare them.
import * as z from 'zod'
import type { Deployment, Resource } from '../template/deployment.ts'

const Properties = z.object({
  Code: z.object({ S3Key: z.string().optional() }),
  Handler: z.string().default('index.handler'),
  Timeout: z.coerce.number().default(3),
  MemorySize: z.coerce.number().default(128),
  Environment: z.object({ Variables: z.record(z.string(), z.coerce.string()).default({}) }).optional(),
  DeadLetterConfig: z.object({ TargetArn: z.string() }).optional(),
})

const InvokeConfig = z.object({
  FunctionName: z.string(),
  MaximumRetryAttempts: z.number().default(2),
  MaximumEventAgeInSeconds: z.number().default(21_600),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
})

export type FunctionDefinition = {
  /** Logical id in the template. */
  readonly id: string
  readonly name: string
  readonly arn: string
  readonly handler: string
  /** Milliseconds. */
  readonly timeout: number
  readonly memorySize: number
  readonly environment: Readonly<Record<string, string>>
  /** The path of its bundle; `undefined` for code inside the template. */
  readonly directory: string | undefined
  /** ARN of the queue for events that fail permanently. */
  readonly failures: string | undefined
  /** The destination of failures: it gets the event in an envelope with the error. */
  readonly onFailure: string | undefined
  readonly asyncRetries: number
  /** Milliseconds after which an event is not tried again. */
  readonly eventAge: number
}

const definitionOf = (deployment: Deployment, resource: Resource): FunctionDefinition => {
  const properties = Properties.parse(resource.properties)
  const key = properties.Code.S3Key
  const invoke = deployment
    .ofType('AWS::Lambda::EventInvokeConfig')
    .map((config) => InvokeConfig.parse(config.properties))
    .find((config) => config.FunctionName === resource.name || config.FunctionName === resource.arn)
  return {
    id: resource.id,
    name: resource.name,
    arn: resource.arn,
    handler: properties.Handler,
    timeout: properties.Timeout * 1000,
    memorySize: properties.MemorySize,
    environment: properties.Environment?.Variables ?? {},
    directory: key === undefined ? undefined : deployment.assetPath(key),
    failures: properties.DeadLetterConfig?.TargetArn,
    onFailure: invoke?.DestinationConfig?.OnFailure?.Destination,
    asyncRetries: invoke?.MaximumRetryAttempts ?? 2,
    eventAge: (invoke?.MaximumEventAgeInSeconds ?? 21_600) * 1000,
  }
}

/** All functions of the deployment. Throws if an asset is missing. */
export const functionDefinitions = (deployment: Deployment): readonly FunctionDefinition[] => {
  return deployment.ofType('AWS::Lambda::Function').map((resource) => definitionOf(deployment, resource))
}
