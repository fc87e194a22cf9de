// The partitions of elections, in the table and in its index.
import { partition, uuid } from '../table/keys.ts'

export const electionKeys = {
  /** An election with its contests and nominations. */
  election: partition`ELECTION#${uuid}`,
  /** gsi2: seats whose offer lapses, or whose term ends. */
  seatDue: partition`DUE#SEAT`,
  /** gsi2: seats whose holders have not been reported to the council yet. */
  seatNotesDue: partition`DUE#COUNCIL-SEAT`,
  /** gsi2: elections with a moment of a window to come. */
  windowDue: partition`DUE#ELECTION-WINDOW`,
  /** gsi2: lotteries whose pool is to be frozen. */
  poolDue: partition`DUE#LOTTERY-POOL`,
  /** The do-not-draw register of the city, and its wrapped key. */
  doNotDraw: partition`DO-NOT-DRAW`,
  /** gsi1: all elections. */
  all: partition`ELECTION`,
} as const
