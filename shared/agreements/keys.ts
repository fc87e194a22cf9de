// The partitions of ward agreements, in the table and in its indexes.
import { partition, some, uuid } from '../table/keys.ts'

export const agreementKeys = {
  /** An agreement with its texts, comments, actions, reviews and alarms. */
  agreement: partition`AGREEMENT#${uuid}`,
  /** The rule sets that were planned for a ward, or for the city. */
  rules: partition`AGREEMENT-RULES#${some}`,
  /** gsi1: all agreements, by ward and first day. */
  all: partition`AGREEMENTS`,
  /** gsi1: comments on a draft, by the moment they were given. */
  comments: partition`AGREEMENT-COMMENTS#${uuid}`,
  /** gsi1: the actions of a year in the whole city, by ward. */
  actionsOfYear: partition`ACTIONS#${some}`,
  /** gsi1: the alarms of a ward, by the moment they were raised. */
  alarmsOfWard: partition`ALARMS#${some}`,
  /** gsi2: reviews that begin or are under way. */
  reviewDue: partition`DUE#REVIEW`,
  /** gsi2: alarms whose rung waits for an answer. */
  climbDue: partition`DUE#CLIMB-ALARM`,
  /** gsi2: agreements that take effect or end. */
  turnDue: partition`DUE#TURN-AGREEMENT`,
} as const
