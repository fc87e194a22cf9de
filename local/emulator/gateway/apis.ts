// HTTP APIs as the templates declare them: stages, routes, integrations, authorisers, CORS.
import * as z from 'zod'
import type { Deployment } from '../template/deployment.ts'

const Cors = z.object({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
  AllowCredentials: z.boolean().default(false),
})
export type Cors = z.infer<typeof Cors>

const Api = z.object({ ProtocolType: z.literal('HTTP').default('HTTP'), CorsConfiguration: Cors.optional() })
const Stage = z.object({
  ApiId: z.string(),
  StageName: z.string(),
  StageVariables: z.record(z.string(), z.string()).optional(),
})
const Mapping = z.object({ ApiId: z.string(), Stage: z.string(), ApiMappingKey: z.string().optional() })
const Integration = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.coerce.number().default(30_000),
})
const Authorizer = z.object({
  AuthorizerType: z.literal('JWT'),
  IdentitySource: z.array(z.string()).default(['$request.header.Authorization']),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
})
const Route = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.enum(['NONE', 'JWT']).default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
})

/** The required token of a route: of this issuer, for one of these audiences, with one of these scopes (if any are named). */
export type Authorisation = {
  readonly issuer: string
  readonly audiences: readonly string[]
  readonly scopes: readonly string[]
}

export type ServedRoute = {
  readonly apiId: string
  readonly routeKey: string
  readonly functionArn: string
  /** How many milliseconds the gateway waits. */
  readonly timeout: number
  readonly authorisation: Authorisation | undefined
}

export type ServedApi = {
  readonly id: string
  readonly stage: string
  /** Path before every route: `/v1`, or empty for a stage `$default` without mapping. */
  readonly prefix: string
  readonly stageVariables: Readonly<Record<string, string>> | undefined
  readonly cors: Cors | undefined
  readonly routes: readonly ServedRoute[]
}

/** `arn:aws:apigateway:…/functions/<arn>/invocations` or the function's ARN itself. */
const functionOf = (uri: string): string => /functions\/(arn:[^/]+)\/invocations/.exec(uri)?.[1] ?? uri

/** All HTTP APIs. Throws on integrations other than Lambda with payload 2.0 and on authorisers other than JWT. */
export const servedApis = (deployment: Deployment): readonly ServedApi[] => {
  const named = <Value>(type: string, schema: z.ZodType<Value>) =>
    deployment.ofType(type).map((resource) => {
      const parsed = schema.safeParse(resource.properties)
      if (!parsed.success)
        throw new Error(`${resource.stack}/${resource.id} (${type}): ${z.prettifyError(parsed.error)}`)
      return { id: resource.id, stack: resource.stack, value: parsed.data }
    })
  const integrations = new Map(named('AWS::ApiGatewayV2::Integration', Integration).map(({ id, value }) => [id, value]))
  const authorizers = new Map(named('AWS::ApiGatewayV2::Authorizer', Authorizer).map(({ id, value }) => [id, value]))
  const stages = named('AWS::ApiGatewayV2::Stage', Stage)
  const mappings = named('AWS::ApiGatewayV2::ApiMapping', Mapping)

  const routeOf = (route: z.infer<typeof Route>): ServedRoute => {
    const integration = integrations.get(route.Target.replace(/^integrations\//, ''))
    if (!integration) throw new Error(`${route.RouteKey} has no integration.`)
    const authorizer = route.AuthorizationType === 'JWT' ? authorizers.get(route.AuthorizerId ?? '') : undefined
    if (route.AuthorizationType === 'JWT' && !authorizer) throw new Error(`${route.RouteKey} has no authoriser.`)
    return {
      apiId: route.ApiId,
      routeKey: route.RouteKey,
      functionArn: functionOf(integration.IntegrationUri),
      timeout: integration.TimeoutInMillis,
      authorisation: authorizer && {
        issuer: authorizer.JwtConfiguration.Issuer,
        audiences: authorizer.JwtConfiguration.Audience,
        scopes: route.AuthorizationScopes,
      },
    }
  }
  const routes = named('AWS::ApiGatewayV2::Route', Route).map(({ value }) => routeOf(value))

  return named('AWS::ApiGatewayV2::Api', Api).map(({ id, value }) => {
    const stage = stages.find((candidate) => candidate.value.ApiId === id)?.value
    const mapping = mappings.find((candidate) => candidate.value.ApiId === id)?.value
    const name = stage?.StageName ?? '$default'
    const base = name === '$default' ? mapping?.ApiMappingKey : name
    return {
      id,
      stage: name,
      prefix: base ? `/${base}` : '',
      stageVariables: stage?.StageVariables,
      cors: value.CorsConfiguration,
      routes: routes.filter((route) => route.apiId === id),
    }
  })
}
