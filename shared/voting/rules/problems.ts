// Configurations that cannot be counted are refused when the poll is announced, not discovered at the close.
import type { GreedyConfiguration, RuleConfiguration } from './configuration.ts'
import type { ConfigurationProblem, Option } from './rule.ts'

/** A problem in Dutch and English; its place as a JSON pointer into the rule. */
export const problem = (code: string, pointer: string, nl: string, en: string): ConfigurationProblem => ({
  code,
  pointer,
  detail: { nl, en },
})

/** Problems any rule can have with its options. */
export const optionProblems = (options: readonly Option[]): ConfigurationProblem[] => {
  const found: ConfigurationProblem[] = []
  if (options.length === 0)
    found.push(problem('no-options', '', 'Er valt niets te kiezen.', 'There is nothing to choose.'))
  const seen = new Set<string>()
  for (const { id } of options) {
    if (seen.has(id))
      found.push(
        problem('option-twice', '', `Mogelijkheid ${id} staat er twee keer.`, `Option ${id} stands in the list twice.`),
      )
    seen.add(id)
  }
  return found
}

/** Contradictory tie criteria. */
export const conditionProblems = ({ ties }: RuleConfiguration): ConfigurationProblem[] =>
  new Set(ties.first).size === ties.first.length
    ? []
    : [
        problem(
          'criterion-twice',
          '/ties/first',
          'Hetzelfde criterium kan niet twee keer beslissen.',
          'The same criterion cannot break a tie twice.',
        ),
      ]

const capProblems = ({ caps, budget, leftovers }: GreedyConfiguration, options: readonly Option[]) => {
  const found: ConfigurationProblem[] = []
  const seen = new Set<string>()
  caps.forEach((cap, index) => {
    const at = `/caps/${index}`
    const group = { nl: `${cap.by === 'category' ? 'categorie' : 'gebied'} ${cap.name}`, en: `${cap.by} ${cap.name}` }
    const key = JSON.stringify([cap.by, cap.name])
    if (seen.has(key))
      found.push(
        problem('cap-twice', at, `Voor ${group.nl} gelden twee maxima.`, `There are two caps for ${group.en}.`),
      )
    seen.add(key)
    const under = options.filter((option) => option[cap.by] === cap.name)
    if (under.length === 0)
      found.push(
        problem('cap-of-nothing', `${at}/name`, `Niets hoort bij ${group.nl}.`, `No option belongs to ${group.en}.`),
      )
    else if (leftovers === 'none' && under.every((option) => option.cost > cap.money))
      found.push(
        problem(
          'cap-below-cheapest',
          `${at}/money`,
          `Niets van ${group.nl} past onder dit maximum.`,
          `Nothing of ${group.en} fits under this cap.`,
        ),
      )
    if (cap.money > budget)
      found.push(
        problem(
          'cap-above-budget',
          `${at}/money`,
          'Dit maximum is meer dan het hele budget.',
          'This cap is more than the whole budget.',
        ),
      )
  })
  if (leftovers === 'without-caps' && caps.length === 0)
    found.push(
      problem(
        'leftovers-without-caps',
        '/leftovers',
        'Een tweede ronde zonder maxima heeft alleen zin als de eerste ze heeft.',
        'A second pass without caps needs caps in the first.',
      ),
    )
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
      found.push(
        problem(
          'cost-missing',
          '',
          `Mogelijkheid ${id} heeft geen bedrag in hele centen boven 0.`,
          `Option ${id} has no cost in whole cents above 0.`,
        ),
      )
  if (options.length > 0 && options.every(({ cost }) => cost > budget))
    found.push(
      problem(
        'budget-below-cheapest',
        '/budget',
        'Elke mogelijkheid kost meer dan het budget.',
        'Every option costs more than the budget.',
      ),
    )
  if (!Number.isSafeInteger(options.reduce((sum, { cost }) => sum + cost, budget)))
    found.push(
      problem(
        'money-too-large',
        '/budget',
        'Budget en bedragen zijn samen te hoog om precies te tellen.',
        'Budget and costs together are too high to be counted exactly.',
      ),
    )
  if ('caps' in configuration) found.push(...capProblems(configuration, options))
  return found
}
