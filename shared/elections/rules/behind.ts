// The rule behind a refusal, as a problem names it: an article, or a value of the election's rule set by its JSON pointer, where its
// source can be read.
import type { Bilingual } from '../../kernel/refusals.ts'

const joined = (...rules: readonly Bilingual[]): Bilingual => ({
  nl: rules.map(({ nl }) => nl).join('; '),
  en: rules.map(({ en }) => en).join('; '),
})

/** A value of the rules with which an election was planned (`rules` in the API). */
const inRuleSet = (pointer: string): Bilingual => ({
  nl: `Regels van deze verkiezing, ${pointer}`,
  en: `Rules of this election, ${pointer}`,
})
const ordinance = (article: string): Bilingual => ({
  nl: `Verordening op de Wijkraden, artikel ${article}`,
  en: `Ordinance on Ward Councils, article ${article}`,
})
const electoralRegulation = (articles: string): Bilingual => ({
  nl: `Kiesreglement wijkraden, artikel ${articles}`,
  en: `Electoral Regulation for ward councils, article ${articles}`,
})
const lotteryRegulation = (article: string): Bilingual => ({
  nl: `Lotingsreglement wijkraadsleden, artikel ${article}`,
  en: `Lottery Regulation for ward councils, article ${article}`,
})

export const rulesBehind = {
  calendar: inRuleSet('/calendar'),
  ballotLot: inRuleSet('/calendar/ballotLotDays'),
  livingInTheWard: ordinance('4'),
  candidateAge: joined(ordinance('4'), inRuleSet('/candidateAge')),
  address: inRuleSet('/addressAtNomination'),
  seats: joined(ordinance('5'), inRuleSet('/seats')),
  adjustedSeats: ordinance('6a'),
  online: inRuleSet('/online'),
  lists: inRuleSet('/lists'),
  count: inRuleSet('/count'),
  recount: inRuleSet('/recount'),
  review: { nl: 'Kieswet, artikelen P 9 en P 10', en: 'Elections Act, articles P 9 and P 10' },
  term: joined(electoralRegulation('4'), inRuleSet('/calendar/term')),
  answer: joined(inRuleSet('/succession'), {
    nl: 'Kieswet, artikel W 2, naar analogie',
    en: 'Elections Act, article W 2, by analogy',
  }),
  succession: joined(electoralRegulation('5'), inRuleSet('/succession')),
  lottery: joined(electoralRegulation('13, 21'), inRuleSet('/lottery')),
  pool: lotteryRegulation('1'),
} as const satisfies { readonly [name: string]: Bilingual }
