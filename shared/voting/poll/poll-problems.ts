// Polls that voters could not fill in or rules could not count: refused at announcement, not discovered at the close.
import { type Bilingual, type Objection, unreachable } from '../../kernel/refusals.ts'
import { objectionToText } from '../../kernel/text.ts'
import { configurationProblems } from '../rules/catalogue.ts'
import type { RuleConfiguration } from '../rules/configuration.ts'
import type { BallotForm } from './ballot-form.ts'
import type { Electorate } from './poll.ts'
import { countedOptions, type PollOption } from './poll-option.ts'

type Method = { readonly ballotForm: BallotForm; readonly rule: RuleConfiguration }
type Configuration = Method & {
  readonly options: readonly PollOption[]
  readonly question: Bilingual
  readonly electorate: Pick<Electorate, 'size' | 'register'>
}

const objection = (pointer: string, nl: string, en: string): Objection => ({ pointer, rule: { nl, en } })

/** Contradictory limits of a form, whatever the options. */
const limitProblems = (form: BallotForm): readonly Objection[] => {
  switch (form.kind) {
    case 'approval':
      return form.min > form.max
        ? [objection('/ballotForm/min', 'Het minimum is hoger dan het maximum.', 'The minimum is above the maximum.')]
        : []
    case 'points':
      return form.maxPerOption > form.sum
        ? [
            objection(
              '/ballotForm/maxPerOption',
              'Eén mogelijkheid kan niet meer punten krijgen dan een stembiljet heeft.',
              'An option cannot get more points than a ballot has.',
            ),
          ]
        : []
    case 'ranking': {
      const place = form.weights.findIndex((weight, at, all) => weight > (all[at - 1] ?? weight))
      return place < 0
        ? []
        : [
            objection(
              `/ballotForm/weights/${place}`,
              'Een lagere plaats telt hier zwaarder dan een hogere.',
              'A lower place counts more than a higher one here.',
            ),
          ]
    }
    case 'one-choice':
    case 'knapsack':
    case 'yes-no-abstain':
      return []
    default:
      return unreachable(form)
  }
}

/** Which ballots a rule can count: one name for a seat, an answer to a question, approvals for Phragmén. */
const isCountedBy = ({ rule }: RuleConfiguration, { kind }: BallotForm): boolean => {
  switch (rule) {
    case 'sntv':
    case 'votes_only':
      return kind === 'one-choice'
    case 'yes_no':
      return kind === 'yes-no-abstain'
    case 'phragmen':
      return kind === 'one-choice' || kind === 'approval' || kind === 'knapsack'
    case 'greedy_score':
    case 'greedy_score_per_cost':
    case 'mes_cost':
    case 'mes_unit':
      return kind !== 'yes-no-abstain'
    default:
      return rule satisfies never
  }
}

/** Ballot form and rule that contradict themselves or each other: known before there are options. */
export const methodProblems = ({ ballotForm, rule }: Method): readonly Objection[] => [
  ...limitProblems(ballotForm),
  ...(isCountedBy(rule, ballotForm)
    ? []
    : [
        objection(
          '/rule/rule',
          `De telregel ${rule.rule} telt geen stembiljetten van de vorm ${ballotForm.kind}.`,
          `The rule ${rule.rule} does not count ballots of the form ${ballotForm.kind}.`,
        ),
      ]),
]

/** A form that cannot be filled in with these options. */
const optionProblems = ({ ballotForm: form, options }: Configuration): readonly Objection[] => {
  if (form.kind === 'approval' && form.min > options.length)
    return [
      objection(
        '/ballotForm/min',
        'Er zijn minder mogelijkheden dan iemand moet kiezen.',
        'There are fewer options than somebody has to choose.',
      ),
    ]
  if (form.kind === 'knapsack' && options.every(({ costCents }) => costCents > form.budgetCents))
    return [
      objection(
        '/ballotForm/budgetCents',
        'Elke mogelijkheid is duurder dan wat een stembiljet mag verdelen.',
        'Every option costs more than a ballot may spend.',
      ),
    ]
  const ids = options.map(({ id }) => id).sort()
  return form.kind === 'yes-no-abstain' && ids.join() !== 'abstain,no,yes'
    ? [objection('/options', 'De antwoorden zijn ja, nee en onthouding.', 'The options must be yes, no and abstain.')]
    : []
}

const unreadable = (pointer: string, text: string): readonly Objection[] => {
  const rule = objectionToText(text, false)
  return rule === undefined ? [] : [{ pointer, rule }]
}

/** Texts on a ballot that hide, reorder or show nothing. Checked at announcement, not when frozen polls are read. */
const textProblems = ({ question, options }: Configuration): readonly Objection[] => [
  ...unreadable('/question/nl', question.nl),
  ...unreadable('/question/en', question.en),
  ...options.flatMap(({ title, category = title, area = title }, place) => [
    ...unreadable(`/options/${place}/title`, title),
    ...(category === title ? [] : unreadable(`/options/${place}/category`, category)),
    ...(area === title ? [] : unreadable(`/options/${place}/area`, area)),
  ]),
]

/** More voters than residents in the register. */
const electorateProblems = ({ electorate: { size, register } }: Configuration): readonly Objection[] =>
  register === undefined || size <= register.residents
    ? []
    : [
        objection(
          '/electorate/size',
          `De wijk telt ${register.residents} inwoners; meer mensen kunnen niet stemmen.`,
          `The ward has ${register.residents} residents; no more people can vote.`,
        ),
      ]

/** Every reason why a poll cannot be held; pointers lead into its configuration. Empty if it can. */
export const pollProblems = (configuration: Configuration): readonly Objection[] => [
  ...methodProblems(configuration),
  ...optionProblems(configuration),
  ...electorateProblems(configuration),
  ...textProblems(configuration),
  ...configurationProblems(configuration.rule, countedOptions(configuration.options)).map(({ pointer, detail }) => ({
    // A problem of the rule without a place within it is about the options.
    pointer: pointer === '' ? '/options' : `/rule${pointer}`,
    rule: detail,
  })),
]
