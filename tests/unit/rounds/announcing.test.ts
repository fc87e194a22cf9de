import { describe, expect, it } from 'vitest'
import { Instant } from '../../../shared/kernel/clock.ts'
import { Cents } from '../../../shared/kernel/money.ts'
import {
  announced,
  announceRound,
  awardRound,
  cancelRound,
  pollIdOf,
  pollOfRound,
} from '../../../shared/rounds/announcement.ts'
import { changeRound } from '../../../shared/rounds/prepare.ts'
import { quicknet } from '../../../shared/voting/lots/beacon.ts'
import { announcePoll, freezePoll } from '../../../shared/voting/poll/announce.ts'
import { RuleConfiguration } from '../../../shared/voting/rules/configuration.ts'
import { InitiativeRules } from '../../../shared/wards/rules/initiative-rules.ts'
import {
  announcedRound,
  basis,
  draft,
  figure,
  now,
  votingRules,
  withEntries,
} from '../../support/builders/initiatives/plain-rounds.ts'
import { someSignature } from '../../support/builders/voting/polls.ts'

const keys = { permitKey: 'AAAA', sealKey: 'AAAA', acceptanceKey: 'AAAA' }

describe('announcing a round', () => {
  it('announcing a round is refused without initiatives, without budget, and when nothing fits the budget', () => {
    expect(pollOfRound(draft(), [], basis, now)).toMatchObject({ code: 'round-without-initiatives' })
    const penniless = withEntries(draft({ budgetCents: Cents.parse(0) }), [100])
    expect(pollOfRound(penniless.round, penniless.entries, basis, now)).toMatchObject({
      code: 'round-without-budget',
    })
    const dear = withEntries(draft(), [1_000_001])
    expect(pollOfRound(dear.round, dear.entries, basis, now)).toMatchObject({ code: 'nothing-fits-the-budget' })
  })

  it('announcing a round puts category and area on the ballot, so that caps of the rule can refer to them', () => {
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

  it('announcing a round is for residents of the ward who reach the age by the last day', () => {
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

  it('announcing a round that closes at midnight is for those who reach the age by the day before, its last day', () => {
    const { round, entries } = withEntries(draft({ closesAt: Instant.parse('2026-03-24T23:00:00.000Z') }), [250_000])
    expect(pollOfRound(round, entries, basis, now)).toMatchObject({
      value: { electorate: { ageOn: '2026-03-24' } },
    })
  })

  it('announcing a round is refused if the rules have become stricter since it was planned', () => {
    const narrower = InitiativeRules.parse({ ...votingRules, voting: { ...votingRules.voting, votesPerPerson: 2 } })
    const { round, entries } = withEntries(draft(), [250_000])
    expect(pollOfRound(round, entries, { rules: narrower, figure }, now)).toMatchObject({
      code: 'plan-beyond-rules',
      objections: [{ pointer: '/ballotForm/max' }],
    })
  })

  it('announcing a round gives a knapsack no more initiatives than the rules allow votes', () => {
    const ballotForm = { kind: 'knapsack' as const, budgetCents: 1_000_000, isBlankAllowed: true }
    const four = withEntries(draft({ ballotForm }), [100_000, 100_000, 100_000, 100_000])
    expect(pollOfRound(four.round, four.entries, basis, now)).toMatchObject({
      code: 'plan-beyond-rules',
      objections: [{ pointer: '/ballotForm/budgetCents' }],
    })
    const three = withEntries(draft({ ballotForm }), [100_000, 100_000, 100_000])
    expect(pollOfRound(three.round, three.entries, basis, now).refused).toBe(false)
  })

  it('announcing a round declares in its poll the minimum of ballots for a published result', () => {
    const { round, entries } = withEntries(draft({ smallestGroup: 10 }), [250_000])
    expect(pollOfRound(round, entries, basis, now)).toMatchObject({ value: { smallestGroup: 10 } })
    const changed = changeRound(round, { smallestGroup: 25 }, basis, now)
    expect(changed).toMatchObject({ after: { smallestGroup: 25 } })
  })

  it('announcing a round is refused if the ward has fewer residents than the plan has voters, for whatever reason', () => {
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

  it('announcing a round freezes no poll with more voters than its own register figure', () => {
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

  it('announcing a round freezes no poll with hidden characters, even if its entries were stored before', () => {
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

  it('announcing a round carries the hash of the poll into the round', () => {
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
  it('the end of a round can be called off before its vote opens but not afterwards', () => {
    const round = announcedRound()
    expect(cancelRound(round, now)).toMatchObject({ refused: false, after: { status: 'cancelled' } })
    expect(cancelRound(round, round.opensAt)).toMatchObject({ code: 'round-already-open', facts: { status: 'open' } })
    expect(cancelRound(round, round.closesAt)).toMatchObject({ facts: { status: 'over' } })
    expect(cancelRound({ ...round, status: 'awarded', awarded: [], awardedCents: Cents.parse(0) }, now)).toMatchObject({
      code: 'round-over',
    })
  })

  it('the end of a round awards the cost of the initiatives that have not been withdrawn', () => {
    const { round, entries } = withEntries(draft(), [250_000, 100_000])
    const decided = awardRound(announcedRound({ entries: round.entries }), entries)
    if (decided.refused) throw new Error(decided.code)
    expect(decided.after).toMatchObject({ status: 'awarded', awardedCents: 350_000 })
    expect(decided.events[0]?.data).toMatchObject({ awarded: entries.map(({ initiativeId }) => initiativeId) })
  })
})
