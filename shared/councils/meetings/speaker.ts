// A person who registered to speak in a meeting (inspreken): by name, for the organisers only.
import * as z from 'zod'
import { Instant } from '../../kernel/clock.ts'
import { refuse } from '../../kernel/refusals.ts'
import { Line } from '../../kernel/text.ts'
import { speakersRegisterBy } from './agenda.ts'
import type { Meeting } from './meeting.ts'

export const Speaking = z.strictObject({
  name: Line(120),
  /** The subject, if it is not an item of the agenda. */
  subject: Line(200),
  itemNumber: z.int().min(1).max(200).optional(),
})
export const Speaker = Speaking.extend({ registeredAt: Instant }).meta({ id: 'Speaker' })
export type Speaker = z.infer<typeof Speaker>

/** Refuses when the meeting has begun or the ward's deadline has passed. */
export const objectionToSpeaking = (meeting: Meeting, now: Instant) => {
  if (meeting.status !== 'convened') return refuse('speaking-closed', { status: meeting.status })
  const deadline = speakersRegisterBy(meeting.startsAt, meeting.speaking)
  return deadline === undefined || now >= deadline
    ? refuse('speaking-too-late', deadline === undefined ? {} : { deadline })
    : undefined
}

/** Registers a person to speak, about an item of the agenda or another subject. */
export const registerToSpeak = (meeting: Meeting, speaking: z.infer<typeof Speaking>, now: Instant) => {
  const objection = objectionToSpeaking(meeting, now)
  if (objection !== undefined) return objection
  const { itemNumber } = speaking
  if (itemNumber !== undefined && !meeting.agenda.some(({ number }) => number === itemNumber))
    return refuse('item-not-found', { itemNumber })
  return { refused: false as const, value: { ...speaking, registeredAt: now } }
}
