/** The refusals of the voting context, in words for a ward manager who prepares a round. */
const words = {
  'poll-already-open': 'round-already-open',
  'poll-closes-before-it-opens': 'window-not-valid',
  'poll-not-announced': 'round-not-announced',
  'poll-cannot-be-counted': 'poll-cannot-be-counted',
} as const

export const inWordsOfRounds = <Code extends keyof typeof words>(code: Code): (typeof words)[Code] => words[code]
