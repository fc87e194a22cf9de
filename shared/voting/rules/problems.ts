// What cannot be counted is refused when the poll is announced, not discovered at the close.
import type { GreedyConfiguration, RuleConfiguration } from './configuration.ts'
import type { ConfigurationProblem, Option } from './rule.ts'

const problem = (code: string, pointer: string, detail: string): ConfigurationProblem => ({ code, pointer, detail })

/** Problems any rule can have with its options. */
export const optionProblems = (options: readonly Option[]): ConfigurationProblem[] => {
  const found: ConfigurationProblem[] = []
  if (options.length === 0) found.push(problem('no-options', '', 'There is nothing to choose'))
  const seen = new Set<string>()
  for (const { id } of options) {
    if (seen.has(id)) found.push(problem('option-twice', '', `Option ${id} stands in the list twice`))
    seen.add(id)
  }
  return found
}

/** Ties that contradict themselves. */
export const conditionProblems = ({ ties }: RuleConfiguration): ConfigurationProblem[] =>
  new Set(ties.first).size === ties.first.length
    ? []
    : [problem('criterion-twice', '/ties/first', 'The same criterion cannot break a tie twice')]

const capProblems = ({ caps, budget, leftovers }: GreedyConfiguration, options: readonly Option[]) => {
  const found: ConfigurationProblem[] = []
  const seen = new Set<string>()
  caps.forEach((cap, index) => {
    const key = JSON.stringify([cap.by, cap.name])
    if (seen.has(key)) found.push(problem('cap-twice', `/caps/${index}`, `${cap.by} ${cap.name} has two caps`))
    seen.add(key)
    const under = options.filter((option) => option[cap.by] === cap.name)
    if (under.length === 0)
      found.push(problem('cap-of-nothing', `/caps/${index}/name`, `No option has ${cap.by} ${cap.name}`))
    else if (leftovers === 'none' && under.every((option) => option.cost > cap.money))
      found.push(problem('cap-below-cheapest', `/caps/${index}/money`, 'No option fits under this cap'))
    if (cap.money > budget)
      found.push(problem('cap-above-budget', `/caps/${index}/money`, 'More than the whole budget'))
  })
  if (leftovers === 'without-caps' && caps.length === 0)
    found.push(problem('leftovers-without-caps', '/leftovers', 'A second pass without caps needs caps in the first'))
  return found
}

/** Problems of a rule that spends money: a budget that buys nothing, options without a cost, sums beyond exact doubles. */
export const moneyProblems = (
  configuration: RuleConfiguration & { readonly budget: number },
  options: readonly Option[],
): ConfigurationProblem[] => {
  const found = [...optionProblems(options), ...conditionProblems(configuration)]
  const { budget } = configuration
  for (const { id, cost } of options)
    if (!Number.isSafeInteger(cost) || cost < 1)
      found.push(problem('cost-missing', '', `Option ${id} has no cost in whole cents above 0`))
  if (options.length > 0 && options.every(({ cost }) => cost > budget))
    found.push(problem('budget-below-cheapest', '/budget', 'The budget is below the cheapest option'))
  if (!Number.isSafeInteger(options.reduce((sum, { cost }) => sum + cost, budget)))
    found.push(problem('money-too-large', '/budget', 'Budget and costs together exceed 2^53 cents'))
  if ('caps' in configuration) found.push(...capProblems(configuration, options))
  return found
}
