// The partitions of initiatives, in the table and in its indexes.
import { partition, some, uuid } from '../table/keys.ts'

export const initiativeKeys = {
  /** An initiative and its supports. */
  initiative: partition`INITIATIVE#${uuid}`,
  /** The initiatives and supports of a resident, by time: pointers, so that their own list is consistent. */
  ofResident: partition`RESIDENT#${some}`,
  /** gsi1: the submitted initiatives of a ward. */
  ofWard: partition`WARD#${some}#INITIATIVE`,
  /** gsi2: the initiatives of a ward in one status. */
  ofWardInStatus: partition`WARD#${some}#INITIATIVE#${some}`,
  /** The initiatives with this word in their title or summary. */
  ofWord: partition`WORD#INITIATIVE#${some}`,
} as const
