import { describe, expect, it } from 'vitest'
import { Instant } from '../../../shared/kernel/clock.ts'
import { InitiativeId, RoundId, WardCode } from '../../../shared/kernel/ids.ts'
import { Cents } from '../../../shared/kernel/money.ts'
import {
  announced,
  announceRound,
  awardRound,
  cancelRound,
  pollIdOf,
  pollOfRound,
} from '../../../shared/rounds/announcement.ts'
import { type Entry, enter, leave } from '../../../shared/rounds/entry.ts'
import { changeRound, createRound } from '../../../shared/rounds/prepare.ts'
import { type AnnouncedRound, phaseOf, type Round } from '../../../shared/rounds/round.ts'
import { quicknet } from '../../../shared/voting/lots/beacon.ts'
import { announcePoll, freezePoll } from '../../../shared/voting/poll/announce.ts'
import { RuleConfiguration } from '../../../shared/voting/rules/configuration.ts'
import { InitiativeRules } from '../../../shared/wards/initiative-rules.ts'
import { regimesOfRotterdam } from '../../../shared/wards/regimes-of-rotterdam.ts'
import { RegisterFigure } from '../../../shared/wards/register-figure.ts'
import { someSignature } from '../../support/builders/polls.ts'

const now = Instant.parse('2026-03-01T12:00:00.000Z')
const ward = WardCode.parse('oude-noorden')
const [votingRules, , councilRules] = regimesOfRotterdam.map((rules) => InitiativeRules.parse(rules))
if (votingRules === undefined || councilRules === undefined) throw new Error('The three regimes are missing')

const plan = (changes: object = {}) => ({
  title: { nl: 'Buurtbudget 2026', en: 'Neighbourhood budget 2026' },
  budgetCents: Cents.parse(1_000_000),
  opensAt: Instant.parse('2026-03-10T07:00:00.000Z'),
  closesAt: Instant.parse('2026-03-24T21:00:00.000Z'),
  electorateSize: 8_000,
  ...changes,
})
const of = {
  id: RoundId.parse('7b4c9a52-3a53-8f0e-9d0b-0c5a7e1f2a3b'),
  wardCode: ward,
  requestDigest: 'a'.repeat(64),
}
const figure = RegisterFigure.parse({
  wardCode: ward,
  date: '2026-01-01',
  residents: 12_000,
  source: 'Basisregistratie personen',
  version: 1,
})
const basis = { rules: votingRules, figure }
const create = (changes: object = {}, rules = votingRules) => createRound(of, plan(changes), { rules, figure }, now)

const draft = (changes: object = {}): Round => {
  const decision = create(changes)
  if (decision.refused) throw new Error(decision.code)
  return decision.after
}
const candidate = (n: number, amount = 250_000, groups = {}) => ({
  groups,
  id: InitiativeId.parse(`00000000-0000-8000-8000-00000000000${n}`),
  wardCode: ward,
  title: `Initiatief ${n}`,
  amountCents: Cents.parse(amount),
})
const withEntries = (round: Round, amounts: readonly number[], groups = {}) => {
  const start: { round: Round; entries: readonly Entry[] } = { round, entries: [] }
  return amounts.reduce(({ round: before, entries }, amount, index) => {
    const entered = enter(before, candidate(index + 1, amount, groups))
    if (entered.refused) throw new Error(entered.code)
    return { round: entered.entered.after, entries: [...entries, entered.entry] }
  }, start)
}

const announcedRound = (changes: object = {}): AnnouncedRound => ({
  ...draft(),
  status: 'announced',
  pollId: pollIdOf(draft()),
  configurationHash: '0'.repeat(64),
  reservation: { year: 2026, amountCents: Cents.parse(1_000_000) },
  ...changes,
})

describe('a budget round', () => {
  it('is refused where residents do not vote by the rules of the ward', () => {
    expect(create({}, councilRules)).toMatchObject({ refused: true, code: 'voting-not-in-rules' })
  })

  it('is refused when voting would open now or in the past', () => {
    expect(create({ opensAt: now })).toMatchObject({ code: 'window-in-the-past' })
  })

  it.each([
    ['closes before it opens', { closesAt: Instant.parse('2026-03-10T06:00:00.000Z') }, /sluit voordat/],
    ['closes the moment it opens', { closesAt: Instant.parse('2026-03-10T07:00:00.000Z') }, /sluit voordat/],
    ['closes within a minute', { closesAt: Instant.parse('2026-03-24T21:00:30.000Z') }, /hele minuut/],
    ['takes longer than a quarter', { closesAt: Instant.parse('2026-07-10T07:00:00.000Z') }, /te lang/],
  ])('is refused when voting %s: by that fault alone, at its field', (_, changes, nl) => {
    expect(create(changes)).toMatchObject({
      code: 'window-not-valid',
      objections: [{ pointer: '/closesAt', rule: { nl: expect.stringMatching(nl) } }],
    })
  })

  it('is told of every fault of its window', () => {
    const changes = {
      opensAt: Instant.parse('2026-03-10T07:00:30.000Z'),
      closesAt: Instant.parse('2026-03-10T06:00:10.000Z'),
    }
    const refused = create(changes)
    expect('objections' in refused && refused.objections.map(({ pointer }) => pointer)).toEqual([
      '/opensAt',
      '/closesAt',
      '/closesAt',
    ])
  })

  it('has no more voters than the ward has residents, and all of them when it does not say how many', () => {
    expect(create({ electorateSize: 1_000_000 })).toMatchObject({
      code: 'electorate-beyond-register',
      facts: { residents: 12_000, date: '2026-01-01' },
      objections: [{ pointer: '/electorateSize' }],
    })
    expect(create({ electorateSize: 12_001 })).toMatchObject({ code: 'electorate-beyond-register' })
    expect(create({ electorateSize: undefined })).toMatchObject({
      after: { electorateSize: 12_000, register: { residents: 12_000, source: 'Basisregistratie personen' } },
    })
    expect(changeRound(draft(), { electorateSize: 12_001 }, basis, now)).toMatchObject({
      code: 'electorate-beyond-register',
    })
    expect(createRound(of, plan(), { rules: votingRules, figure: undefined }, now)).toMatchObject({
      code: 'no-register-figure',
    })
  })

  it('gives nobody more votes than the rules of the ward do, and names the field', () => {
    const ballotForm = { kind: 'approval', min: 1, max: 4, isBlankAllowed: true }
    expect(create({ ballotForm })).toMatchObject({
      code: 'plan-beyond-rules',
      objections: [{ pointer: '/ballotForm/max' }],
    })
  })

  it('spends its money by a rule that has a budget, and that counts its ballots', () => {
    const rule = RuleConfiguration.parse({ rule: 'sntv', seats: 1, thresholds: { votes: 25 } })
    expect(create({ rule })).toMatchObject({
      code: 'plan-beyond-rules',
      objections: [
        { pointer: '/rule/rule' },
        { pointer: '/rule/rule', rule: { en: expect.stringContaining('budget') } },
      ],
    })
    expect(create({ rule, ballotForm: { kind: 'one-choice', isBlankAllowed: true } })).toMatchObject({
      objections: [{ pointer: '/rule/rule' }],
    })
  })

  it('takes as many votes a person as the rules say, when the plan is silent', () => {
    expect(draft().ballotForm).toEqual({ kind: 'approval', min: 1, max: 3, isBlankAllowed: true })
    expect(draft().rule).toMatchObject({ rule: 'greedy_score', budget: 1_000_000 })
  })

  it('is announced, open and counting by the clock alone', () => {
    const round = announcedRound()
    expect(phaseOf(round, Instant.parse('2026-03-10T06:59:59.999Z'))).toBe('announced')
    expect(phaseOf(round, Instant.parse('2026-03-10T07:00:00.000Z'))).toBe('open')
    expect(phaseOf(round, Instant.parse('2026-03-24T20:59:59.999Z'))).toBe('open')
    expect(phaseOf(round, Instant.parse('2026-03-24T21:00:00.000Z'))).toBe('counting')
  })

  it('cannot change once it is announced', () => {
    const round = announcedRound()
    expect(changeRound(round, round, basis, now)).toMatchObject({ code: 'round-not-in-draft' })
    expect(enter(round, candidate(1))).toMatchObject({ code: 'round-not-in-draft' })
  })
})

describe('the initiatives of a round', () => {
  it('get numbers that are not used again', () => {
    const first = withEntries(draft(), [100, 200])
    const [, second] = first.entries
    if (second === undefined) throw new Error('no entry')
    const left = leave(first.round, second)
    if (left.refused) throw new Error(left.code)
    const again = enter(left.after, candidate(3))
    expect(again).toMatchObject({ entry: { optionId: '003' }, entered: { after: { entries: 2 } } })
  })

  it('come from the ward of the round', () => {
    const elsewhere = { ...candidate(1), wardCode: WardCode.parse('feijenoord') }
    expect(enter(draft(), elsewhere)).toMatchObject({ code: 'initiative-of-another-ward' })
  })

  it('are two hundred at the most', () => {
    expect(enter({ ...draft(), nextEntry: 201 }, candidate(1))).toMatchObject({ code: 'round-full' })
  })
})

const keys = { permitKey: 'AAAA', sealKey: 'AAAA', acceptanceKey: 'AAAA' }

describe('announcing a round', () => {
  it('is refused without initiatives, without budget, and when nothing fits the budget', () => {
    expect(pollOfRound(draft(), [], basis, now)).toMatchObject({ code: 'round-without-initiatives' })
    const penniless = withEntries(draft({ budgetCents: Cents.parse(0) }), [100])
    expect(pollOfRound(penniless.round, penniless.entries, basis, now)).toMatchObject({
      code: 'round-without-budget',
    })
    const dear = withEntries(draft(), [1_000_001])
    expect(pollOfRound(dear.round, dear.entries, basis, now)).toMatchObject({ code: 'nothing-fits-the-budget' })
  })

  it('puts category and area on the ballot, where a cap of the rule can be about them', () => {
    const caps = [{ by: 'category' as const, name: 'groen', money: 300_000 }]
    const rule = RuleConfiguration.parse({ rule: 'greedy_score', budget: 1_000_000, caps, thresholds: { votes: 25 } })
    const { round, entries } = withEntries(draft({ rule }), [250_000], { category: 'groen', area: 'noord' })
    const poll = pollOfRound(round, entries, basis, now)
    if (poll.refused) throw new Error(poll.code)
    expect(poll.value.options).toEqual([
      {
        id: '001',
        title: 'Initiatief 1',
        initiativeId: entries[0]?.initiativeId,
        costCents: 250_000,
        category: 'groen',
        area: 'noord',
      },
    ])
    expect(freezePoll(poll.value, keys, quicknet, now).refused).toBe(false)
    const without = pollOfRound(round, withEntries(draft({ rule }), [250_000]).entries, basis, now)
    expect(without.refused || freezePoll(without.value, keys, quicknet, now)).toMatchObject({
      code: 'poll-cannot-be-counted',
    })
  })

  it('asks residents of the ward who reach the age on the last day', () => {
    const { round, entries } = withEntries(draft(), [250_000, 100_000])
    const poll = pollOfRound(round, entries, basis, now)
    expect(poll).toMatchObject({
      refused: false,
      value: {
        pollId: pollIdOf(round),
        electorate: { wardCode: 'oude-noorden', minimumAge: 12, ageOn: '2026-03-24', size: 8_000 },
        options: [
          { id: '001', title: 'Initiatief 1', costCents: 250_000 },
          { id: '002', title: 'Initiatief 2', costCents: 100_000 },
        ],
      },
    })
  })

  it('that closes at midnight asks those who reach the age on the day before: its last day', () => {
    const { round, entries } = withEntries(draft({ closesAt: Instant.parse('2026-03-24T23:00:00.000Z') }), [250_000])
    expect(pollOfRound(round, entries, basis, now)).toMatchObject({
      value: { electorate: { ageOn: '2026-03-24' } },
    })
  })

  it('is refused under rules that have become narrower since it was planned', () => {
    const narrower = InitiativeRules.parse({ ...votingRules, voting: { ...votingRules.voting, votesPerPerson: 2 } })
    const { round, entries } = withEntries(draft(), [250_000])
    expect(pollOfRound(round, entries, { rules: narrower, figure }, now)).toMatchObject({
      code: 'plan-beyond-rules',
      objections: [{ pointer: '/ballotForm/max' }],
    })
  })

  it('gives a knapsack no more initiatives than the rules give votes', () => {
    const ballotForm = { kind: 'knapsack' as const, budgetCents: 1_000_000, isBlankAllowed: true }
    const four = withEntries(draft({ ballotForm }), [100_000, 100_000, 100_000, 100_000])
    expect(pollOfRound(four.round, four.entries, basis, now)).toMatchObject({
      code: 'plan-beyond-rules',
      objections: [{ pointer: '/ballotForm/budgetCents' }],
    })
    const three = withEntries(draft({ ballotForm }), [100_000, 100_000, 100_000])
    expect(pollOfRound(three.round, three.entries, basis, now).refused).toBe(false)
  })

  it('declares in its poll how few ballots are not published', () => {
    const { round, entries } = withEntries(draft({ smallestGroup: 10 }), [250_000])
    expect(pollOfRound(round, entries, basis, now)).toMatchObject({ value: { smallestGroup: 10 } })
    const changed = changeRound(round, { smallestGroup: 25 }, basis, now)
    expect(changed).toMatchObject({ after: { smallestGroup: 25 } })
  })

  it('is refused when the ward has fewer residents than the plan has voters, however that came about', () => {
    const { round, entries } = withEntries(draft(), [250_000])
    const fewer = { ...figure, residents: 7_999 }
    expect(pollOfRound(round, entries, { rules: votingRules, figure: fewer }, now)).toMatchObject({
      code: 'electorate-beyond-register',
      objections: [{ pointer: '/electorateSize' }],
    })
    expect(pollOfRound(round, entries, { rules: votingRules, figure: undefined }, now)).toMatchObject({
      code: 'no-register-figure',
    })
  })

  it('freezes no poll with more voters than its own register figure', () => {
    const { round, entries } = withEntries(draft(), [250_000])
    const poll = pollOfRound(round, entries, basis, now)
    if (poll.refused) throw new Error(poll.code)
    expect(poll.value.electorate).toMatchObject({ size: 8_000, register: { date: '2026-01-01', residents: 12_000 } })
    const larger = { ...poll.value, electorate: { ...poll.value.electorate, size: 12_001 } }
    expect(freezePoll(larger, keys, quicknet, now)).toMatchObject({
      code: 'poll-cannot-be-counted',
      objections: [{ pointer: '/electorate/size' }],
    })
  })

  it('freezes no poll with words that hide something, though its entries were kept before', () => {
    const { round, entries } = withEntries(draft(), [250_000])
    const poll = pollOfRound(round, entries, basis, now)
    if (poll.refused) throw new Error(poll.code)
    const options = poll.value.options.map((option) => ({ ...option, title: 'Bankje\u001b[2J' }))
    const question = { ...poll.value.question, en: '\u3164\u2800' }
    expect(freezePoll({ ...poll.value, options, question }, keys, quicknet, now)).toMatchObject({
      code: 'poll-cannot-be-counted',
      objections: [{ pointer: '/question/en' }, { pointer: '/options/0/title' }],
    })
  })

  it('carries the hash of the poll into the round', () => {
    const { round, entries } = withEntries(draft(), [250_000])
    const configuration = pollOfRound(round, entries, basis, now)
    if (configuration.refused) throw new Error(configuration.code)
    const freeze = freezePoll(configuration.value, keys, quicknet, now)
    if (freeze.refused) throw new Error(freeze.code)
    const poll = announcePoll(freeze.value, someSignature, now).after
    expect(announceRound(round, announced(round, poll, figure))).toMatchObject({
      after: {
        status: 'announced',
        pollId: poll.frozen.pollId,
        configurationHash: poll.configurationHash,
        reservation: { year: 2026, amountCents: 1_000_000 },
        version: round.version + 1,
      },
    })
  })
})

describe('the end of a round', () => {
  it('can be called off before its vote opens, not after', () => {
    const round = announcedRound()
    expect(cancelRound(round, now)).toMatchObject({ refused: false, after: { status: 'cancelled' } })
    expect(cancelRound(round, round.opensAt)).toMatchObject({ code: 'round-already-open', facts: { status: 'open' } })
    expect(cancelRound(round, round.closesAt)).toMatchObject({ facts: { status: 'over' } })
    expect(cancelRound({ ...round, status: 'awarded', awarded: [], awardedCents: Cents.parse(0) }, now)).toMatchObject({
      code: 'round-over',
    })
  })

  it('awards what the initiatives that are still there cost', () => {
    const { round, entries } = withEntries(draft(), [250_000, 100_000])
    const decided = awardRound(announcedRound({ entries: round.entries }), entries)
    if (decided.refused) throw new Error(decided.code)
    expect(decided.after).toMatchObject({ status: 'awarded', awardedCents: 350_000 })
    expect(decided.events[0]?.data).toMatchObject({ awarded: entries.map(({ initiativeId }) => initiativeId) })
  })
})
