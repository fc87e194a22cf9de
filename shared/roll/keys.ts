// The partitions of rolls, in the table and in its index.
import { partition, some, uuid } from '../table/keys.ts'

export const rollKeys = {
  /** The roll of an election, its corrections, and the progress of an import. */
  roll: partition`ROLL#${uuid}`,
  /** One part of the marks of those who have voted, on paper or online. */
  marks: partition`ROLL#${uuid}#MARKS#${some}`,
  /** The wrapped key of a roll, under which its persons are stored. */
  secret: partition`ROLLKEY#${uuid}`,
  /** gsi2: requested imports. */
  importDue: partition`DUE#IMPORT-ROLL`,
} as const
