// The partitions of rounds, in the table and in its indexes.
import { partition, some, uuid } from '../table/keys.ts'

export const roundKeys = {
  /** A round and its entries. */
  round: partition`ROUND#${uuid}`,
  /** The round of a poll. */
  ofPoll: partition`ROUND#OF-POLL#${uuid}`,
  /** gsi1: the rounds of a ward. */
  ofWard: partition`WARD#${some}#ROUND`,
  /** gsi2: rounds that are to be settled. */
  settleDue: partition`DUE#SETTLE-ROUND`,
} as const
