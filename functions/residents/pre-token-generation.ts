// Cognito calls this before it signs a token (pre token generation, event V2_0), to add claims and scopes.
// https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
import * as z from 'zod'
import type { Environment } from '../../shared/kernel/environment.ts'
import { tokenAdditions } from './token-additions.ts'

const TriggerEvent = z
  .object({
    version: z.literal('2'),
    triggerSource: z.string().startsWith('TokenGeneration_'),
    request: z
      .object({
        userAttributes: z.record(z.string(), z.string()),
        groupConfiguration: z
          .object({ groupsToOverride: z.array(z.string()).default([]) })
          .default({ groupsToOverride: [] }),
      })
      .loose(),
  })
  .loose()

/** Returns the event with our additions to the access token; the ID token is unchanged. A fault refuses the sign-in. */
export const start =
  (environment: Environment) =>
  async (raw: unknown): Promise<unknown> => {
    const event = TriggerEvent.parse(raw)
    const { userAttributes, groupConfiguration } = event.request
    const { groupsToOverride } = groupConfiguration
    const accessTokenGeneration = tokenAdditions(userAttributes, groupsToOverride, environment.PSEUDONYM_CLAIM)
    return { ...z.looseObject({}).parse(raw), response: { claimsAndScopeOverrideDetails: { accessTokenGeneration } } }
  }
