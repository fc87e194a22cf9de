import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { accessLogFields } from '../../infra/constructs/api/service-http-api.ts'
import { stageOf } from '../../infra/stages.ts'
import { allUnits } from '../../infra/units/all-units.ts'
import { operationsOf } from '../../infra/units/unit.ts'
import { scopeOf } from '../../shared/api/access.ts'
import type { Operation } from '../../shared/api/operation.ts'
import { operations } from '../../shared/operations.ts'
import { at, listOf, synthesize } from './support/synthesized.ts'

const synthesized = await synthesize('production')
const { throttle, origins } = stageOf('production').configuration
const declared: readonly Operation[] = Object.values(operations)

const apis = synthesized.ofType('AWS::ApiGatewayV2::Api').map(({ stack, id, properties }) => ({
  name: String(properties.Name).replace('wijk-production-', ''),
  ref: `<${stack}/${id}>`,
  cors: properties.CorsConfiguration,
}))
const apiOf = (stack: string, ref: unknown) => apis.find((api) => api.ref === synthesized.text(stack, ref))?.name
const routes = synthesized.ofType('AWS::ApiGatewayV2::Route').map(({ stack, properties }) => ({
  api: apiOf(stack, properties.ApiId),
  key: String(properties.RouteKey),
  authorization: properties.AuthorizationType,
  scopes: listOf(properties.AuthorizationScopes),
  target: synthesized.text(stack, properties.Target),
}))
const stages = new Map(
  synthesized
    .ofType('AWS::ApiGatewayV2::Stage')
    .map(({ stack, properties }) => [apiOf(stack, properties.ApiId), properties] as const),
)
const functionBehind = (target: string) => {
  const integration = synthesized
    .ofType('AWS::ApiGatewayV2::Integration')
    .find(({ stack, id }) => target === `integrations/<${stack}/${id}>`)
  const uri = integration && synthesized.text(integration.stack, integration.properties.IntegrationUri)
  const lambda = synthesized.ofType('AWS::Lambda::Function').find(({ stack, id }) => uri === `<${stack}/${id}.Arn>`)
  return String(lambda?.properties.FunctionName).replace('wijk-production-', '')
}

describe('the routes', () => {
  it('the routes are the declared operations, each once, and HEAD wherever there is GET', () => {
    const keys = declared.flatMap(({ method, path }) => [
      `${method} ${path}`,
      ...(method === 'GET' ? [`HEAD ${path}`] : []),
    ])
    expect(routes.flatMap(({ key }) => (key === '$default' ? [] : [key])).sort()).toEqual([...keys].sort())
  })

  it('the routes stay below the quota of routes that the deployment asks for, on every API', () => {
    const quota = Number(/\*Routes per API\* .* to (\d+)\./s.exec(readFileSync('infra/README.md', 'utf8'))?.[1])
    for (const { name } of apis) expect(routes.filter(({ api }) => api === name).length).toBeLessThan(quota)
  })

  it('the routes require the same for HEAD as for GET', () => {
    for (const head of routes.filter(({ key }) => key.startsWith('HEAD '))) {
      const get = routes.find(({ key }) => key === head.key.replace('HEAD', 'GET'))
      expect({ ...head, key: '' }).toEqual({ ...get, key: '' })
    }
  })

  it('the routes send other requests to a function that answers 404 or 405, on the ballot API one without logs', () => {
    const catchAlls = routes.filter(({ key }) => key === '$default')
    expect(catchAlls.map(({ api, target }) => [api, functionBehind(target)]).sort()).toEqual([
      ['api', 'openapi'],
      ['ballots', 'cast-ballot'],
      ['document', 'openapi'],
    ])
  })

  it.each(declared.map((operation) => [operation.id, operation] as const))(
    '%s requires the scope of its access row, and calls the unit that serves it',
    (_, operation) => {
      const route = routes.find(({ key }) => key === `${operation.method} ${operation.path}`)
      const scope = scopeOf(operation.access)
      expect(route).toMatchObject(
        scope === undefined ? { authorization: 'NONE', scopes: [] } : { authorization: 'JWT', scopes: [scope] },
      )
      const unit = allUnits.find((each) => operationsOf(each).some(({ id }) => id === operation.id))
      expect(functionBehind(route?.target ?? '')).toBe(unit?.name)
    },
  )

  it('the routes are all under /v1', () => {
    expect([...stages.values()].map((stage) => stage.StageName)).toEqual(['v1', 'v1', 'v1'])
  })
})

describe('the ballot path', () => {
  it('the ballot path and the inclusion proofs are the only routes of their API, and are declared silent', () => {
    const silent = declared.filter(({ isSilent }) => isSilent).map(({ method, path }) => `${method} ${path}`)
    expect(silent).toEqual(['GET /polls/{pollId}/inclusion-proofs', 'POST /polls/{pollId}/ballots'])
    const served = routes.filter(({ api, key }) => api === 'ballots' && !/^(HEAD |\$default)/.test(key))
    expect(served.map(({ key }) => key)).toEqual(silent)
  })

  it('the ballot path has no access log and no metrics of single routes', () => {
    const stage = stages.get('ballots')
    expect(stage).toBeDefined()
    expect(stage).not.toHaveProperty('AccessLogSettings')
    expect(at(stage, 'DefaultRouteSettings', 'DetailedMetricsEnabled')).toBeUndefined()
  })

  it('the ballot path is throttled by its own rate', () => {
    expect(stages.get('ballots')).toMatchObject({
      DefaultRouteSettings: {
        ThrottlingRateLimit: throttle.ballots.rate,
        ThrottlingBurstLimit: throttle.ballots.burst,
      },
    })
  })
})

describe('the other APIs', () => {
  const personal = /identity|sourceIp|userAgent|authorizer|claims|querystring|\bpath\b|requestOverride|header/i

  it('the other APIs log nothing about who asked, from where or for what', () => {
    for (const name of ['api', 'document'] as const) {
      const format = String(at(stages.get(name), 'AccessLogSettings', 'Format'))
      expect(JSON.parse(format)).toEqual(accessLogFields)
      expect(format).not.toMatch(personal)
    }
  })

  it('the other APIs have a stricter rate limit for permits', () => {
    expect(stages.get('api')).toMatchObject({
      DefaultRouteSettings: { ThrottlingRateLimit: throttle.rate, ThrottlingBurstLimit: throttle.burst },
      RouteSettings: {
        'POST /polls/{pollId}/permits': {
          ThrottlingRateLimit: throttle.permits.rate,
          ThrottlingBurstLimit: throttle.permits.burst,
        },
      },
    })
    expect(throttle.permits.rate).toBeLessThan(throttle.rate)
  })

  it('the other APIs let any page read the document, but only the city’s pages read the rest', () => {
    const allowed = Object.fromEntries(apis.map(({ name, cors }) => [name, at(cors, 'AllowOrigins')]))
    expect(allowed).toEqual({ api: origins, ballots: origins, document: ['*'] })
    expect(routes.filter(({ api }) => api === 'document').map(({ key }) => key)).toEqual([
      'GET /openapi.json',
      'HEAD /openapi.json',
      '$default',
    ])
  })

  it('the other APIs never let a page send the browser’s credentials', () => {
    for (const { cors } of apis) expect(at(cors, 'AllowCredentials')).toBeUndefined()
  })
})

describe('stage local', () => {
  it('stage local trusts the issuer that its configuration names', async () => {
    const { identity } = stageOf('local').configuration
    const [authorizer] = (await synthesize('local')).ofType('AWS::ApiGatewayV2::Authorizer')
    expect(authorizer?.properties).toMatchObject({
      AuthorizerType: 'JWT',
      JwtConfiguration:
        identity.kind === 'external-issuer' ? { Issuer: identity.issuer, Audience: identity.audience } : {},
    })
  })
})
