// Step of `review`: waits for the verdicts of the council.
import { keepingToken } from './keep-token.ts'
import { ReviewStep } from './steps.ts'

export const start = keepingToken('await-council', ReviewStep, () => 'council')
