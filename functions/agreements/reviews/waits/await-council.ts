// Step of `review`: waits for the verdicts of the council.
import { ReviewStep } from '../steps.ts'
import { keepingToken } from './keep-token.ts'
import { council } from './releasing.ts'

export const start = keepingToken('await-council', ReviewStep, () => council)
