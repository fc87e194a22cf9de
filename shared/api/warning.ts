// Warnings in an answer: it was done, and this should be known of it.
import * as z from 'zod'
import type { Warning as Said } from '../kernel/refusals.ts'
import type { Language } from './problem.ts'

/** A warning as a client gets it. `about`: the things that it names. */
export const Warning = z
  .strictObject({
    code: z.string(),
    detail: z.string(),
    pointer: z.string().optional(),
    about: z.array(z.strictObject({ id: z.string(), title: z.string() }).meta({ id: 'WarningSubject' })).optional(),
  })
  .meta({ id: 'Warning' })

/** Where an answer holds its warnings; absent where there are none. */
export const warned = { warnings: z.array(Warning).optional() }

/** Warnings in the language of the request, for an answer that declares `warned`. */
export const warnings = (said: readonly Said[], language: Language): { warnings?: z.input<typeof Warning>[] } =>
  said.length === 0
    ? {}
    : {
        warnings: said.map(({ code, words, pointer, about }) => ({
          code,
          detail: words[language],
          ...(pointer === undefined ? {} : { pointer }),
          ...(about === undefined ? {} : { about: [...about] }),
        })),
      }
