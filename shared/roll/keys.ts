// The partitions of rolls, in the table and in its index.
import { partition, some, uuid } from '../table/keys.ts'

export const rollKeys = {
  /** The roll of an election, what was corrected on it, and how far an import is. */
  roll: partition`ROLL#${uuid}`,
  /** One part of the marks: who has voted, on paper or online. */
  marks: partition`ROLL#${uuid}#MARKS#${some}`,
  /** The wrapped key under which persons lie on a roll. */
  secret: partition`ROLLKEY#${uuid}`,
  /** gsi2: imports that are to be done. */
  importDue: partition`DUE#IMPORT-ROLL`,
} as const
