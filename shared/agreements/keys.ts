// The partitions of ward agreements, in the table and in its indexes.
import { partition, some, uuid } from '../table/keys.ts'

export const agreementKeys = {
  /** An agreement with its texts, comments, actions, reviews and alarms. */
  agreement: partition`AGREEMENT#${uuid}`,
  /** gsi1: all agreements, by ward and first day. */
  all: partition`AGREEMENTS`,
  /** gsi1: comments on a draft, by the moment they were given. */
  comments: partition`AGREEMENT-COMMENTS#${uuid}`,
  /** gsi1: the actions of a year in the whole city, by ward. */
  actionsOfYear: partition`ACTIONS#${some}`,
  /** gsi2: agreements that take effect or end. */
  turnDue: partition`DUE#TURN-AGREEMENT`,
} as const
