// The partitions of ward councils, in the table and in its index.
import { partition, some, uuid } from '../table/keys.ts'

export const councilKeys = {
  /** A meeting. */
  meeting: partition`MEETING#${uuid}`,
  /** gsi1: the meetings of a ward, by the hour at which they begin. */
  meetingsOfWard: partition`MEETINGS#${some}`,
} as const
