// The partitions of initiatives, in the table and in its indexes.
import { partition, some, uuid } from '../table/keys.ts'

export const initiativeKeys = {
  /** An initiative and its supports. */
  initiative: partition`INITIATIVE#${uuid}`,
  /** What a resident has, in order of time: pointers, so that their own list is consistent. */
  ofResident: partition`RESIDENT#${some}`,
  /** gsi1: those of a ward that have been handed in. */
  ofWard: partition`WARD#${some}#INITIATIVE`,
  /** gsi2: those of a ward in one status. */
  ofWardInStatus: partition`WARD#${some}#INITIATIVE#${some}`,
  /** What has this word in its title or summary. */
  ofWord: partition`WORD#INITIATIVE#${some}`,
} as const
