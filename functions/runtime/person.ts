// Who somebody is, whatever account they use: whose mark a permit leaves, and whose entry of a roll it is.
import type { Environment } from '../../shared/kernel/environment.ts'
import { PersonId, type ResidentId } from '../../shared/kernel/ids.ts'
import type { Account } from './caller.ts'

/** How the stage's login tells persons apart, and whether everybody who votes must be told apart (ADR 0018). */
export type Persons = { readonly claim: string; readonly isRequired: boolean }

export const personsOf = (environment: Environment): Persons => ({
  claim: environment.PSEUDONYM_CLAIM ?? 'pseudonym',
  isRequired: environment.PSEUDONYM_REQUIRED === 'true',
})

/**
 * The person, where the login tells persons apart; the account, where the stage does not require that. Undefined for
 * somebody of whom the login should say who they are, and does not.
 */
export const voterOf = (
  { claim, isRequired }: Persons,
  account: Pick<Account, 'id' | 'claim'>,
): PersonId | ResidentId | undefined => {
  const pseudonym = account.claim(claim)
  if (pseudonym !== undefined) return PersonId.parse(`person\n${pseudonym}`)
  return isRequired ? undefined : account.id
}

/** The register's pseudonym of somebody, as their login says it; undefined where it does not. */
export const pseudonymOf = ({ claim }: Persons, account: Pick<Account, 'claim'>): string | undefined =>
  account.claim(claim)
