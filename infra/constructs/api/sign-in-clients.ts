// How pages sign people in: public clients with PKCE, one for residents and one for staff, at the pool or at the city.
import { Duration, SecretValue } from 'aws-cdk-lib'
import {
  CfnUserPoolClient,
  ClientAttributes,
  OAuthScope,
  OidcAttributeRequestMethod,
  ProviderAttribute,
  type UserPool,
  type UserPoolClient,
  UserPoolClientIdentityProvider,
  UserPoolIdentityProviderOidc,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import type { Stage, StageConfiguration } from '../../stages.ts'
import { nameOf } from '../naming.ts'

type PoolIdentity = Extract<StageConfiguration['identity'], { kind: 'user-pool' }>
type FederatedLogin = NonNullable<PoolIdentity['oidc']>

type Props = {
  readonly stage: Stage
  readonly pool: UserPool
  readonly identity: PoolIdentity
  readonly server: UserPoolResourceServer
  readonly scopeNames: readonly string[]
}

export class SignInClients extends Construct {
  readonly all: UserPoolClient[]

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id)
    const { pool, identity, scopeNames } = props
    pool.addDomain('Domain', { cognitoDomain: { domainPrefix: identity.domainPrefix } })
    const city = identity.oidc === undefined ? undefined : this.cityLogin(pool, identity.oidc)
    const residents = scopeNames.filter((name) => name !== 'staff')
    this.all = [this.client(props, 'residents', residents, city), this.client(props, 'staff', scopeNames, city)]
  }

  private cityLogin(pool: UserPool, { issuer, clientId, clientSecretName, claims }: FederatedLogin) {
    return new UserPoolIdentityProviderOidc(this, 'City', {
      userPool: pool,
      name: 'city',
      issuerUrl: issuer,
      clientId,
      clientSecret: SecretValue.secretsManager(clientSecretName).unsafeUnwrap(),
      attributeRequestMethod: OidcAttributeRequestMethod.GET,
      scopes: ['openid', 'profile'],
      attributeMapping: {
        birthdate: ProviderAttribute.other(claims.birthDate),
        custom: {
          'custom:ward': ProviderAttribute.other(claims.ward),
          'custom:pseudonym': ProviderAttribute.other(claims.pseudonym),
        },
      },
    })
  }

  /**
   * With a ward or birth date that they could write, a resident could vote in any ward; with a pseudonym, twice. So no client has
   * the scope or the flow to change one's own attributes. With a city login, Cognito itself must be able to write them.
   */
  private client(
    { stage, pool, identity, server }: Props,
    name: 'residents' | 'staff',
    scopeNames: readonly string[],
    city: UserPoolIdentityProviderOidc | undefined,
  ): UserPoolClient {
    const ownAttributes = new ClientAttributes().withStandardAttributes({ email: true, locale: true })
    const client = pool.addClient(name, {
      userPoolClientName: nameOf(stage, name),
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [
          OAuthScope.OPENID,
          ...scopeNames.map((scopeName) => OAuthScope.custom(`${server.userPoolResourceServerId}/${scopeName}`)),
        ],
        callbackUrls: [...identity.callbackUrls],
      },
      supportedIdentityProviders: [
        city === undefined
          ? UserPoolClientIdentityProvider.COGNITO
          : UserPoolClientIdentityProvider.custom(city.providerName),
      ],
      writeAttributes:
        city === undefined
          ? ownAttributes
          : ownAttributes.withStandardAttributes({ birthdate: true }).withCustomAttributes('ward', 'pseudonym'),
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    })
    const { defaultChild } = client.node
    if (!(defaultChild instanceof CfnUserPoolClient)) throw new TypeError('The client has no CloudFormation resource')
    // If this is left out, Cognito allows sign-in by API, whose tokens may change the person's own attributes.
    defaultChild.explicitAuthFlows = ['ALLOW_REFRESH_TOKEN_AUTH']
    if (city !== undefined) client.node.addDependency(city)
    return client
  }
}
