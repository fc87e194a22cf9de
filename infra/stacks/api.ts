// The public interface: three HTTP APIs under one base path, with a route for each operation that a context serves.
import { Stack } from 'aws-cdk-lib'
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2'
import type { Construct } from 'constructs'
import type { Operation } from '../../shared/api/operation.ts'
import { getOpenApi } from '../../shared/api/operations.ts'
import { castBallot } from '../../shared/voting/operations.ts'
import { type Service, ServiceHttpApi } from '../constructs/api/service-http-api.ts'
import { nameOf } from '../constructs/naming.ts'
import type { Stage } from '../stages.ts'
import { isSilent, operationsOf, type Unit } from '../units/unit.ts'
import { envOf } from './data.ts'

/** The route on which permits are taken: each request costs a signature. */
const permitRoute = 'POST /polls/{pollId}/permits'

type Props = {
  readonly stage: Stage
  readonly services: readonly Service[]
  readonly authorizer: IHttpRouteAuthorizer
}

/** The function that serves an operation. */
const functionOf = (services: readonly Service[], { id }: Operation) => {
  const service = services.find(({ unit }) => operationsOf(unit).some((operation) => operation.id === id))
  if (service === undefined) throw new Error(`No function serves ${id}`)
  return service.lambda
}

const isOpenToAnyOrigin = ({ trigger }: Unit) => trigger.kind === 'http' && trigger.isOpenToAnyOrigin === true

export class ApiStack extends Stack {
  constructor(scope: Construct, { stage, services, authorizer }: Props) {
    const { origins, throttle } = stage.configuration
    super(scope, nameOf(stage, 'api'), { env: envOf(stage), description: 'Wijk aan Zet: the public HTTP APIs' })
    const document = services.filter(({ unit }) => isOpenToAnyOrigin(unit))
    const ballots = services.filter(({ unit }) => isSilent(unit))
    const common = { stage, authorizer, isLogged: true, catchAll: functionOf(document, getOpenApi) }
    new ServiceHttpApi(this, 'Main', {
      ...common,
      name: 'api',
      services: services.filter((service) => !ballots.includes(service) && !document.includes(service)),
      origins,
      throttle,
      routeThrottles: new Map([[permitRoute, throttle.permits]]),
      userImpact: {
        nl: 'Bewoners of medewerkers krijgen een foutmelding in plaats van een antwoord.',
        en: 'Residents or staff get an error instead of an answer.',
      },
    })
    // HTTP APIs log by stage, not by route, and the ballot path must not be timed (ADR 0005).
    new ServiceHttpApi(this, 'Ballots', {
      ...common,
      name: 'ballots',
      services: ballots,
      catchAll: functionOf(ballots, castBallot),
      origins,
      throttle: throttle.ballots,
      isLogged: false,
      userImpact: {
        nl: 'Bewoners kunnen hun stem misschien niet uitbrengen of niet controleren.',
        en: 'Residents may be unable to cast their ballot, or to check it.',
      },
    })
    // CORS origins are set by API, not by route, and any page may read the document.
    new ServiceHttpApi(this, 'Document', {
      ...common,
      name: 'document',
      services: document,
      origins: ['*'],
      throttle,
      userImpact: {
        nl: 'De beschrijving van de API is niet te lezen.',
        en: 'The description of the API cannot be read.',
      },
    })
  }
}
