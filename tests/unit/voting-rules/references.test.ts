import { describe, expect, it } from 'vitest'
import { officiallySelected, type PbElection, profileOf } from '../../../shared/voting/pabulib/election.ts'
import { formatCents } from '../../../shared/voting/pabulib/money.ts'
import { decide, RuleConfiguration } from '../../../shared/voting/rules/catalogue.ts'
import { configurationOfKey, ruleKeys } from '../../../shared/voting/rules/keys.ts'
import { Outcome } from '../../../shared/voting/rules/rule.ts'
import { codePointOrder } from '../../../shared/voting/rules/ties.ts'
import { electionsTried, readElection, readReference, stepOf } from '../../support/builders/voting/pb-files.ts'

const count = (election: PbElection, configuration: RuleConfiguration) => {
  const profile = profileOf(election)
  return decide(configuration, profile, codePointOrder(profile.options.map(({ id }) => id)))
}

/** `25000/21` units in cents, as the outcome writes it. */
const inCents = (fraction: string): string => {
  const [numerator = '0', denominator = '1'] = fraction.split('/')
  const divide = (a: bigint, b: bigint): bigint => (b === 0n ? a : divide(b, a % b))
  const [top, bottom] = [BigInt(numerator) * 100n, BigInt(denominator)]
  const common = divide(top, bottom)
  return bottom === common ? String(top / common) : `${top / common}/${bottom / common}`
}

describe('every rule on every real election equals the reference', () => {
  it.each(electionsTried())(
    'every rule on every real election equals the reference: $name',
    { timeout: 120_000 },
    async ({ name, directory }) => {
      const election = await readElection(name, directory)
      const reference = readReference(name, directory)
      for (const [key, expected] of Object.entries(reference.rules)) {
        if (expected.winners === undefined) continue
        expect(ruleKeys).toContain(key)
        const configuration = configurationOfKey(key, election.budget, stepOf(reference))
        if (configuration === undefined) throw new Error(key)
        const outcome = count(election, configuration)
        expect.soft(outcome.winners, key).toEqual(expected.winners)
        if (expected.order) expect.soft(outcome.order, key).toEqual(expected.order)
        if (expected.mes_runs) expect.soft(outcome.equalShares?.runs, key).toBe(expected.mes_runs)
        if (expected.endowment_per_voter)
          expect.soft(outcome.equalShares?.endowment, key).toBe(inCents(expected.endowment_per_voter))
        expect.soft(Number(formatCents(outcome.cost)), key).toBe(Number(expected.cost))
        expect.soft(Outcome.safeParse(outcome).error).toBeUndefined()
      }
    },
  )
})

const officialRules = [
  'greedy',
  'greedy-threshold',
  'greedy-no-skip',
  'equalshares/add1',
  'equalshares/add1-comparison',
] as const

describe('the official outcome is reproduced by the rule the file names', () => {
  const official = electionsTried()
    .map((file) => ({ ...file, reference: readReference(file.name, file.directory) }))
    .filter(
      ({
        reference: {
          official: { rule, selected },
        },
      }) => selected && officialRules.some((known) => known === rule),
    )

  it.each(official)(
    'the official outcome is reproduced by the rule the file names: $name',
    async ({ name, directory, reference }) => {
      const election = await readElection(name, directory)
      const { rule, min_project_score_threshold: least } = reference.official
      const shared = { budget: election.budget, ...(least && { thresholds: { score: Number(least) } }) }
      const configuration = rule.startsWith('equalshares')
        ? { ...shared, rule: 'mes_cost', add1: { step: stepOf(reference) }, comparison: rule.endsWith('comparison') }
        : { ...shared, rule: 'greedy_score', misfit: rule === 'greedy-no-skip' ? 'stop' : 'skip' }
      const selected = officiallySelected(election) ?? []
      expect(selected.length).toBeGreaterThan(0)
      expect(count(election, RuleConfiguration.parse(configuration)).winners).toEqual(codePointOrder(selected))
    },
  )
})
