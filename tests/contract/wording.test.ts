// Every error about a field is a sentence in the requested language, without patterns or names of types.
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { takesBody } from '../../shared/api/declared-problems.ts'
import { Problem } from '../../shared/api/problem.ts'
import { startApi } from '../support/services/deployed.ts'
import { all, sample } from './samples.ts'

const bad: readonly unknown[] = [
  null,
  true,
  -1,
  0.5,
  1e300,
  '',
  ' ',
  'x'.repeat(20_000),
  '\u0000',
  '\u200b',
  [],
  [[]],
  {},
  { nl: 1 },
  '2026-02-30',
  'a@b',
]
const technical =
  /\/\^|\\p\{|\bundefined\b|\bNaN\b|expected|received|verwacht|ontving|patroon|pattern|string\b|invalid input|ongeldige invoer|\bobject\b|\barray\b/i
const english = /\b(the|must|give|write|this|fill|choose)\b/i
const dutch = /\b(het|een|dit|vul|geef|kies|schrijf|moet)\b/i

const fieldsOf = (body: z.ZodType): readonly string[] => (body instanceof z.ZodObject ? Object.keys(body.shape) : [])

describe('an error about a field', async () => {
  const api = await startApi()
  afterAll(api.stop)
  const withBody = all.filter(([, operation]) => takesBody(operation))

  it.each(withBody)('an error about a field of %s is a sentence in the requested language', async (_, operation) => {
    const { body: whole, ...request } = sample(operation)
    const bodies = [
      ...bad.filter((each) => each !== null && typeof each !== 'string'),
      ...fieldsOf(operation.body).flatMap((field) => bad.map((value) => ({ ...Object(whole), [field]: value }))),
      {},
    ]
    for (const body of bodies)
      for (const language of ['nl', 'en'] as const) {
        const answered = await api.call(operation, { ...request, body, headers: { 'accept-language': language } })
        if (answered.status !== 400) continue
        const problem = Problem.parse(answered.body)
        expect(problem.detail).toMatch(/^[A-Z].*\.$/s)
        for (const { detail, code, pointer } of problem.errors ?? []) {
          const place = `${operation.id} ${pointer} ${code}: ${detail}`
          expect(detail, place).toMatch(/^[A-Z€].*[.!]$/s)
          expect(technical.test(detail), place).toBe(false)
          expect((language === 'nl' ? english : dutch).test(detail), place).toBe(false)
        }
      }
  })
})
