// An election from a `.pb` file, with its expected outcome.
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import { byCodeUnits } from '../../../../shared/kernel/digest.ts'
import { officiallySelected } from '../../../../shared/voting/pabulib/election.ts'
import { readPb } from '../../../../shared/voting/pabulib/reader.ts'
import type { Choice } from '../../../../shared/voting/poll/ballot-form.ts'

export type Project = { readonly id: string; readonly name: string; readonly costCents: number }

export type Election = {
  readonly title: string
  readonly budgetCents: number
  /** The rule for ties; by a beacon unless named. */
  readonly lots?: 'none' | 'drand'
  /** In code point order of their ids, the order in which ties are decided without lots. */
  readonly projects: readonly Project[]
  /** One for each voter. */
  readonly choices: readonly Choice[]
  readonly maximumChoices: number
  /** The number of people who could have voted, if it exceeds the number of voters. */
  readonly electorateSize?: number
  /** The projects that should win, and the source of that. */
  readonly expected: { readonly winners: readonly string[]; readonly source: string } | undefined
}

const Reference = z.object({
  rules: z.object({ greedy_score: z.object({ winners: z.array(z.string()), tie_sensitive: z.unknown() }) }),
})

/** The reference JSON beside the file, or the `selected` column of the file if its rule is ours. */
const expectedOf = (file: string, official: string[] | undefined, rule: string | undefined) => {
  const beside = file.replace(/\.pb$/, '.ref.json')
  if (existsSync(beside)) {
    const { rules } = Reference.parse(JSON.parse(readFileSync(beside, 'utf8')))
    return { winners: rules.greedy_score.winners, source: 'the reference beside the file (greedy_score)' }
  }
  if (official === undefined || rule !== 'greedy') return undefined
  return { winners: official, source: 'the column `selected` of the file' }
}

/** Reads a file whose ballots name projects (approval or one choice). Throws on points and rankings, with a sentence. */
export const readElection = async (file: string): Promise<Election> => {
  const pb = await readPb(createReadStream(file))
  if (pb.voteType !== 'approval' && pb.voteType !== 'choose-1')
    throw new Error(`The demo plays approval and choose-1 ballots; this file has ${pb.voteType} ones.`)
  const projects = pb.projects
    .filter(({ withdrawn }) => !withdrawn)
    .map(({ option, name }) => ({ id: option.id, name: name ?? option.id, costCents: option.cost }))
    .sort((a, b) => byCodeUnits(a.id, b.id))
  const choices = pb.ballots.flatMap(({ options, count }) =>
    Array.from({ length: count }, (): Choice => ({ options: [...options] })),
  )
  return {
    title: pb.meta.get('description') ?? file,
    budgetCents: pb.budget,
    projects,
    choices,
    maximumChoices: Math.max(1, ...choices.map(({ options }) => options.length)),
    expected: expectedOf(file, officiallySelected(pb), pb.meta.get('rule')),
  }
}
