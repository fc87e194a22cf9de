import { describe, expect, it } from 'vitest'
import { Instant } from '../../../shared/kernel/clock.ts'
import { WardCode } from '../../../shared/kernel/ids.ts'
import { enter, leave } from '../../../shared/rounds/entry.ts'
import { changeRound, createRound } from '../../../shared/rounds/prepare.ts'
import { phaseOf } from '../../../shared/rounds/round.ts'
import { RuleConfiguration } from '../../../shared/voting/rules/configuration.ts'
import {
  announcedRound,
  basis,
  candidate,
  councilRules,
  create,
  draft,
  now,
  of,
  plan,
  votingRules,
  withEntries,
} from '../../support/builders/initiatives/plain-rounds.ts'

describe('a budget round', () => {
  it('a budget round is refused if residents do not vote by the rules of the ward', () => {
    expect(create({}, councilRules)).toMatchObject({ refused: true, code: 'voting-not-in-rules' })
  })

  it('a budget round is refused if voting would open now or in the past', () => {
    expect(create({ opensAt: now })).toMatchObject({ code: 'window-in-the-past' })
  })

  it.each([
    ['closes before it opens', { closesAt: Instant.parse('2026-03-10T06:00:00.000Z') }, /sluit voordat/],
    ['closes the moment it opens', { closesAt: Instant.parse('2026-03-10T07:00:00.000Z') }, /sluit voordat/],
    ['closes within a minute', { closesAt: Instant.parse('2026-03-24T21:00:30.000Z') }, /hele minuut/],
    ['takes longer than a quarter', { closesAt: Instant.parse('2026-07-10T07:00:00.000Z') }, /te lang/],
  ])('a budget round is refused if voting %s, with only that error, at its field', (_, changes, nl) => {
    expect(create(changes)).toMatchObject({
      code: 'window-not-valid',
      objections: [{ pointer: '/closesAt', rule: { nl: expect.stringMatching(nl) } }],
    })
  })

  it('a budget round is refused with every error of its window', () => {
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

  it('a budget round has at most as many voters as the ward has residents, and all of them by default', () => {
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

  it('a budget round gives nobody more votes than the rules of the ward allow, and names the field', () => {
    const ballotForm = { kind: 'approval', min: 1, max: 4, isBlankAllowed: true }
    expect(create({ ballotForm })).toMatchObject({
      code: 'plan-beyond-rules',
      objections: [{ pointer: '/ballotForm/max' }],
    })
  })

  it('a budget round needs a rule that has a budget and can count its ballots', () => {
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

  it('a budget round gives each person by default as many votes as the rules say', () => {
    expect(draft().ballotForm).toEqual({ kind: 'approval', min: 1, max: 3, isBlankAllowed: true })
    expect(draft().rule).toMatchObject({ rule: 'greedy_score', budget: 1_000_000 })
  })

  it('a budget round is announced, open or counting by the time alone', () => {
    const round = announcedRound()
    expect(phaseOf(round, Instant.parse('2026-03-10T06:59:59.999Z'))).toBe('announced')
    expect(phaseOf(round, Instant.parse('2026-03-10T07:00:00.000Z'))).toBe('open')
    expect(phaseOf(round, Instant.parse('2026-03-24T20:59:59.999Z'))).toBe('open')
    expect(phaseOf(round, Instant.parse('2026-03-24T21:00:00.000Z'))).toBe('counting')
  })

  it('a budget round cannot change after it is announced', () => {
    const round = announcedRound()
    expect(changeRound(round, round, basis, now)).toMatchObject({ code: 'round-not-in-draft' })
    expect(enter(round, candidate(1))).toMatchObject({ code: 'round-not-in-draft' })
  })
})

describe('the initiatives of a round', () => {
  it('the initiatives of a round get numbers that are never used again', () => {
    const first = withEntries(draft(), [100, 200])
    const [, second] = first.entries
    if (second === undefined) throw new Error('no entry')
    const left = leave(first.round, second)
    if (left.refused) throw new Error(left.code)
    const again = enter(left.after, candidate(3))
    expect(again).toMatchObject({ entry: { optionId: '003' }, entered: { after: { entries: 2 } } })
  })

  it('the initiatives of a round are from the ward of the round', () => {
    const elsewhere = { ...candidate(1), wardCode: WardCode.parse('feijenoord') }
    expect(enter(draft(), elsewhere)).toMatchObject({ code: 'initiative-of-another-ward' })
  })

  it('the initiatives of a round are at most two hundred', () => {
    expect(enter({ ...draft(), nextEntry: 201 }, candidate(1))).toMatchObject({ code: 'round-full' })
  })
})
