// Votes of a ward council compared with worked examples and recorded votes, and properties of every vote.
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ElectionMove, electionAfter } from '../../../shared/councils/meetings/person-vote.ts'
import { type Floor, outcomeOf, type Vote } from '../../../shared/councils/meetings/vote.ts'
import type { MeetingRules } from '../../../shared/councils/rules/meeting-rules.ts'
import { meetingRulesOfRotterdam } from '../../../shared/councils/rules/rules-of-rotterdam.ts'
import { MemberId } from '../../../shared/kernel/ids.ts'

const [rules] = meetingRulesOfRotterdam
const member = (number: number) => MemberId.parse(`00000000-0000-4000-8000-${String(number).padStart(12, '0')}`)
const members = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, place) => member(from + place))

type Shape = { sitting?: number; present?: number; barred?: number; needsNoQuorum?: boolean; hasTiedBefore?: boolean }
/** The absent members are the last ones of those who sit, and the barred members are the first ones. */
const floorOf = ({ sitting = 7, present = sitting, barred = 0, ...rest }: Shape): Floor => ({
  sitting: members(1, sitting),
  present: members(1, present),
  barred: members(1, barred),
  needsNoQuorum: false,
  hasTiedBefore: false,
  ...rest,
})
/** A vote by name: the members who may vote, in order, vote for, vote against, abstain or hand in a blank vote. */
const byName = (floor: Floor, yes: number, no: number, abstained = 0, blank = 0): Vote => {
  const voting = floor.present.filter((id) => !floor.barred.includes(id))
  const votes = [
    ...Array<'for'>(yes).fill('for'),
    ...Array<'against'>(no).fill('against'),
    ...Array<'abstained'>(abstained).fill('abstained'),
    ...Array<'blank'>(blank).fill('blank'),
  ]
  return { how: 'by-name', votes: votes.map((vote, place) => ({ memberId: voting[place] ?? member(99), vote })) }
}
const secret = (handedIn: number, yes: number, no: number, blank = 0, invalid = 0): Vote => ({
  how: 'secret',
  handedIn,
  for: yes,
  against: no,
  blank,
  invalid,
})
const outcome = (shape: Shape, yes: number, no: number, abstained = 0, blank = 0, by: MeetingRules = rules) => {
  const floor = floorOf(shape)
  return outcomeOf(floor, byName(floor, yes, no, abstained, blank), by)
}

describe('a vote by name', () => {
  it('a vote by name that ties with everybody who may vote is rejected immediately', () => {
    expect(outcome({ barred: 1 }, 3, 3)).toMatchObject({ outcome: 'rejected', because: 'tie' })
  })
  it('a vote by name that ties while members are absent is postponed, and rejected if it ties again', () => {
    expect(outcome({ present: 5, barred: 1 }, 2, 2)).toMatchObject({ outcome: 'put-off', because: 'tie' })
    expect(outcome({ barred: 1, hasTiedBefore: true }, 3, 3)).toMatchObject({ outcome: 'rejected' })
    expect(outcome({ present: 5, barred: 1, hasTiedBefore: true }, 2, 2)).toMatchObject({ outcome: 'rejected' })
  })
  it('a vote by name is void unless more than half of those who may vote take part, whatever the presence at the opening', () => {
    expect(outcome({ present: 3 }, 3, 0)).toMatchObject({
      code: 'too-few-took-part',
      facts: { tookPart: 3, needed: 4 },
    })
    expect(outcome({ present: 4 }, 4, 0)).toMatchObject({ outcome: 'adopted' })
  })
  it('a vote by name is decided by the majority of votes cast, without abstentions', () => {
    expect(outcome({}, 3, 2, 2)).toMatchObject({ outcome: 'adopted', tally: { tookPart: 5, abstained: 2 } })
    expect(outcome({}, 2, 1, 4)).toMatchObject({ code: 'too-few-took-part' })
  })
  it('a vote by name counts abstentions as taking part if the rules say so, and refuses them if forbidden', () => {
    expect(outcome({}, 2, 1, 4, 0, { ...rules, abstaining: 'taking-part' })).toMatchObject({ outcome: 'adopted' })
    expect(outcome({}, 4, 1, 1, 0, { ...rules, abstaining: 'not-allowed' })).toMatchObject({
      code: 'abstaining-not-allowed',
    })
  })
  it('a vote by name is never decided by abstentions or blanks', () => {
    expect(outcome({}, 2, 1, 0, 4)).toMatchObject({ outcome: 'adopted' })
    expect(outcome({}, 0, 0, 0, 7)).toMatchObject({ outcome: 'rejected', because: 'no-majority' })
    expect(outcome({}, 2, 1, 0, 4, { ...rules, blanks: 'cast' })).toMatchObject({ outcome: 'rejected' })
  })
  it('a vote by name is decided by those present on an item of a meeting that did not open', () => {
    expect(outcome({ present: 2, needsNoQuorum: true }, 2, 0)).toMatchObject({ outcome: 'adopted' })
    expect(outcome({ present: 2, needsNoQuorum: false }, 2, 0)).toMatchObject({ code: 'too-few-took-part' })
    expect(outcome({ present: 0, needsNoQuorum: true }, 0, 0)).toMatchObject({ code: 'nobody-may-vote' })
  })
  it.each([
    ['without a mandate', member(9), 'vote-without-mandate'],
    ['who is not on the presence list', member(7), 'vote-without-presence'],
    ['with a declared conflict', member(1), 'vote-barred'],
  ])('a vote by name refuses a member %s', (_, memberId, code) => {
    const floor = floorOf({ present: 6, barred: 1 })
    const cast = { how: 'by-name', votes: [{ memberId, vote: 'for' }] } as const
    expect(outcomeOf(floor, cast, rules)).toMatchObject({ code, facts: { memberId } })
  })
  it('a vote by name refuses a second vote of the same member', () => {
    const votes = [member(2), member(2)].map((memberId) => ({ memberId, vote: 'for' as const }))
    expect(outcomeOf(floorOf({}), { how: 'by-name', votes }, rules)).toMatchObject({ code: 'votes-twice' })
  })
})

describe('an item on which nobody requests a vote', () => {
  it('an item on which nobody requests a vote is adopted if enough members are present', () => {
    expect(outcomeOf(floorOf({ present: 4 }), { how: 'by-acclamation' }, rules)).toMatchObject({
      outcome: 'adopted',
      because: 'nobody-asked-a-vote',
    })
    expect(outcomeOf(floorOf({ present: 3 }), { how: 'by-acclamation' }, rules)).toMatchObject({
      code: 'too-few-took-part',
    })
  })
})

describe('a secret vote', () => {
  it('a secret vote is refused if the announced counts do not add up to the ballots handed in', () => {
    expect(outcomeOf(floorOf({ sitting: 19 }), secret(18, 12, 0), rules)).toMatchObject({
      code: 'ballots-unaccounted',
      facts: { handedIn: 18, announced: 12, difference: 6 },
    })
    expect(outcomeOf(floorOf({ sitting: 19 }), secret(18, 12, 7), rules)).toMatchObject({ facts: { difference: -1 } })
  })
  it('a secret vote is refused if there are more ballots than members who may vote', () => {
    expect(outcomeOf(floorOf({ present: 5, barred: 1 }), secret(5, 5, 0), rules)).toMatchObject({
      code: 'more-ballots-than-members',
      facts: { handedIn: 5, mayVote: 4 },
    })
  })
  it('a secret vote counts blank and invalid ballots as taking part, not as votes cast', () => {
    expect(outcomeOf(floorOf({}), secret(5, 2, 1, 1, 1), rules)).toMatchObject({
      outcome: 'adopted',
      tally: { tookPart: 5, cast: 3 },
    })
  })
})

const ballot = (handedIn: number, votes: Record<string, number>, blank = 0, against = 0): ElectionMove => ({
  move: 'ballot',
  ballot: { handedIn, votes, against, blank, invalid: 0 },
})
const lot = (drawn: string): ElectionMove => ({ move: 'lot', drawn })
const election = (nominated: readonly string[], moves: readonly ElectionMove[], shape: Shape = {}) =>
  electionAfter(floorOf(shape), nominated, moves, rules)

describe('an election of a person', () => {
  it('an election of a person is decided by the majority of the votes cast; blanks take part but are not votes cast', () => {
    expect(election(['X', 'Y'], [ballot(7, { X: 3, Y: 2 }, 2)])).toEqual({
      stands: 'elected',
      person: 'X',
      by: 'majority',
    })
  })
  it('an election of a person that ties is repeated immediately, and then decided by lot', () => {
    const tie = ballot(7, { X: 3, Y: 3 }, 1)
    expect(election(['X', 'Y'], [tie])).toEqual({ stands: 'ballot-needed', between: ['X', 'Y'] })
    const twice = election(['X', 'Y'], [tie, tie])
    expect(twice).toEqual({ stands: 'lot-needed', between: ['X', 'Y'], leader: undefined })
    expect(election(['X', 'Y'], [tie, tie, lot('Y')])).toEqual({ stands: 'elected', person: 'Y', by: 'lot' })
  })
  it('an election of a person elects nobody without a majority: three of seven are not enough', () => {
    expect(election(['X'], [ballot(7, { X: 3 }, 0, 4)])).toEqual({ stands: 'not-elected' })
    expect(election(['X', 'Y', 'Z'], [ballot(7, { X: 3, Y: 2, Z: 2 })])).toEqual({
      stands: 'ballot-needed',
      between: ['X', 'Y', 'Z'],
    })
  })
  it('an election of a person continues with the two who have most votes, and needs a lot if several tie for second place', () => {
    expect(election(['X', 'Y', 'Z'], [ballot(7, { X: 3, Y: 3, Z: 1 })])).toEqual({
      stands: 'ballot-needed',
      between: ['X', 'Y'],
    })
    const open = ballot(7, { X: 3, Y: 2, Z: 2 })
    expect(election(['X', 'Y', 'Z'], [open, open])).toEqual({ stands: 'lot-needed', between: ['Y', 'Z'], leader: 'X' })
    expect(election(['X', 'Y', 'Z'], [open, open, lot('Z'), ballot(7, { X: 3, Z: 4 })])).toMatchObject({ person: 'Z' })
  })
  it('an election of a person refuses a step that is not due', () => {
    expect(election(['X', 'Y'], [ballot(7, { X: 4, Y: 3 }), ballot(7, { X: 3, Y: 4 })])).toMatchObject({
      code: 'ballot-not-asked',
    })
    expect(election(['X', 'Y'], [lot('X')])).toMatchObject({ code: 'lot-not-asked' })
    const tie = ballot(6, { X: 3, Y: 3 })
    expect(election(['X', 'Y'], [tie, tie, tie])).toMatchObject({ code: 'ballot-not-asked' })
    expect(election(['X', 'Y'], [tie, tie, lot('Z')])).toMatchObject({ code: 'not-nominated' })
  })
  it('an election of a person refuses votes for persons not nominated, counts that do not add up, and a vote without a quorum', () => {
    expect(election(['X'], [ballot(7, { Z: 7 })])).toMatchObject({ code: 'not-nominated' })
    expect(election(['X', 'Y'], [ballot(7, { X: 3, Y: 3 })])).toMatchObject({ code: 'ballots-unaccounted' })
    expect(election(['X', 'Y'], [ballot(3, { X: 3 })])).toMatchObject({ code: 'too-few-took-part' })
  })
})

describe('the recorded votes', () => {
  // Numbers of members from public sources. Most wards have seven.
  const seats = new Map([
    ['Pendrecht-Zuidwijk', 9],
    ['Kralingen', 9],
  ])
  const rows = readFileSync('tests/data/councils/recorded_ward_council_votes.csv', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(
      (line) =>
        /^(?<date>[^,]*),(?<ward>[^,]*),("[^"]*"|[^,]*),[^,]*,(?<yes>\d+),(?<no>\d+),(?<result>[^,]*),/.exec(line)
          ?.groups ?? {},
    )

  it('the recorded votes are five', () => {
    expect(rows.map(({ date }) => date)).toHaveLength(5)
  })
  it.each(rows)('$date, $ward: $yes for and $no against, $result', ({ ward = '', yes, no, result = '' }) => {
    const [forIt, against] = [Number(yes), Number(no)]
    const sitting = seats.get(ward) ?? 7
    if (/elected/.test(result)) {
      const moves = [ballot(forIt + against, { chair: forIt }, 0, against)]
      expect(election(['chair'], moves, { sitting })).toMatchObject({ stands: 'elected' })
    } else expect(outcome({ sitting, present: forIt + against }, forIt, against)).toMatchObject({ outcome: 'adopted' })
  })
})

describe('any vote', () => {
  const shapes = fc.record({
    sitting: fc.integer({ min: 1, max: 12 }),
    absent: fc.integer({ min: 0, max: 12 }),
    barred: fc.integer({ min: 0, max: 4 }),
    yes: fc.nat(12),
    no: fc.nat(12),
    blank: fc.nat(3),
  })
  it('any vote is adopted only with more for than against and more than half taking part, by name or in secret', () => {
    fc.assert(
      fc.property(shapes, ({ sitting, absent, barred, yes, no, blank }) => {
        const floor = floorOf({ sitting, present: Math.max(0, sitting - absent), barred })
        const here = floor.present.filter((id) => !floor.barred.includes(id)).length
        fc.pre(yes + no + blank <= here)
        const named = outcomeOf(floor, byName(floor, yes, no, 0, blank), rules)
        expect(outcomeOf(floor, secret(yes + no + blank, yes, no, blank), rules)).toEqual(named)
        const mayVote = sitting - Math.min(barred, sitting)
        const isAdopted = 'outcome' in named && named.outcome === 'adopted'
        expect(isAdopted).toBe(yes > no && (yes + no + blank) * 2 > mayVote)
      }),
    )
  })
})
