// The partitions of ward councils, in the table and in its index.
import { partition, some, uuid } from '../table/keys.ts'

export const councilKeys = {
  /** The members of a ward council, and its ward office. */
  council: partition`COUNCIL#${some}`,
  /** The roles that somebody has, a row for each: read at every call that asks for one. */
  heldBy: partition`HELD#${some}`,
  /** A role granted to an official. */
  roleHolder: partition`ROLEHOLDER#${uuid}`,
  /** gsi1: the officials of a ward, or of the whole city. */
  roleHoldersOf: partition`ROLEHOLDERS#${some}`,
  /** A meeting, those who registered to speak in it, and its list of decisions with its versions. */
  meeting: partition`MEETING#${uuid}`,
  /** gsi1: the meetings of a ward, by the hour at which they begin. */
  meetingsOfWard: partition`MEETINGS#${some}`,
  /** A decision. */
  decision: partition`DECISION#${uuid}`,
  /** gsi1: what a ward council adopted or rejected, by when it voted last. */
  decisionsOfWard: partition`DECISIONS#${some}`,
  /** gsi1: what waits for the next formal meeting. */
  decisionsWaiting: partition`WAITING#${some}`,
  /** gsi1: the lists of decisions that are to be adopted, by when the meeting was held. */
  listsToAdopt: partition`LISTS#${some}`,
  /** A delegation to the ward manager, by the decision that gave it. */
  delegation: partition`DELEGATION#${uuid}`,
  /** gsi1: the delegations of a ward, by their first day. */
  delegationsOfWard: partition`DELEGATIONS#${some}`,
  /** A decision of the ward manager on behalf of the council. */
  delegated: partition`DELEGATED#${uuid}`,
  /** gsi1: those of a ward, by when they were taken. */
  delegatedOfWard: partition`DELEGATED-IN#${some}`,
  /** gsi2: those to which the council of a ward objected, and about which no formal meeting has spoken. */
  objectedOfWard: partition`OBJECTED#${some}`,
} as const
