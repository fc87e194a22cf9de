// The partitions of elections, in the table and in its index.
import { partition, uuid } from '../table/keys.ts'

export const electionKeys = {
  /** An election with its contests and nominations. */
  election: partition`ELECTION#${uuid}`,
  /** gsi1: all elections. */
  all: partition`ELECTION`,
} as const
