// A term: from a day until (and not on) another.
import * as z from 'zod'
import { LocalDate } from '../../kernel/clock.ts'

export const Period = z
  .strictObject({ from: LocalDate, until: LocalDate })
  .refine(({ from, until }) => from < until, { path: ['until'] })
  .meta({ id: 'Period' })
export type Period = z.infer<typeof Period>

/** Whether a day is in a period: its last day is the one before `until`. */
export const isIn = ({ from, until }: Period, on: LocalDate): boolean => from <= on && on < until

export const overlaps = (one: Period, other: Period): boolean => one.from < other.until && other.from < one.until
