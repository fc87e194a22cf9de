// Every operation of every context, by its id. The document, the client and the contract tests start here.
import { agreementsOperations } from './agreements/operations.ts'
import { apiOperations } from './api/operations.ts'
import { councilsOperations } from './councils/operations.ts'
import { documentsOperations } from './documents/operations.ts'
import { electionsOperations } from './elections/operations.ts'
import { initiativesOperations } from './initiatives/operations.ts'
import { noticesOperations } from './notices/operations.ts'
import { residentsOperations } from './residents/operations.ts'
import { rollOperations } from './roll/operations.ts'
import { roundsOperations } from './rounds/operations.ts'
import { votingOperations } from './voting/operations.ts'
import { wardsOperations } from './wards/operations.ts'

export const operations = {
  ...apiOperations,
  ...wardsOperations,
  ...residentsOperations,
  ...initiativesOperations,
  ...roundsOperations,
  ...votingOperations,
  ...electionsOperations,
  ...rollOperations,
  ...councilsOperations,
  ...agreementsOperations,
  ...documentsOperations,
  ...noticesOperations,
} as const
