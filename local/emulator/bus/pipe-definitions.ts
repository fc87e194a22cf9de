// EventBridge Pipes as the templates declare them.
import * as z from 'zod'
import { parseJson } from '../json.ts'
import type { Deployment } from '../template/deployment.ts'
import { compilePattern, type Matches } from './event-patterns.ts'
import { requireTarget } from './targets.ts'

const Pipe = z.object({
  Source: z.string(),
  Target: z.string(),
  DesiredState: z.enum(['RUNNING', 'STOPPED']).default('RUNNING'),
  Enrichment: z.string().optional(),
  EnrichmentParameters: z.object({ InputTemplate: z.string().optional() }).optional(),
  SourceParameters: z
    .object({
      FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
      DynamoDBStreamParameters: z
        .object({
          BatchSize: z.coerce.number().optional(),
          MaximumRetryAttempts: z.coerce.number().optional(),
          DeadLetterConfig: z.object({ Arn: z.string().optional() }).optional(),
        })
        .optional(),
    })
    .optional(),
  TargetParameters: z
    .object({
      InputTemplate: z.string().optional(),
      EventBridgeEventBusParameters: z
        .object({ DetailType: z.string().optional(), Source: z.string().optional() })
        .optional(),
    })
    .optional(),
})

export type PipeDefinition = {
  readonly name: string
  readonly tableName: string
  readonly matches: Matches
  readonly batchSize: number
  /** -1: without limit, the default of a stream source. */
  readonly retries: number
  readonly failures: string | undefined
  readonly enrichment: { readonly functionArn: string; readonly template: string | undefined } | undefined
  readonly target: string
  readonly template: string | undefined
  readonly detailType: string
  readonly source: string
}

/** All running pipes. Throws on sources other than DynamoDB streams and on unsupported targets. */
export const pipeDefinitions = (deployment: Deployment): readonly PipeDefinition[] =>
  deployment.ofType('AWS::Pipes::Pipe').flatMap(({ id, name, properties }) => {
    const pipe = Pipe.parse(properties)
    if (pipe.DesiredState === 'STOPPED') return []
    const tableName = /:table\/([^/]+)\/stream\//.exec(pipe.Source)?.[1]
    if (tableName === undefined)
      throw new Error(`${id}: the local runner pipes from DynamoDB streams only, not ${pipe.Source}.`)
    requireTarget(pipe.Target)
    if (pipe.Enrichment !== undefined && !pipe.Enrichment.includes(':lambda:'))
      throw new Error(`${id}: the local runner enriches with functions only, not ${pipe.Enrichment}.`)
    const patterns = (pipe.SourceParameters?.FilterCriteria?.Filters ?? []).map(({ Pattern }) =>
      compilePattern(parseJson(Pattern)),
    )
    const stream = pipe.SourceParameters?.DynamoDBStreamParameters
    const bus = pipe.TargetParameters?.EventBridgeEventBusParameters
    return [
      {
        name,
        tableName,
        matches: (record) => patterns.length === 0 || patterns.some((matches) => matches(record)),
        batchSize: stream?.BatchSize ?? 100,
        retries: stream?.MaximumRetryAttempts ?? -1,
        failures: stream?.DeadLetterConfig?.Arn,
        enrichment:
          pipe.Enrichment === undefined
            ? undefined
            : { functionArn: pipe.Enrichment, template: pipe.EnrichmentParameters?.InputTemplate },
        target: pipe.Target,
        template: pipe.TargetParameters?.InputTemplate,
        detailType: bus?.DetailType ?? 'Event from aws:dynamodb',
        source: bus?.Source ?? `Pipe ${name}`,
      },
    ]
  })
