// Sign-in: a user pool with the roles as groups, through the city's login if one is configured.
import { CfnOutput, RemovalPolicy, Stack } from 'aws-cdk-lib'
import type { IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpJwtAuthorizer, HttpUserPoolAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers'
import {
  AccountRecovery,
  FeaturePlan,
  LambdaVersion,
  Mfa,
  ResourceServerScope,
  StringAttribute,
  UserPool,
  UserPoolOperation,
} from 'aws-cdk-lib/aws-cognito'
import type { Construct } from 'constructs'
import { Role, scopes } from '../../shared/api/access.ts'
import { acknowledge } from '../acknowledgements.ts'
import { SignInClients } from '../constructs/api/sign-in-clients.ts'
import { ServiceFunction, type Surroundings } from '../constructs/functions/service-function.ts'
import { nameOf, pascalCase } from '../constructs/naming.ts'
import type { Unit } from '../units/unit.ts'
import { envOf } from './data.ts'

type Props = Surroundings & { readonly units: readonly Unit[] }

const [resourceServer = '', ...scopeNames] = [...new Set(Object.values(scopes).flatMap((scope) => scope.split('/')))]

export class IdentityStack extends Stack {
  /** Checks the tokens of the stage: those of its pool, or of the issuer in its configuration. */
  readonly authorizer: IHttpRouteAuthorizer

  constructor(scope: Construct, { units, ...surroundings }: Props) {
    const { stage } = surroundings
    super(scope, nameOf(stage, 'identity'), { env: envOf(stage), description: 'Wijk aan Zet: sign-in and roles' })
    const { identity } = stage.configuration
    const pool = this.userPool(surroundings)
    for (const unit of units)
      pool.addTrigger(
        UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG,
        new ServiceFunction(this, { ...surroundings, unit }).lambda,
        LambdaVersion.V2_0,
      )
    const server = pool.addResourceServer('Scopes', {
      identifier: resourceServer,
      scopes: scopeNames.map(
        (name) => new ResourceServerScope({ scopeName: name, scopeDescription: scopeTexts(name) }),
      ),
    })
    for (const name of Role.options) pool.addGroup(pascalCase(name), { groupName: name })
    new CfnOutput(this, 'UserPoolId', { value: pool.userPoolId })
    if (identity.kind === 'user-pool') {
      const clients = new SignInClients(this, 'SignIn', { stage, pool, identity, server, scopeNames })
      this.authorizer = new HttpUserPoolAuthorizer('Authorizer', pool, { userPoolClients: clients.all })
    } else
      this.authorizer = new HttpJwtAuthorizer('Authorizer', identity.issuer, { jwtAudience: [...identity.audience] })
  }

  private userPool({ stage }: Surroundings): UserPool {
    const { identity, data } = stage.configuration
    const pool = new UserPool(this, 'UserPool', {
      userPoolName: nameOf(stage, 'people'),
      // The cheapest plan in which a trigger may add claims to access tokens (trigger version 2).
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: identity.kind === 'user-pool' && identity.isSelfSignUpAllowed,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      standardAttributes: { birthdate: { mutable: true, required: false } },
      customAttributes: {
        ward: new StringAttribute({ mutable: true, maxLen: 60 }),
        pseudonym: new StringAttribute({ mutable: true, maxLen: 200 }),
      },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 14,
        requireDigits: true,
        requireLowercase: true,
        requireSymbols: true,
        requireUppercase: true,
      },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: data === 'keep',
      removalPolicy: data === 'keep' ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    acknowledge(pool, 'cityGuardsTheSignIn')
    return pool
  }
}

const scopeTexts = (name: string): string =>
  name === 'staff' ? 'Act in a role for the city or a ward' : 'Act as a resident'
