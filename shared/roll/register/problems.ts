// The possible problems of a file, by line. The list is limited whatever the size of the file; the number counts all.
import * as z from 'zod'

/** A problem of one line. */
export const LineProblemCode = z
  .enum([
    'not-utf-8',
    'line-too-long',
    'unknown-column',
    'column-missing',
    'column-twice',
    'quote-not-closed',
    'wrong-number-of-fields',
    'person-missing',
    'person-too-long',
    'ward-not-in-election',
    'birth-date-invalid',
    'birth-date-unknown',
    'born-after-reference-day',
    'too-young',
    'person-twice',
    'person-in-two-wards',
  ])
  .meta({ id: 'RollLineProblemCode' })
export type LineProblemCode = z.infer<typeof LineProblemCode>

/** `otherLine`: the first line with the same person. Values of the line are not repeated: they would identify a person. */
export const LineProblem = z
  .strictObject({ line: z.int().min(1), code: LineProblemCode, otherLine: z.int().min(1).optional() })
  .meta({ id: 'RollLineProblem' })
export type LineProblem = z.infer<typeof LineProblem>

/** How many problems are listed; a longer list would not help. */
export const maximumListed = 100

export const LineProblems = z.strictObject({
  total: z.int().min(0),
  listed: z.array(LineProblem).max(maximumListed).readonly(),
})
export type LineProblems = z.infer<typeof LineProblems>

export const noProblems: LineProblems = { total: 0, listed: [] }

/** Collects problems: all are counted, the first are listed. */
export const problemList = (start: LineProblems = noProblems) => {
  let { total } = start
  const listed = [...start.listed]
  return {
    add: (problem: LineProblem): void => {
      total += 1
      if (listed.length < maximumListed) listed.push(problem)
    },
    /** The listed problems so far, by line. */
    found: (): LineProblems => ({ total, listed: listed.toSorted((a, b) => a.line - b.line) }),
  }
}
