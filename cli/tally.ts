// `wijk tally FILE.pb --rule KEY [--json]`: counts a Pabulib file.
import { createReadStream } from 'node:fs'
import { defineCommand } from 'citty'
import { type PbElection, profileOf } from '../shared/voting/pabulib/election.ts'
import { formatCents, parseCents } from '../shared/voting/pabulib/money.ts'
import { readPb } from '../shared/voting/pabulib/reader.ts'
import { configurationProblems, decide } from '../shared/voting/rules/catalogue.ts'
import { configurationOfKey, ruleKeys } from '../shared/voting/rules/keys.ts'
import type { Outcome } from '../shared/voting/rules/rule.ts'
import { codePointOrder } from '../shared/voting/rules/ties.ts'
import { Refusal, refusing } from './refusal.ts'
import { say } from './say.ts'
import { tallyReport } from './tally-report.ts'

/** A refusal of the user's input. */
export class TallyRefusal extends Refusal {}

/** One currency unit per voter and step, or a thousand for currencies with small units such as the forint. */
const usualStep = (election: PbElection): number => (election.meta.get('currency') === 'HUF' ? 100_000 : 100)

/** `seconds`: the time to find the winners. `reasoningSeconds`: the time of the count that also computes what losers lacked. */
export type Tally = { readonly outcome: Outcome; readonly seconds: number; readonly reasoningSeconds: number }

const timed = <Value>(work: () => Value): { readonly value: Value; readonly seconds: number } => {
  const begun = performance.now()
  const value = work()
  return { value, seconds: (performance.now() - begun) / 1000 }
}

/** Counts an election by a rule; ties are decided by code points. `step`: the raise of Add1 in cents. Throws `TallyRefusal`. */
export const tally = (election: PbElection, key: string, step = usualStep(election), leastPerMille?: number): Tally => {
  const configuration = configurationOfKey(key, election.budget, step, leastPerMille)
  if (configuration === undefined) throw new TallyRefusal(`No rule ${key}. The rules are: ${ruleKeys.join(', ')}`)
  if (key === 'phragmen' && !['approval', 'choose-1'].includes(election.voteType))
    throw new TallyRefusal(`phragmen counts approvals; this file has ${election.voteType} ballots`)
  const profile = profileOf(election)
  // A budget too small for any option is not an error: there are no winners.
  const found = configurationProblems(configuration, profile.options)
  const problem = found.find(({ code }) => code !== 'budget-below-cheapest')
  if (problem) throw new TallyRefusal(`Cannot be counted: ${problem.detail.en}`)
  const ties = codePointOrder(profile.options.map(({ id }) => id))
  const { seconds } = timed(() => decide(configuration, profile, ties, 'winners'))
  const reasoned = timed(() => decide(configuration, profile, ties))
  return { outcome: reasoned.value, seconds, reasoningSeconds: reasoned.seconds }
}

/** The line that `--json` prints. */
export const tallyJson = (key: string, { outcome, seconds, reasoningSeconds }: Tally): string =>
  JSON.stringify({
    rule: key,
    winners: outcome.winners,
    order: outcome.order,
    cost: formatCents(outcome.cost),
    seconds: Math.round(seconds * 1e6) / 1e6,
    reasoningSeconds: Math.round(reasoningSeconds * 1e6) / 1e6,
    tiesBroken: outcome.tiesBroken,
    sufficed: Object.fromEntries(
      outcome.options.flatMap(({ option, sufficed }) =>
        sufficed === undefined
          ? []
          : [[option, { ...sufficed, cost: sufficed.cost === null ? null : formatCents(sufficed.cost) }]],
      ),
    ),
  })

const centsOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  const cents = parseCents(text)
  if (cents === undefined || cents === 0) throw new TallyRefusal(`--step ${text} is not an amount above 0`)
  return cents
}

const perMilleOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (!/^\d{1,4}$/.test(text) || Number(text) < 1 || Number(text) > 1_000)
    throw new TallyRefusal(`--leastPerMille ${text} is not a whole number from 1 to 1000`)
  return Number(text)
}

export const tallyCommand = defineCommand({
  meta: { name: 'tally', description: 'Count a Pabulib file: winners in order, cost, reasoning' },
  args: {
    file: { type: 'positional', description: 'A .pb file', required: true, valueHint: 'FILE.pb' },
    rule: { type: 'string', description: `One of ${ruleKeys.join(', ')}`, required: true, valueHint: 'KEY' },
    json: { type: 'boolean', description: 'Print one line of JSON', default: false },
    step: { type: 'string', description: 'Raise of Add1 per voter, in currency units', valueHint: 'AMOUNT' },
    leastPerMille: {
      type: 'string',
      description: 'Add1 raises by at least so many thousandths of the budget',
      valueHint: 'N',
    },
  },
  run: ({ args }) =>
    refusing(args.file, 1, async () => {
      const election = await readPb(createReadStream(args.file))
      const counted = tally(election, args.rule, centsOf(args.step), perMilleOf(args.leastPerMille))
      say(...(args.json ? [tallyJson(args.rule, counted)] : tallyReport(election, args.rule, counted.outcome)))
    }),
})
