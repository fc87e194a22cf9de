// An HTTP API from declared operations: one route each, with the scope of its row of the permission table.
import { CfnOutput, Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  CfnStage,
  CorsHttpMethod,
  type CorsPreflightOptions,
  HttpApi,
  HttpMethod,
  HttpNoneAuthorizer,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { scopeOf } from '../../../shared/api/access.ts'
import { basePath } from '../../../shared/api/version.ts'
import type { Bilingual } from '../../../shared/kernel/refusals.ts'
import { acknowledge } from '../../acknowledgements.ts'
import type { Stage, StageConfiguration } from '../../stages.ts'
import { operationsOf, type Unit } from '../../units/unit.ts'
import { UserImpactAlarm } from '../guards/alarm.ts'
import { nameOf, pascalCase } from '../naming.ts'

type Rate = StageConfiguration['throttle']['permits']

/** The fields of a line in the access log: no caller, no address, no ids (the route contains none). */
export const accessLogFields = {
  requestId: '$context.requestId',
  route: '$context.routeKey',
  status: '$context.status',
  responseLength: '$context.responseLength',
  latency: '$context.responseLatency',
  integrationStatus: '$context.integration.status',
  integrationLatency: '$context.integration.latency',
} as const

/** A function that answers requests. */
export type Service = { readonly unit: Unit; readonly lambda: LambdaFunction }

type Props = {
  readonly stage: Stage
  /** Last part of the API's name. */
  readonly name: string
  readonly services: readonly Service[]
  readonly authorizer: IHttpRouteAuthorizer
  /** Handles requests without a route: 404 or 405. */
  readonly catchAll: LambdaFunction
  readonly origins: readonly string[]
  readonly throttle: Rate
  /** Other rates for single routes, by their key. */
  readonly routeThrottles?: ReadonlyMap<string, Rate>
  /** False only on the ballot path: the log would record when each ballot was cast. */
  readonly isLogged: boolean
  /** What people cannot do while it answers with faults. */
  readonly userImpact: Bilingual
}

const methods = {
  GET: HttpMethod.GET,
  POST: HttpMethod.POST,
  PUT: HttpMethod.PUT,
  PATCH: HttpMethod.PATCH,
  DELETE: HttpMethod.DELETE,
} as const
const corsMethods = {
  GET: CorsHttpMethod.GET,
  POST: CorsHttpMethod.POST,
  PUT: CorsHttpMethod.PUT,
  PATCH: CorsHttpMethod.PATCH,
  DELETE: CorsHttpMethod.DELETE,
} as const

const corsOf = (origins: readonly string[], services: readonly Service[]): CorsPreflightOptions => {
  const used = new Set(services.flatMap(({ unit }) => operationsOf(unit).map(({ method }) => method)))
  return {
    allowOrigins: [...origins],
    allowMethods: [...used].sort().map((method) => corsMethods[method]),
    allowHeaders: ['accept-language', 'authorization', 'content-type', 'idempotency-key', 'if-match'],
    exposeHeaders: ['api-version', 'content-language', 'etag', 'location', 'retry-after'],
    maxAge: Duration.hours(1),
  }
}

export class ServiceHttpApi extends Construct {
  readonly url: string

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id)
    const api = new HttpApi(this, 'Api', {
      apiName: nameOf(props.stage, props.name),
      createDefaultStage: false,
      corsPreflight: corsOf(props.origins, props.services),
    })
    const routes = props.services.flatMap((service) => this.routesOf(api, service, props.authorizer))
    const catchAll = new HttpRoute(this, 'CatchAll', {
      httpApi: api,
      routeKey: HttpRouteKey.DEFAULT,
      integration: new HttpLambdaIntegration(`${props.catchAll.node.path}/CatchAll`, props.catchAll, {
        scopePermissionToRoute: false,
      }),
      authorizer: new HttpNoneAuthorizer(),
    })
    acknowledge(catchAll, 'publicOperation')
    const stage = new HttpStage(this, 'Stage', {
      httpApi: api,
      stageName: basePath.slice(1),
      autoDeploy: true,
      throttle: { rateLimit: props.throttle.rate, burstLimit: props.throttle.burst },
      ...(props.isLogged ? { accessLogSettings: this.accessLogOf(props) } : {}),
    })
    if (!props.isLogged) acknowledge(stage, 'ballotPathIsNotLogged')
    if (props.routeThrottles !== undefined) throttleRoutes(stage, props.routeThrottles)
    // A route's own rate can be set only after the route exists.
    stage.node.addDependency(...routes, catchAll)
    // A function catches its faults and answers 500, which Lambda counts as a success: this alarm sees them. On the ballot
    // path every metric covers an hour, including this one.
    new UserImpactAlarm(this, 'FaultAlarm', {
      stage: props.stage,
      name: `${props.name}-faults`,
      metric: api.metricServerError({
        period: props.isLogged ? Duration.minutes(5) : Duration.hours(1),
        statistic: 'Sum',
      }),
      failing: {
        nl: `De API ${props.name} geeft serverfouten (5xx).`,
        en: `The API ${props.name} answers with server errors (5xx).`,
      },
      userImpact: props.userImpact,
    })
    this.url = stage.url
    new CfnOutput(this, 'Url', { value: stage.url })
  }

  private routesOf(api: HttpApi, { unit, lambda }: Service, authorizer: IHttpRouteAuthorizer): HttpRoute[] {
    const integration = new HttpLambdaIntegration(lambda.node.path, lambda, { scopePermissionToRoute: false })
    // API Gateway does not take a GET route for HEAD.
    const asked = operationsOf(unit).flatMap((operation) => [
      { operation, method: methods[operation.method], id: pascalCase(operation.id) },
      ...(operation.method === 'GET'
        ? [{ operation, method: HttpMethod.HEAD, id: `${pascalCase(operation.id)}Head` }]
        : []),
    ])
    return asked.map(({ operation, method, id }) => {
      const scope = scopeOf(operation.access)
      const route = new HttpRoute(this, id, {
        httpApi: api,
        routeKey: HttpRouteKey.with(operation.path, method),
        integration,
        ...(scope === undefined
          ? { authorizer: new HttpNoneAuthorizer() }
          : { authorizer, authorizationScopes: [scope] }),
      })
      if (scope === undefined) acknowledge(route, 'publicOperation')
      return route
    })
  }

  private accessLogOf({ stage, name }: Props) {
    const logGroup = new LogGroup(this, 'AccessLog', {
      // Under this prefix API Gateway may write without a policy for each log group.
      logGroupName: `/aws/vendedlogs/${nameOf(stage, name)}`,
      retention: stage.configuration.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    return {
      destination: new LogGroupLogDestination(logGroup),
      format: AccessLogFormat.custom(JSON.stringify(accessLogFields)),
    }
  }
}

const throttleRoutes = (stage: HttpStage, rates: ReadonlyMap<string, Rate>): void => {
  const { defaultChild } = stage.node
  if (!(defaultChild instanceof CfnStage)) throw new TypeError('The stage has no CloudFormation resource')
  defaultChild.routeSettings = Object.fromEntries(
    [...rates].map(([route, { rate, burst }]) => [route, { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst }]),
  )
}
