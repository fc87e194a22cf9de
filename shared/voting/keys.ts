// The partitions of polls: in the table, in its indexes, and in the ballot box.
import { partition, some, uuid } from '../table/keys.ts'

export const pollKeys = {
  /** A poll and its result. */
  poll: partition`POLL#${uuid}`,
  /** One part of the roll: the marks of those who took a permit. */
  roll: partition`POLL#${uuid}#ROLL#${some}`,
  /** One part of the ballot box, in its own table. */
  box: partition`POLL#${uuid}#BOX#${some}`,
  permitSecret: partition`POLLKEYS#${uuid}#PERMIT`,
  rollSecret: partition`POLLKEYS#${uuid}#ROLL`,
  acceptanceSecret: partition`POLLKEYS#${uuid}#ACCEPTANCE`,
  sealSecret: partition`POLLKEYS#${uuid}#SEAL`,
  /** The wrapped secrets of a poll, one partition for each purpose: a role is limited to the one it needs. */
  secrets: partition`POLLKEYS#${uuid}#${some}`,
  /** gsi1: the polls of a ward. */
  ofWard: partition`WARD#${some}#POLL`,
  /** gsi2: polls that are to be closed. */
  closeDue: partition`DUE#CLOSE-POLL`,
  /** gsi2: polls whose lots are due. */
  lotsDue: partition`DUE#LOTS`,
} as const
