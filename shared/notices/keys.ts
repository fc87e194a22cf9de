// The partitions of notices, in the table and in its indexes.
import { partition, some } from '../table/keys.ts'

export const noticeKeys = {
  /** The notices of a role, in a ward if the role has one. */
  notices: partition`NOTICES#${some}`,
  /** gsi2: notices that are to be mailed. */
  mailDue: partition`DUE#NOTICES`,
} as const
