// The person behind an account: whose mark a permit leaves, and whose entry on a roll it is.
import type { Environment } from '../../shared/kernel/environment.ts'
import { PersonId, type ResidentId } from '../../shared/kernel/ids.ts'
import type { Account } from './caller.ts'

/** The claim by which the stage's login identifies persons, and whether every voter must be identified (ADR 0018). */
export type Persons = { readonly claim: string; readonly isRequired: boolean }

export const personsOf = (environment: Environment): Persons => ({
  claim: environment.PSEUDONYM_CLAIM ?? 'pseudonym',
  isRequired: environment.PSEUDONYM_REQUIRED === 'true',
})

/**
 * The person, if the login identifies persons; the account, if the stage does not require that. Undefined if the login
 * should identify the person and does not.
 */
export const voterOf = (
  { claim, isRequired }: Persons,
  account: Pick<Account, 'id' | 'claim'>,
): PersonId | ResidentId | undefined => {
  const pseudonym = account.claim(claim)
  if (pseudonym !== undefined) return PersonId.parse(`person\n${pseudonym}`)
  return isRequired ? undefined : account.id
}

/** The register's pseudonym of a person, from their login; undefined if it gives none. */
export const pseudonymOf = ({ claim }: Persons, account: Pick<Account, 'claim'>): string | undefined =>
  account.claim(claim)
