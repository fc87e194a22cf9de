// The requests of the control endpoints.
import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { problemReply, type Reply } from '../gateway/problems.ts'
import { parseJson } from '../json.ts'

export const TokenRequest = z.strictObject({
  sub: z.string().min(1).max(128),
  ward: z.string().min(1).max(60).optional(),
  birthDate: z.iso.date().optional(),
  pseudonym: z.string().min(1).max(200).nullable().optional(),
  roles: z.array(z.string().min(1)).default([]),
  scopes: z.array(z.string().min(1)).optional(),
})

const duration = z.string().transform((text, context) => {
  try {
    return Temporal.Duration.from(text)
  } catch {
    context.addIssue({ code: 'custom', message: 'not an ISO 8601 duration such as PT1H or P30D' })
    return z.NEVER
  }
})

const force = z.boolean().default(false)

/** Exactly one of `advance` (from now), `set`, `frozen`; `force` lets the clock go back. */
export const ClockRequest = z.union(
  [
    z.strictObject({ advance: duration, force }),
    z.strictObject({ set: z.iso.datetime({ offset: true }), force }),
    z.strictObject({ frozen: z.boolean() }),
  ],
  { error: 'needs exactly one of "advance" (PT1H), "set" (2026-03-18T07:30:00+01:00), "frozen" (true or false)' },
)

/** The moment a duration after another; days, months and years by the UTC calendar. */
export const after = (now: number, duration: Temporal.Duration): number =>
  Temporal.Instant.fromEpochMilliseconds(Math.round(now)).toZonedDateTimeISO('UTC').add(duration).epochMilliseconds

type Read<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reply: Reply }

const pointerOf = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Parses a body, or returns the 400 with a JSON pointer for each wrong field. */
export const readJson = <Value>(schema: z.ZodType<Value>, body: Buffer): Read<Value> => {
  let raw: unknown
  try {
    raw = parseJson(body.toString() || '{}')
  } catch {
    return { ok: false, reply: problemReply('invalid-request', { detail: 'The body is not JSON.' }) }
  }
  const parsed = schema.safeParse(raw)
  if (parsed.success) return { ok: true, value: parsed.data }
  const errors = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointerOf([...issue.path, key]), detail: 'There is no such field.' }))
      : [{ pointer: pointerOf(issue.path), detail: issue.message }],
  )
  return { ok: false, reply: problemReply('invalid-request', { errors }) }
}
