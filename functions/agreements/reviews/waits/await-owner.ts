// Step of `review`: waits for the answer of one owner.
import { OwnerStep } from '../steps.ts'
import { keepingToken } from './keep-token.ts'

export const start = keepingToken('await-owner', OwnerStep, ({ actionId }) => actionId)
