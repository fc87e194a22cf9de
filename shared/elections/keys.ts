// The partitions of elections, in the table and in its index.
import { partition, uuid } from '../table/keys.ts'

export const electionKeys = {
  /** An election with its contests and nominations. */
  election: partition`ELECTION#${uuid}`,
  /** gsi2: offers of seats whose answer is awaited. */
  answerDue: partition`DUE#SEAT-ANSWER`,
  /** gsi1: all elections. */
  all: partition`ELECTION`,
} as const
