// An outcome explained in words.
import type { PbElection } from '../shared/voting/pabulib/election.ts'
import { formatCents } from '../shared/voting/pabulib/money.ts'
import type { OptionReasoning, Outcome, Reason } from '../shared/voting/rules/rule.ts'

const reasons: Record<Reason, string> = {
  chosen: 'chosen by the rule',
  completion: 'from the money left, by votes',
  'everything-fits': 'everything with support fits the budget',
  'enough-seats': 'no more candidates than seats',
  void: 'the poll is void: too few voted',
  'no-support': 'nobody chose it',
  'below-threshold': 'below the threshold',
  'cap-reached': 'its category or area had no money left',
  'too-expensive': 'more than the money left',
  'supporters-short': 'its supporters had not enough money left',
  'after-stop': 'the list ended before it',
  'not-enough-votes': 'not enough votes',
  'counted-elsewhere': 'counted together with other votes',
  withdrawn: 'withdrawn before the count',
  'lot-lost': 'equal votes, and the lot went against it',
}

/** A fraction with two decimals, rounded down exactly. */
const twoDecimals = (fraction: string): string => {
  const [numerator = '0', denominator = '1'] = fraction.split('/')
  const hundredths = (BigInt(numerator) * 100n) / BigInt(denominator)
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, '0')}`
}

/** Cents as a fraction, in currency units, rounded down. */
const money = (fraction: string): string => {
  const [numerator, denominator = '1'] = fraction.split('/')
  return twoDecimals(`${numerator}/${BigInt(denominator) * 100n}`)
}

const winnerDetail = (row: OptionReasoning): string => {
  if (row.payment !== undefined && row.effectiveVotes !== undefined) {
    const less = row.paidLess ? `, ${row.paidLess} paid all they had left` : ''
    return `: ${row.paidInFull} paid ${money(row.payment)}${less}; effective votes ${twoDecimals(row.effectiveVotes)}`
  }
  return row.load === undefined ? '' : `: each supporter has now paid ${money(row.load)}`
}

const loserDetail = ({ sufficed }: OptionReasoning): string => {
  if (sufficed === undefined) return ''
  const { moreSupporters, cost } = sufficed
  const ways = [
    ...(moreSupporters === null ? [] : [`${moreSupporters} more supporter${moreSupporters === 1 ? '' : 's'}`]),
    ...(cost === null ? [] : [`a cost of ${formatCents(cost)}`]),
  ]
  return ways.length === 0 ? '' : `; would have sufficed: ${ways.join(', or ')}`
}

/** The lines of the report: what was counted, the winners in order of selection, the losers by votes, the ties that were broken. */
export const tallyReport = (election: PbElection, key: string, outcome: Outcome): readonly string[] => {
  const names = new Map(election.projects.map(({ option, name }) => [option.id, name]))
  const currency = election.meta.get('currency')
  const amount = (cents: number): string => `${formatCents(cents)}${currency ? ` ${currency}` : ''}`
  const title = (row: OptionReasoning): string =>
    `${row.option}${names.get(row.option) ? ` ${names.get(row.option)}` : ''}`
  const facts = (row: OptionReasoning): string =>
    `${amount(row.cost)}, ${row.votes} votes${row.score === row.votes ? '' : `, ${row.score} points`}`
  const winners = outcome.order.flatMap((id) => outcome.options.filter(({ option }) => option === id))
  const losers = outcome.options.filter(({ won }) => !won).toSorted((a, b) => b.score - a.score)
  const shares = outcome.equalShares
  return [
    `${election.meta.get('description') ?? ''}`,
    `Rule ${key}, budget ${amount(election.budget)}, ${outcome.ballots} ballots (${outcome.blanks} blank)`,
    ...(shares ? [`Each voter had ${money(shares.endowment)} (${shares.runs} runs)`] : []),
    ...election.warnings.map((warning) => `Warning: ${warning}`),
    '',
    `Won (${winners.length}), together ${amount(outcome.cost)}:`,
    ...winners.map(
      (row, place) => `${place + 1}. ${title(row)} (${facts(row)}) ${reasons[row.reason]}${winnerDetail(row)}`,
    ),
    '',
    `Not won (${losers.length}):`,
    ...losers.map((row) => `-  ${title(row)} (${facts(row)}) ${reasons[row.reason]}${loserDetail(row)}`),
    ...outcome.tiesBroken.map((group) => `Equal, decided by the order of ids: ${group.join(', ')}`),
  ]
}
