import { describe, expect, it } from 'vitest'
import { start } from '../../../functions/residents/pre-token-generation.ts'
import { tokenAdditions } from '../../../functions/residents/token-additions.ts'

const handler = start({})

const triggerEvent = (userAttributes: Record<string, string>, groups: readonly string[]) => ({
  version: '2',
  triggerSource: 'TokenGeneration_HostedAuth',
  region: 'eu-west-1',
  userPoolId: 'eu-west-1_example',
  userName: 'ada',
  callerContext: { awsSdkVersion: 'x', clientId: 'y' },
  request: {
    userAttributes: { sub: 'ada', ...userAttributes },
    groupConfiguration: { groupsToOverride: groups, iamRolesToOverride: [], preferredRole: null },
    scopes: ['openid'],
  },
  response: { claimsAndScopeOverrideDetails: null },
})

describe('the claims of a token', () => {
  it('the claims of a token do not include a malformed ward or birth date', () => {
    const { claimsToAddOrOverride } = tokenAdditions({ 'custom:ward': 'Oude Noorden', birthdate: '2010-02-30' }, [])
    expect(claimsToAddOrOverride).toEqual({})
  })

  it('the claims of a token contain the pseudonym under the name that the stage configures', () => {
    const attributes = { 'custom:pseudonym': 'p-1' }
    expect(tokenAdditions(attributes, []).claimsToAddOrOverride).toEqual({ pseudonym: 'p-1' })
    expect(tokenAdditions(attributes, [], 'bsn-pseudoniem').claimsToAddOrOverride).toEqual({ 'bsn-pseudoniem': 'p-1' })
    expect(tokenAdditions({ 'custom:pseudonym': '' }, []).claimsToAddOrOverride).toEqual({})
  })

  it('the claims of a token contain no staff scope for a group that is not a role', () => {
    expect(tokenAdditions({}, ['everyone', 'Admin']).scopesToAdd).toEqual(['wijk/resident'])
  })

  it('the claims of a token do not include the scope with which people could change their own ward', () => {
    expect(tokenAdditions({}, []).scopesToSuppress).toEqual(['aws.cognito.signin.user.admin'])
  })

  it('the claims of a token include ward, birth date and the staff scope for the election office', () => {
    const additions = tokenAdditions({ 'custom:ward': 'oude-noorden', birthdate: '1980-05-17' }, ['election-office'])
    expect(additions.claimsToAddOrOverride).toEqual({ ward: 'oude-noorden', birthDate: '1980-05-17' })
    expect(additions.scopesToAdd).toEqual(['wijk/resident', 'wijk/staff'])
  })
})

describe('the trigger', () => {
  it('the trigger refuses an event of another version', async () => {
    await expect(handler({ ...triggerEvent({}, []), version: '1' })).rejects.toThrow()
  })

  it('the trigger answers with the whole event and the additions of the access token', async () => {
    const event = triggerEvent({ 'custom:ward': 'pernis' }, [])
    expect(await handler(event)).toEqual({
      ...event,
      response: {
        claimsAndScopeOverrideDetails: {
          accessTokenGeneration: {
            claimsToAddOrOverride: { ward: 'pernis' },
            scopesToAdd: ['wijk/resident'],
            scopesToSuppress: ['aws.cognito.signin.user.admin'],
          },
        },
      },
    })
  })
})
