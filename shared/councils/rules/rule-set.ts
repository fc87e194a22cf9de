// The rules for meetings of a ward council, published for a ward from a day on. Meetings keep the rules of their day.
import * as z from 'zod'
import { dateInCity, type Instant } from '../../kernel/clock.ts'
import { WardCode } from '../../kernel/ids.ts'
import { refuse } from '../../kernel/refusals.ts'
import { ruleSets } from '../machine.ts'
import { MeetingRules } from './meeting-rules.ts'

const fields = {
  wardCode: WardCode,
  version: z.int().min(1),
  /** Id and digest of the request that published it: a retry finds what it made. */
  createdId: z.string(),
  requestDigest: z.string(),
  rules: MeetingRules,
}
export const MeetingRuleSet = z.discriminatedUnion('status', [z.object({ ...fields, status: z.literal('published') })])
export type MeetingRuleSet = z.infer<typeof MeetingRuleSet>

/** Publishes rules of a ward from a day on, never from a past day: meetings of that day were held under other rules. */
export const publishMeetingRules = (set: Omit<MeetingRuleSet, 'status' | 'version'>, now: Instant) => {
  const today = dateInCity(now)
  return set.rules.validFrom < today ? refuse('rules-in-the-past', { today }) : ruleSets.begin('publish', set)
}

/** Withdraws rules before their first day. From that day on they are final: meetings may be called under them. */
export const withdrawMeetingRules = (set: MeetingRuleSet, now: Instant) =>
  ruleSets.take('withdraw', set, (it) =>
    it.rules.validFrom <= dateInCity(now) ? refuse('rules-in-force', { validFrom: it.rules.validFrom }) : it,
  )
