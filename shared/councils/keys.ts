// The partitions of ward councils, in the table and in its index.
import { partition, some, uuid } from '../table/keys.ts'

export const councilKeys = {
  /** The members of a ward council, and its ward office. */
  council: partition`COUNCIL#${some}`,
  /** The roles of a person, a row for each: read at every call that requires one. */
  heldBy: partition`HELD#${some}`,
  /** A role granted to an official. */
  roleHolder: partition`ROLEHOLDER#${uuid}`,
  /** gsi1: the officials of a ward, or of the whole city. */
  roleHoldersOf: partition`ROLEHOLDERS#${some}`,
  /** A meeting, those who registered to speak in it, and its list of decisions with its versions. */
  meeting: partition`MEETING#${uuid}`,
  /** gsi1: the meetings of a ward, by their start. */
  meetingsOfWard: partition`MEETINGS#${some}`,
  /** A decision. */
  decision: partition`DECISION#${uuid}`,
  /** gsi1: what a ward council adopted or rejected, by its last vote. */
  decisionsOfWard: partition`DECISIONS#${some}`,
  /** gsi1: items that await the next formal meeting. */
  decisionsWaiting: partition`WAITING#${some}`,
  /** gsi1: the lists of decisions that await adoption, by the time of their meeting. */
  listsToAdopt: partition`LISTS#${some}`,
  /** A delegation to the ward manager, by the decision that gave it. */
  delegation: partition`DELEGATION#${uuid}`,
  /** gsi1: the delegations of a ward, by their first day. */
  delegationsOfWard: partition`DELEGATIONS#${some}`,
  /** A decision of the ward manager on behalf of the council. */
  delegated: partition`DELEGATED#${uuid}`,
  /** gsi1: those of a ward, by the time of the decision. */
  delegatedOfWard: partition`DELEGATED-IN#${some}`,
  /** gsi2: those with an objection of the council that no formal meeting has dealt with. */
  objectedOfWard: partition`OBJECTED#${some}`,
} as const
