// The claims of a token about its owner. The city's identity provider is the source; a resident cannot write any of them.
import * as z from 'zod'
import { Role, scopes } from '../../shared/api/access.ts'
import { LocalDate } from '../../shared/kernel/clock.ts'
import { WardCode } from '../../shared/kernel/ids.ts'

/** The attributes in the user pool that the city has verified. Malformed values are treated as absent. */
const Attributes = z.object({
  'custom:ward': WardCode.optional().catch(undefined),
  birthdate: LocalDate.optional().catch(undefined),
  'custom:pseudonym': z.string().min(1).optional().catch(undefined),
})

export type TokenAdditions = {
  readonly claimsToAddOrOverride: { readonly [claim: string]: string }
  readonly scopesToAdd: readonly string[]
  readonly scopesToSuppress: readonly string[]
}

/** With this scope, the owner of a token could rewrite their attributes, including the verified ward. */
const selfServiceScope = 'aws.cognito.signin.user.admin'

/**
 * Claims and scopes of an access token: verified ward, birth date and pseudonym of the person (under the stage's name for
 * it). Groups of staff count only if they are roles here.
 */
export const tokenAdditions = (
  userAttributes: unknown,
  groups: readonly string[],
  pseudonymClaim = 'pseudonym',
): TokenAdditions => {
  const { 'custom:ward': ward, birthdate, 'custom:pseudonym': pseudonym } = Attributes.parse(userAttributes)
  const isStaff = groups.some((group) => Role.safeParse(group).success)
  return {
    claimsToAddOrOverride: {
      ...(ward === undefined ? {} : { ward }),
      ...(birthdate === undefined ? {} : { birthDate: birthdate }),
      ...(pseudonym === undefined ? {} : { [pseudonymClaim]: pseudonym }),
    },
    scopesToAdd: isStaff ? [scopes.resident, scopes.staff] : [scopes.resident],
    scopesToSuppress: [selfServiceScope],
  }
}
