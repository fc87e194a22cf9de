// Every operation of every context, by its id. The document, the client and the contract tests start here.
import { apiOperations } from './api/operations.ts'
import { votingOperations } from './voting/operations.ts'

export const operations = { ...apiOperations, ...votingOperations } as const
