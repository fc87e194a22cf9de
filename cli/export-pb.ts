// A budget poll as a Pabulib file, for researchers and other programs. It contains nothing about voters except their ballots.
import { dateInCity, lastDayOf } from '../shared/kernel/clock.ts'
import { freshSecretId } from '../shared/kernel/random.ts'
import { type Ballot, choiceGroups } from '../shared/voting/box/ballot.ts'
import type { VoteType } from '../shared/voting/pabulib/election.ts'
import { formatCents } from '../shared/voting/pabulib/money.ts'
import { type PbHeader, writePb } from '../shared/voting/pabulib/writer.ts'
import { countedOptions } from '../shared/voting/poll/poll-option.ts'
import type { ExportHeader } from '../shared/voting/publication/export-format.ts'
import { Refusal } from './refusal.ts'

type Poll = ExportHeader['poll']
type Extra = readonly (readonly [key: string, value: string])[]
type Form = { readonly voteType: VoteType; readonly more: Extra }

/**
 * Pabulib's name for a ballot form, with its limits. Rankings are written as points: readers agree on points, but not on the
 * value of places in a short ranking.
 */
const formOf = ({ ballotForm, options }: Poll): Form => {
  switch (ballotForm.kind) {
    case 'one-choice':
    case 'yes-no-abstain':
      return { voteType: 'choose-1', more: [] }
    case 'approval': {
      const most = Math.min(ballotForm.max, options.length)
      return {
        voteType: 'approval',
        more: [
          ['min_length', `${ballotForm.min}`],
          ['max_length', `${most}`],
        ],
      }
    }
    case 'knapsack':
      return { voteType: 'approval', more: [['max_sum_cost', formatCents(ballotForm.budgetCents)]] }
    case 'points':
      return {
        voteType: 'cumulative',
        more: [
          ['max_points', `${ballotForm.maxPerOption}`],
          ['max_sum_points', `${ballotForm.sum}`],
        ],
      }
    case 'ranking': {
      const { weights } = ballotForm
      return {
        voteType: 'scoring',
        more: [
          ['max_length', `${Math.min(weights.length, options.length)}`],
          ['max_points', `${Math.max(...weights)}`],
        ],
      }
    }
    default:
      return ballotForm satisfies never
  }
}

/** Pabulib's name for the rule, if it has one. */
const ruleOf = ({ rule }: Poll): { readonly name: string; readonly budget: number } => {
  switch (rule.rule) {
    case 'greedy_score': {
      const hasThreshold = Object.values(rule.thresholds).some((least) => least !== undefined && least > 0)
      const plain = rule.misfit === 'stop' ? 'greedy-no-skip' : 'greedy'
      return { name: hasThreshold ? 'greedy-threshold' : plain, budget: rule.budget }
    }
    case 'greedy_score_per_cost':
      return { name: 'greedy-custom', budget: rule.budget }
    case 'mes_cost':
    case 'mes_unit':
      return {
        name: `equalshares${rule.add1 ? '/add1' : ''}${rule.comparison ? '-comparison' : ''}`,
        budget: rule.budget,
      }
    case 'phragmen':
      return { name: 'unknown', budget: rule.budget }
    case 'sntv':
    case 'yes_no':
    case 'votes_only':
      throw new Refusal('a .pb file is for polls about money; --format ndjson writes any poll')
    default:
      return rule satisfies never
  }
}

/** The minimum that an option needs, if the file can express it as one number: of votes, or of points for forms with points. */
const thresholdOf = ({ rule }: Poll, voteType: VoteType): Extra => {
  const least = voteType === 'scoring' || voteType === 'cumulative' ? rule.thresholds.score : rule.thresholds.votes
  return least === undefined || least === 0 ? [] : [['min_project_score_threshold', `${least}`]]
}

const inPabulib = (day: string): string => day.split('-').toReversed().join('.')

const pbHeader = ({ poll, configurationHash, resultDigest }: ExportHeader): PbHeader => {
  const { name, budget } = ruleOf(poll)
  const { voteType, more } = formOf(poll)
  return {
    description: poll.question.nl,
    country: 'Netherlands',
    unit: 'Rotterdam',
    instance: lastDayOf(poll).slice(0, 4),
    rule: name,
    dateBegin: inPabulib(dateInCity(poll.opensAt)),
    dateEnd: inPabulib(lastDayOf(poll)),
    voteType,
    budget,
    more: [
      ['district', poll.electorate.wardCode],
      ['language', 'nl'],
      ['currency', 'EUR'],
      ...more,
      ...thresholdOf(poll, voteType),
      ['comment', `#1: Rule ${JSON.stringify(poll.rule)} #2: Poll ${configurationHash}, result ${resultDigest}`],
    ],
  }
}

/** The lines of the file. Projects and ballots are sorted; voter ids are random and differ each time. */
export async function* writePollAsPb(header: ExportHeader, ballots: AsyncIterable<Ballot>): AsyncGenerator<string> {
  const { poll, result } = header
  const pb = pbHeader(header)
  const choices = choiceGroups(poll.ballotForm)
  for await (const { choice } of ballots) choices.add(choice)
  const titles = new Map(poll.options.map(({ id, title }) => [id, title]))
  const rows = countedOptions(poll.options).map((option) => ({
    option,
    name: titles.get(option.id) ?? '',
    won: result.outcome.winners.includes(option.id),
  }))
  yield* writePb(pb, rows, choices.groups(), freshSecretId)
}
