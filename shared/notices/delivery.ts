// The way of a notice into the mail: claimed before it is sent, confirmed afterwards. Between the two the mail service either
// has it or not. Who claimed it and said nothing is followed by another sender: better two mails than none (ADR 0027).
import { type Instant, plusMilliseconds } from '../kernel/clock.ts'
import { refuse } from '../kernel/refusals.ts'
import { notices } from './machine.ts'
import type { Hindrance, Notice } from './notice.ts'

const minute = 60_000
const aDay = 24 * 60 * minute
/** A sender has stopped long before: its function ends after a minute or five. */
const claimMilliseconds = 15 * minute
/** With the pauses below that is about five weeks: then the days that a notice names are over. */
const maximumAttempts = 40

/** How long to wait before the next attempt: five minutes at first, twice as long each time, a day at most. */
const pauseAfter = (attempts: number): number => Math.min(aDay, 5 * minute * 2 ** Math.min(attempts - 1, 20))

/** Takes a notice for sending. Refused while it is not due: mailed, not to be mailed yet, or in another sender's hands. */
export const claimNotice = (notice: Notice, now: Instant) =>
  notices.take('claim', notice, (it) =>
    it.dueAt > now
      ? refuse('notice-not-due', { status: it.status })
      : { ...it, attempts: it.attempts + 1, dueAt: plusMilliseconds(now, claimMilliseconds) },
  )

/** The mail service took it. */
export const confirmNotice = (notice: Notice, messageId: string, now: Instant) =>
  notices.take('confirm', notice, ({ dueAt: _, ...it }) => ({ ...it, sentAt: now, messageId }))

/** It cannot be mailed now, and is tried again later. */
export const putOffNotice = (notice: Notice, hindrance: Hindrance, now: Instant) =>
  notices.take('put-off', notice, (it) => ({ ...it, hindrance, dueAt: plusMilliseconds(now, pauseAfter(it.attempts)) }))

/** It stays in the list and is not mailed: the stage has no channel, or nobody can be reached for weeks. */
export const leaveListed = (notice: Notice, because: 'no-channel' | 'not-deliverable') =>
  notices.take('leave-listed', notice, ({ dueAt: _, ...it }) => ({ ...it, because }))

/** Whether it has been tried often enough. */
export const isGivenUp = ({ attempts }: Notice): boolean => attempts >= maximumAttempts
