// Step of `review`: waits for the answer of one owner.
import { keepingToken } from './keep-token.ts'
import { OwnerStep } from './steps.ts'

export const start = keepingToken('await-owner', OwnerStep, ({ actionId }) => actionId)
