// What a voter keeps to find out after the close: was my ballot counted as I cast it?
import type { Choice } from '../shared/voting/poll/ballot-form.ts'
import type { Acceptance } from './acceptance.ts'

/**
 * JSON as it stands, for `npx wijk receipt`. A secret of the voter: until the close whoever has it can replace the ballot,
 * and ever after it shows how the voter voted.
 */
export type Receipt = Acceptance & {
  readonly format: 'wijk-receipt/1'
  readonly pollId: string
  /** Base64url, as it was sent with the ballot. */
  readonly permit: { readonly message: string; readonly signature: string }
  readonly choice: Choice
}
