import { describe, expect, it } from 'vitest'
import { stageNames } from '../../infra/stages.ts'
import { Role, scopes } from '../../shared/api/access.ts'
import { at, listOf, synthesize } from './support/synthesized.ts'

describe.each(stageNames)('people in stage %s', async (stage) => {
  const synthesized = await synthesize(stage)
  const [pool] = synthesized.ofType('AWS::Cognito::UserPool')
  const clients = synthesized.ofType('AWS::Cognito::UserPoolClient')

  it('have the roles of the permission table as groups', () => {
    const groups = synthesized.ofType('AWS::Cognito::UserPoolGroup').map(({ properties }) => properties.GroupName)
    expect(groups.sort()).toEqual([...Role.options].sort())
  })

  it('get the scopes that the routes ask for', () => {
    const offered = synthesized
      .ofType('AWS::Cognito::UserPoolResourceServer')
      .flatMap(({ properties }) =>
        listOf(properties.Scopes).map((scope) => `${properties.Identifier}/${at(scope, 'ScopeName')}`),
      )
    expect(offered.sort()).toEqual(Object.values(scopes).sort())
  })

  it('need a second factor and a long password, and cannot create accounts themselves', () => {
    expect(pool?.properties).toMatchObject({
      MfaConfiguration: 'ON',
      Policies: { PasswordPolicy: { MinimumLength: 14 } },
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
    })
  })

  it('get ward and birth date in their token from our trigger', () => {
    expect(at(pool?.properties, 'LambdaConfig', 'PreTokenGenerationConfig', 'LambdaVersion')).toBe('V2_0')
    // A trigger may add claims to access tokens only on this plan or a higher one.
    expect(pool?.properties.UserPoolTier).toBe('ESSENTIALS')
  })

  it('cannot give themselves another ward or age', () => {
    expect(clients.length).toBe(stage === 'local' ? 0 : 2)
    for (const { properties } of clients) {
      expect(properties.ExplicitAuthFlows).toEqual(['ALLOW_REFRESH_TOKEN_AUTH'])
      expect(properties.AllowedOAuthScopes).not.toContain('aws.cognito.signin.user.admin')
      expect(properties.AllowedOAuthFlows).toEqual(['code'])
      expect(properties.GenerateSecret).toBe(false)
      const isFederated = synthesized.ofType('AWS::Cognito::UserPoolIdentityProvider').length > 0
      if (!isFederated) expect(properties.WriteAttributes).toEqual(['email', 'locale'])
    }
  })

  it('do not act for the city through the residents’ client', () => {
    const residents = clients.find(({ properties }) => properties.ClientName === `wijk-${stage}-residents`)
    const granted = listOf(residents?.properties.AllowedOAuthScopes).map((scope) =>
      synthesized.text(residents?.stack ?? '', scope),
    )
    expect(granted.filter((scope) => scope.endsWith('/staff'))).toEqual([])
  })
})

describe('the city’s login', () => {
  it('the city’s login is the only way to sign in if it is configured, and no template contains its secret', async () => {
    const synthesized = await synthesize('production')
    const [provider] = synthesized.ofType('AWS::Cognito::UserPoolIdentityProvider')
    expect(at(provider?.properties, 'ProviderDetails', 'client_secret')).toMatch(/^\{\{resolve:secretsmanager:/)
    for (const { stack, properties } of synthesized.ofType('AWS::Cognito::UserPoolClient'))
      expect(listOf(properties.SupportedIdentityProviders).map((each) => synthesized.text(stack, each))).toEqual([
        `<${provider?.stack}/${provider?.id}>`,
      ])
  })
})
