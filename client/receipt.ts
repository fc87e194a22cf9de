// What a voter keeps to find out after the close: was my ballot counted as I cast it?
import type { Choice } from '../shared/voting/poll/ballot-form.ts'
import type { Acceptance } from './acceptance.ts'

type Common = Acceptance & {
  readonly pollId: string
  /** Base64url, as it was sent with the ballot. */
  readonly permit: { readonly message: string; readonly signature: string }
  readonly choice: Choice
}

/**
 * JSON as it stands, for `npx --no -- wijk receipt`. A secret of the voter: it shows how the voter voted. With a receipt of format 1
 * (of a poll whose ballots nobody signs) anyone who has it can also replace the ballot until the close.
 */
export type Receipt =
  | (Common & { readonly format: 'wijk-receipt/1' })
  | (Common & { readonly format: 'wijk-receipt/2'; readonly number: number; readonly choiceSignature: string })
