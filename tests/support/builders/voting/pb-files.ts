// Elections with reference results: a selection is part of the project; WIJK_PB_DIR names a directory with more.
import { createReadStream, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { PbElection } from '../../../../shared/voting/pabulib/election.ts'
import { readPb } from '../../../../shared/voting/pabulib/reader.ts'
import { isFull, sizeOf } from '../../sizes.ts'

const RuleReference = z.object({
  winners: z.array(z.string()).optional(),
  order: z.array(z.string()).optional(),
  cost: z.string().optional(),
  seconds: z.number().optional(),
  tie_sensitive: z.union([z.boolean(), z.string()]).optional(),
  endowment_per_voter: z.string().optional(),
  mes_runs: z.number().optional(),
  add1_step: z.number().optional(),
})
const Reference = z.object({
  official: z.object({
    rule: z.string(),
    selected: z.array(z.string()).nullable(),
    min_project_score_threshold: z.string().optional(),
  }),
  rules: z.record(z.string(), RuleReference),
})
export type Reference = z.infer<typeof Reference>

const spread = new URL('../../../data/pb', import.meta.url).pathname

/** A file name without extension, and its directory. */
type PbFile = { readonly name: string; readonly directory: string }

/** All available files. */
export const pbFiles = (): readonly PbFile[] => {
  const names = (directory: string) =>
    readdirSync(directory)
      .filter((file) => file.endsWith('.pb'))
      .map((file) => ({ name: file.slice(0, -3), directory }))
  const more = process.env.WIJK_PB_DIR
  const rest = more === undefined ? [] : names(more)
  const near = names(spread)
  return [...near, ...rest.filter(({ name }) => !near.some((file) => file.name === name))]
}

/** The files that the tests count: all of them in a full run, otherwise the smallest. */
export const electionsTried = (): readonly PbFile[] => {
  const bytesOf = ({ name, directory }: PbFile) => statSync(join(directory, `${name}.pb`)).size
  const all = pbFiles()
  return isFull ? all : all.toSorted((a, b) => bytesOf(a) - bytesOf(b)).slice(0, sizeOf('realElections'))
}

export const readElection = (name: string, directory = spread): Promise<PbElection> =>
  readPb(createReadStream(join(directory, `${name}.pb`)))

export const readReference = (name: string, directory = spread): Reference =>
  Reference.parse(JSON.parse(readFileSync(join(directory, `${name}.ref.json`), 'utf8')))

/** The raise per voter that Add1 used in the reference, in cents. */
export const stepOf = ({ rules }: Reference): number =>
  100 * (Object.values(rules).find((rule) => rule.add1_step !== undefined)?.add1_step ?? 1)
