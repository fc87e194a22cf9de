// Whose mark a permit leaves on the roll.
import { PersonId, type ResidentId } from '../../shared/kernel/ids.ts'

type Caller = { readonly id: ResidentId; readonly pseudonym: string | undefined }

/**
 * The person, where the login tells persons apart; the account, where the stage does not require that. Undefined for
 * somebody of whom the login should say who they are, and does not.
 */
export const voterOf = ({ id, pseudonym }: Caller): PersonId | ResidentId | undefined => {
  if (pseudonym !== undefined) return PersonId.parse(`person\n${pseudonym}`)
  return process.env.PSEUDONYM_REQUIRED === 'true' ? undefined : id
}
