// The texts of the API, checked for each state in which they are shown.
import { describe, expect, it } from 'vitest'
import { machines } from '../../../scripts/drawings.ts'
import { commonProblems, problemOf } from '../../../shared/api/problem.ts'
import { whatNext } from '../../../shared/api/what-next.ts'
import { findings } from '../../../shared/elections/count/findings.ts'
import type { Bilingual, RefusalCatalogue } from '../../../shared/kernel/refusals.ts'
import { operations } from '../../../shared/operations.ts'
import { phaseStandings } from '../../../shared/voting/standings.ts'

const catalogues: readonly RefusalCatalogue[] = [
  ...new Map(Object.values(operations).map(({ tag, catalogue }) => [tag, catalogue])).values(),
]

/** What a refusal must mention when the thing is in this state, in Dutch and in English. */
const speaksOf: { readonly [machine: string]: { readonly [state: string]: readonly [RegExp, RegExp] } } = {
  initiative: {
    draft: [/nog niet ingediend/, /not been handed in/],
    submitted: [/beoordeeld/, /assessed/],
    returned: [/aan te vullen/, /completed/],
    admitted: [/toegelaten/, /admitted/],
    'in-round': [/budgetronde/, /budget round/],
    awarded: [/geld toegekend/, /awarded money/],
    'not-awarded': [/geen geld/, /not awarded/],
    'under-way': [/wordt uitgevoerd/, /under way/],
    done: [/is uitgevoerd/, /carried out/],
    stopped: [/gestopt/, /stopped/],
    refused: [/afgewezen/, /refused/],
    renounced: [/afgezien/, /given the award up/],
    lapsed: [/vervallen/, /lapsed/],
    'under-objection': [/bezwaar/, /objection/],
    withdrawn: [/ingetrokken/, /withdrawn/],
  },
  round: {
    draft: [/niet aangekondigd/, /not been announced/],
    announced: [/is aangekondigd/, /has been announced/],
    awarded: [/toegekend/, /awarded/],
    cancelled: [/gaat niet door/, /called off/],
    void: [/ongeldig/, /void/],
  },
  poll: {
    announced: [/nog niet geteld/, /not been counted/],
    sealed: [/worden geteld/, /being counted/],
    'awaiting-lots': [/nog worden geloot/, /still to be drawn/],
    'lots-drawn': [/geloot/, /drawn/],
    published: [/bekend/, /known/],
    withheld: [/achtergehouden/, /withheld/],
    void: [/ongeldig/, /void/],
    cancelled: [/gaat niet door/, /called off/],
  },
  contest: {
    nominating: [/nog geen zitting/, /No session/],
    'in-session': [/zitting .* bezig/, /going on/],
    judged: [/nog niet geloot/, /not been drawn/],
    listed: [/kandidatenlijst/, /candidate list/],
    overturned: [/beroep .* gegrond/, /appeal .* granted/],
    'lot-needed': [/nog worden geloot/, /still to be drawn/],
    proposed: [/nog niet vastgesteld/, /not established/],
    established: [/is vastgesteld/, /has been established/],
    cancelled: [/gaat niet door/, /called off/],
  },
  nomination: {
    submitted: [/nog niet beslist/, /not been decided/],
    valid: [/geldig verklaard/, /found valid/],
    invalid: [/ongeldig/, /invalid/],
    withdrawn: [/ingetrokken/, /withdrawn/],
    moved: [/andere wijk/, /another ward/],
    drawn: [/is geloot/, /was drawn/],
    dropped: [/van de lijst/, /off the list/],
  },
  'collective-list': {
    submitted: [/nog niet beslist/, /not been decided/],
    valid: [/geldig verklaard/, /found valid/],
    invalid: [/ongeldig/, /invalid/],
    withdrawn: [/ingetrokken/, /withdrawn/],
  },
  appeal: {
    received: [/nog niet beslist/, /not been decided/],
    dismissed: [/ongegrond/, /dismissed/],
    inadmissible: [/niet-ontvankelijk/, /inadmissible/],
    withdrawn: [/ingetrokken/, /withdrawn/],
    granted: [/ gegrond/, /granted/],
  },
  lottery: {
    announced: [/is aangekondigd/, /is announced/],
    posted: [/nog niet geloot/, /not been drawn/],
    drawn: [/Er is geloot/, /has been drawn/],
    void: [/gaat niet door/, /called off/],
  },
  notice: {
    waiting: [/nog gemaild/, /still to be mailed/],
    sending: [/nu gemaild/, /being mailed/],
    sent: [/is gemaild/, /has been mailed/],
    listed: [/alleen in de lijst/, /in the list only/],
  },
  'count-session': { open: [/is open/, /is open/], paused: [/ligt stil/, /paused/], closed: [/gesloten/, /closed/] },
  'station-count': {
    empty: [/nog niets/, /Nothing/],
    'first-open': [/eerste invoer .* bezig/, /first entry .* going on/],
    'first-has-errors': [/fouten/, /errors/],
    'first-final': [/eerste invoer .* klaar/, /first entry .* finished/],
    'second-open': [/tweede invoer .* bezig/, /second entry .* going on/],
    different: [/verschillen/, /differ/],
    returned: [/teruggegeven/, /given back/],
    definitive: [/definitief/, /definitive/],
  },
  agreement: {
    draft: [/concept/, /draft/],
    'in-consultation': [/reageren/, /commenting/],
    'in-costing': [/wordt begroot/, /being costed/],
    adopted: [/vastgesteld/, /adopted/],
    signed: [/is getekend/, /has been signed/],
    published: [/gepubliceerd/, /published/],
    'in-force': [/geldt/, /is in force/],
    succeeded: [/opgevolgd/, /succeeded/],
    ended: [/beëindigd/, /has ended/],
    withdrawn: [/is ingetrokken/, /was withdrawn/],
  },
  action: {
    proposed: [/is voorgesteld/, /has been proposed/],
    'not-taken-up': [/terzijde gelegd/, /set aside/],
    agreed: [/is afgesproken/, /has been agreed/],
    'partly-realised': [/deels gelukt/, /in part/],
    'not-realised': [/nog niet gelukt/, /not been realised/],
    realised: [/is uitgevoerd/, /carried out/],
    dropped: [/vervallen/, /was dropped/],
    'carried-over': [/meegenomen/, /carried over/],
  },
  review: {
    scheduled: [/nog niet begonnen/, /not begun/],
    asking: [/wordt nog gevraagd/, /still being asked/],
    judging: [/oordeelt/, /judging/],
    published: [/gepubliceerd/, /published/],
    cancelled: [/gaat niet door/, /called off/],
  },
  alarm: {
    waiting: [/wacht op antwoord/, /waits for an answer/],
    answered: [/is beantwoord/, /has been answered/],
    unanswered: [/niemand/i, /nobody/i],
    solved: [/opgelost/, /solved/],
  },
  seat: {
    offered: [/aangeboden/, /offered/],
    accepted: [/aangenomen/, /accepted/],
    admitted: [/toegelaten/, /admitted/],
    taken: [/bezet/, /taken/],
    'in-review': [/hertelling/, /recount/],
    asked: [/gelote bewoner/, /was drawn/],
    vacant: [/vrij/, /vacant/],
    'lot-needed': [/nog worden geloot/, /still to be drawn/],
    exhausted: [/niemand meer op de lijst/, /left on the list/],
    ended: [/zittingsduur .* voorbij/, /term .* over/],
  },
  roll: {
    empty: [/leeg/, /empty/],
    'awaiting-file': [/aangekondigd/, /announced/],
    importing: [/wordt ingelezen/, /being imported/],
    rejected: [/geweigerd/, /rejected/],
    frozen: [/ligt vast/, /frozen/],
  },
  document: {
    'drawn-up': [/is opgemaakt/, /drawn up/],
    published: [/is gepubliceerd/, /is published/],
  },
  meeting: {
    convened: [/nog niet begonnen/, /not begun/],
    opened: [/bezig/, /in session/],
    'not-opened': [/te weinig leden/, /too few members/],
    closed: [/afgelopen/, /over/],
    cancelled: [/afgelast/, /cancelled/],
  },
  decision: {
    adopted: [/aangenomen/, /adopted/],
    rejected: [/verworpen/, /rejected/],
    'put-off': [/uitgesteld/, /put off/],
    'awaiting-ratification': [/bekrachtigd/, /ratified/],
  },
  'delegated-decision': {
    standing: [/Niemand maakte bezwaar/, /Nobody objected/],
    objected: [/maakte al bezwaar/, /objected .* already/],
    confirmed: [/bekrachtigd/, /confirmed/],
    disapproved: [/afgekeurd/, /disapproved/],
  },
  'decision-list': {
    'drawn-up': [/nog niet vastgesteld/, /not been adopted/],
    adopted: [/is vastgesteld/, /has been adopted/],
    corrected: [/opnieuw worden vastgesteld/, /adopted again/],
  },
}

type Refused = { readonly machine: string; readonly code: string; readonly states: readonly string[] }

/** Every code with which a machine refuses a step, and the states in which it does so. */
const refusedBy = ({ name, steps }: (typeof machines)[number]): readonly Refused[] => {
  const rows = Object.values(steps).flatMap((row) =>
    row.from === 'nothing' || !('otherwise' in row) ? [] : [{ ...row, from: row.from, code: String(row.otherwise) }],
  )
  const all = new Set(
    Object.values(steps).flatMap(({ from, to }) => [
      ...(from === 'nothing' ? [] : from),
      ...(to === 'same' || to === 'nothing' ? [] : [to]),
    ]),
  )
  return [...Map.groupBy(rows, ({ code }) => code)].map(([code, given]) => ({
    machine: name,
    code,
    states: [...all].filter((state) => given.some(({ from }) => !from.some((each) => each === state))),
  }))
}

const refused = machines.flatMap(refusedBy)
const declaring = (code: string) => catalogues.filter((catalogue) => Object.hasOwn(catalogue, code))

describe('a refusal names the present state', () => {
  const several = refused.filter(({ code, states }) => states.length > 1 && declaring(code).length > 0)
  it('a refusal names the present state if several states cause it, in dozens of cases', () => {
    expect(several.length).toBeGreaterThan(25)
    expect(several.flatMap(({ states }) => states).length).toBeGreaterThan(150)
  })

  it.each(several.map((each) => [`${each.machine}: ${each.code}`, each] as const))(
    'a refusal names the present state: %s',
    (_, { machine, code, states }) => {
      for (const catalogue of declaring(code))
        for (const status of states) {
          const [dutch, english] = speaksOf[machine]?.[status] ?? []
          expect(dutch, `the test does not know ${machine} ${status}`).toBeDefined()
          expect(problemOf(catalogue, code, 'nl', { facts: { status } }).title).toMatch(dutch ?? /^$/)
          expect(problemOf(catalogue, code, 'en', { facts: { status } }).title).toMatch(english ?? /^$/)
        }
    },
  )

  it('a refusal names the present state and does not say that a withdrawn initiative was decided', () => {
    for (const { code, states } of several.filter(({ machine }) => machine === 'initiative'))
      if (states.includes('withdrawn'))
        for (const catalogue of declaring(code)) {
          const { title } = problemOf(catalogue, code, 'nl', { facts: { status: 'withdrawn' } })
          expect(title).toMatch(/^Dit initiatief is ingetrokken\. /)
          expect(title).not.toMatch(/besloten|toegekend|ingediend/)
        }
  })

  it('a refusal names the present state and does not promise a result if there will be none', () => {
    const [voting] = declaring('result-not-published')
    const said = (status: string) => problemOf(voting ?? {}, 'result-not-published', 'nl', { facts: { status } }).title
    expect(said('cancelled')).toMatch(/^Deze stemming gaat niet door\./)
    expect(said('withheld')).toMatch(/achtergehouden/)
    expect(said('void')).toMatch(/ongeldig/)
    for (const status of Object.keys(phaseStandings))
      expect(said(status), status).not.toMatch(/geen uitslag.*nog|nog geen/)
  })
})

/** Technical terms that must not occur in texts for residents. */
const jargon =
  /verblind|blinded|\bhash|\bcursor|\btoken|\bpayload|\bbaken\b|\bbeacon|\bnonce|\bsleutel|\bciphertext|2\^53|\bendpoint|\bserver\b|\bstring\b|\bnull\b|\bobject\b/i
/** Only programs cause these errors, and their developers need the name of the header or format. */
const forMakers = new Set(['idempotency-key-reused', 'precondition-required', 'not-json', 'invalid-cursor'])

type Said = readonly [string, Bilingual]
const texts: readonly Said[] = [
  ...Object.entries(commonProblems).map(([code, { title }]): Said => [code, title]),
  ...catalogues.flatMap((catalogue) =>
    Object.entries(catalogue).flatMap(([code, { title, standings = {}, next }]): readonly Said[] => [
      [code, title],
      ...Object.entries(standings).map(([state, text]): Said => [`${code} ${state}`, text]),
      ...(next === undefined ? [] : [[`${code} next`, next] as const]),
    ]),
  ),
  ...Object.entries(findings).map(([code, text]): Said => [code, text]),
  ...[400, 401, 403, 404, 409, 410, 412, 413, 422, 428, 429, 500, 503].map(
    (status): Said => [String(status), whatNext(status)],
  ),
]
const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.!?])\s+/)

describe('every text', () => {
  it.each([...new Map(texts)])('%s is plain and short', (code, text) => {
    for (const [language, said] of Object.entries(text)) {
      expect(said, language).toMatch(/^\S.*[.!?]$/)
      if (!forMakers.has(code)) expect(said).not.toMatch(jargon)
      for (const sentence of sentencesOf(said)) {
        expect(sentence, language).toMatch(/^[\p{Lu}“"]/u)
        expect(sentence.split(/\s+/).length, sentence).toBeLessThanOrEqual(20)
      }
    }
    expect(text.nl).not.toMatch(/\b(je|jij|jouw|jullie)\b|begint te snel|Iemand anders heeft dit/i)
  })
})
