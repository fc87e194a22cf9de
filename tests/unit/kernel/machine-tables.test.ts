// A snapshot of all machines, row by row: where a step starts and ends, its refusal in other states, and its event with data. Each
// changed row changes a line of machine-tables.txt (`npx vitest run tests/unit/kernel/machine-tables.test.ts -u`).
import { describe, expect, it } from 'vitest'
import { machines } from '../../../scripts/drawings.ts'
import type { Initiative } from '../../../shared/initiatives/initiative.ts'
import { advance, initiatives } from '../../../shared/initiatives/machine.ts'
import { assertShape } from '../../../shared/kernel/brand.ts'
import { Instant } from '../../../shared/kernel/clock.ts'
import type { Stateful, Steps } from '../../../shared/kernel/machine.ts'

const ids = [
  'id',
  'roundId',
  'pollId',
  'initiativeId',
  'electionId',
  'agreementId',
  'meetingId',
  'decisionId',
  'delegationId',
  'accountId',
]
const id = (place: number) => `0193c3c6-7a00-7000-8000-0000000000${String(place).padStart(2, '0')}`
const digest = (letter: string) => letter.repeat(64)

const window = { opensAt: '2026-04-01T06:00:00.000Z', closesAt: '2026-04-14T18:00:00.000Z' }

/** A thing with every field that the event of any machine reads. A new machine may need more fields. */
const thing = {
  reached: ['nominations-opened'],
  ...Object.fromEntries(ids.map((name, place) => [name, id(place)])),
  ...window,
  version: 2,
  wardCode: 'oude-noorden',
  kind: 'formal',
  at: '2026-03-02T09:00:00.000Z',
  attempts: 1,
  startsAt: '2026-05-01T18:00:00.000Z',
  itemNumber: 3,
  adjustments: [{ to: 9 }],
  about: 'elections/an-election',
  files: { html: { sha256: digest('d') }, pdf: { sha256: digest('e') } },
  budgetCents: 100_001,
  configurationHash: digest('a'),
  awarded: [id(20), id(21)],
  awardedCents: 90_001,
  frozen: {
    ...window,
    pollId: id(30),
    electorate: { wardCode: 'pernis', size: 5_001 },
    lots: { source: 'drand' },
    configurationHash: digest('b'),
    round: { id: id(31) },
  },
  window,
  configuration: { hash: digest('c') },
  sealedAt: '2026-04-14T18:02:00.000Z',
  settledAt: '2026-04-14T18:03:00.000Z',
  checkpoint: 'the checkpoint',
  recordedLots: { evidence: { source: 'session' } },
  isToBeRepeated: true,
  submission: {},
  content: { amountCents: 80_001, title: 'Never told' },
  award: { amountCents: 70_001, decidedBy: 'residents', roundId: id(32), vote: {} },
  round: { roundId: id(33) },
  inRound: { roundId: id(34) },
  calendar: {
    pollingOn: '2026-11-18',
    nominationOpensAt: '2026-10-01T07:00:00.000Z',
    nominationClosesAt: '2026-10-05T15:00:00.000Z',
    nomination: { opensAt: '2026-10-01T07:00:00.000Z', closesAt: '2026-10-05T15:00:00.000Z' },
  },
  seats: 9,
  number: 5,
  nominationId: id(48),
  attempt: 2,
  because: 'wrong-lines',
  root: digest('f'),
  corrections: 3,
  electorates: [{ frozen: 10 }, { frozen: 20 }],
  session: { number: 1 },
  station: 'station-4',
  list: { candidates: [{}, {}], supply: { seats: 7 }, poolDigest: digest('d') },
  lot: { order: [{ id: id(40) }, { id: id(41) }] },
  needed: { among: [id(42), id(43)], places: 1, poolDigest: digest('e') },
  ties: [{ order: [{ id: id(43) }] }, { order: [{ id: id(44) }] }, { order: [{ id: id(45) }, { id: id(46) }] }],
  result: { outcome: { method: 'personal', elected: [id(47)] }, vacantSeats: 2 },
  termStartsOn: '2026-12-01',
  accepted: { session: 2 },
  refusal: { session: 3 },
  movedTo: 'pernis',
  drop: { on: '2026-10-20' },
  mandate: { from: '2026-03-19', until: '2030-03-28' },
  period: { from: '2026-04-01', until: '2027-04-01' },
  left: { on: '2027-05-01', because: 'moved' },
  endedOn: '2026-09-01',
  role: 'coordinator',
  textVersion: 4,
  listVersion: 6,
  upToCents: 250_001,
  from: '2026-11-01',
  until: '2027-11-01',
  rules: { validFrom: '2026-10-01', regime: 'R4' },
  year: 2027,
  asked: [{ answeredAt: undefined }, { answeredAt: '2026-04-01T06:00:00.000Z' }, { answeredAt: undefined }],
  rungs: [
    { addressee: 'ward-manager', endsOn: '2026-03-01', term: { endsOn: '2026-03-01' } },
    { addressee: 'alderman', endsOn: '2026-04-01', term: { endsOn: '2026-04-01' } },
  ],
}

/** The further arguments of a step, by its name. */
const more: { readonly [step: string]: readonly unknown[] } = {
  'contest order-recount': [{ number: 1, orderedBy: 'court' }],
  'round enter': [{ initiativeId: id(50), optionId: 'p1' }],
  'round leave': [{ initiativeId: id(51), optionId: 'p2' }],
  'poll withdraw-option': ['p3'],
  'contest announce-online': [id(52)],
  'contest decide-anew': [id(53)],
  'contest overturn': [id(53)],
  'poll publish': [{ outcome: { winners: ['p4'] } }],
  'poll withhold': [{ ballots: 12, marks: 11 }],
}

const lineOf = (machine: string, step: string, row: Steps<Stateful>[string]): string => {
  const starts = row.from === 'nothing' ? ['nothing'] : row.from
  const before = { ...thing, status: starts[0] }
  const after = { ...thing, status: row.to === 'same' || row.to === 'nothing' ? starts[0] : row.to }
  const event = row.eventFor(
    assertShape<never>(after),
    assertShape<never>(before),
    ...assertShape<never>(more[`${machine} ${step}`] ?? []),
  )
  const refusal = 'otherwise' in row ? row.otherwise : 'no refusal'
  return `${machine} ${step} | ${starts.join(', ')} → ${row.to} | ${refusal} | ${event.type} | ${event.subject} | ${JSON.stringify(event.data)}`
}

it('every row of every machine equals the snapshot', async () => {
  const lines = machines.flatMap(({ name, steps }) =>
    Object.entries(assertShape<Steps<Stateful>>(steps)).map(([step, row]) => lineOf(name, step, row)),
  )
  expect(lines.length).toBeGreaterThan(80)
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('machine-tables.txt')
})

describe('an initiative that leaves its round', () => {
  const { 'leave-round': leave, withdraw, award } = initiatives.steps
  const { award: _given, round: _round, inRound: _inRound, submission: _submission, ...rest } = thing
  const { roundId: _, ...free } = { roundId: '', ...rest }
  const handedIn = { ...free, submission: {} }
  const inRound = { ...handedIn, status: 'in-round', roundId: id(60) }
  const dataOf = (row: typeof leave | typeof withdraw | typeof award, after: object, before: object): unknown =>
    row.eventFor(assertShape<never>(after), assertShape<never>(before)).data

  it('an initiative that leaves its round has an event with the round that it left', () => {
    expect(dataOf(leave, { ...handedIn, status: 'admitted' }, inRound)).toMatchObject({ roundId: id(60) })
  })

  it('an initiative that leaves its round has an event without a round if it was in none, and without money if it has none', () => {
    const data = dataOf(withdraw, { ...handedIn, status: 'withdrawn' }, { ...handedIn, status: 'admitted' })
    expect(data).toMatchObject({ status: 'withdrawn', amountCents: 80_001 })
    expect(data).not.toHaveProperty('roundId', expect.anything())
    expect(data).not.toHaveProperty('awardedCents', expect.anything())
  })

  it('an initiative that leaves its round has no event with the text of a draft, which is private', () => {
    const data = dataOf(withdraw, { ...free, status: 'withdrawn' }, { ...free, status: 'draft' })
    expect(data).toMatchObject({ status: 'withdrawn', amountCents: undefined })
  })

  it('an initiative that leaves its round has an event with the deciding round once residents have decided', () => {
    const decided = { ...handedIn, status: 'awarded', award: { ...thing.award, roundId: id(61) } }
    expect(dataOf(award, decided, { ...handedIn, status: 'admitted' })).toMatchObject({
      roundId: id(61),
      awardedCents: 70_001,
    })
  })
})

it('a step of an initiative is recorded with its actor and time', () => {
  const at = Instant.parse('2026-03-02T09:00:00.000Z')
  const before = assertShape<Initiative>({ ...thing, steps: [{ step: 'draft', by: 'ada', at }] })
  expect(advance(before, 'submit', assertShape('ada'), at)).toEqual({
    ...before,
    steps: [
      { step: 'draft', by: 'ada', at },
      { step: 'submit', by: 'ada', at },
    ],
  })
})
