// The sessions of January 2022: 619 candidates were established, then corrected to 621, and eight wards got a new order.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Contest } from '../../../shared/elections/contests/contest.ts'
import {
  closeSession,
  drawBallotOrder,
  judgeNomination,
  moveNomination,
  openSession,
} from '../../../shared/elections/contests/session.ts'
import { nominations } from '../../../shared/elections/nominations/machine.ts'
import { isOnList, type Nomination } from '../../../shared/elections/nominations/nomination.ts'
import type { Election } from '../../../shared/elections/planning/election.ts'
import { planContest, planElection } from '../../../shared/elections/planning/plan-election.ts'
import { Instant, LocalDate } from '../../../shared/kernel/clock.ts'
import { ElectionId, NominationId, ResidentId, type WardCode } from '../../../shared/kernel/ids.ts'
import { derivedId } from '../../../shared/kernel/random.ts'
import { wardsOfRotterdam } from '../../../shared/wards/wards-of-rotterdam.ts'
import { yes } from '../../support/builders/taken.ts'

const instant = (text: string) => Instant.parse(text)
const [session, correction] = [instant('2022-01-21T13:00:00.000Z'), instant('2022-01-27T13:00:00.000Z')]
const after = (moment: Instant) => instant(moment.replace('13:00', '15:00'))

const election: Election = yes(
  planElection(
    { id: ElectionId.parse(derivedId('2022')), requestDigest: 'a'.repeat(64) },
    {
      name: { nl: 'Wijkraadsverkiezing 2022', en: 'Ward-council election 2022' },
      pollingOn: LocalDate.parse('2022-03-16'),
      ownDates: {},
      rules: {},
    },
    instant('2021-12-01T09:00:00.000Z'),
  ),
)

/** Wards by the names that they had in 2022. */
const codeOf = new Map<string, WardCode>(
  wardsOfRotterdam.flatMap(({ code, name, formerNames }) =>
    [name, ...formerNames.map((former) => former.name)].map((each) => [each, code] as const),
  ),
)
const rows = readFileSync(new URL('../../data/elections/nomination_corrections_2022.csv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [, ward = '', what = '', removed = '', added = ''] = /^([^,]+),("[^"]*"|[^,]*),(\d),(\d),/.exec(line) ?? []
    const wardCode = codeOf.get(ward)
    if (wardCode === undefined) throw new Error(`No ward ${ward}`)
    return { wardCode, what, removed: Number(removed), added: Number(added) }
  })

const submitted = (wardCode: WardCode, number: number): Nomination =>
  yes(
    nominations.begin('submit', {
      id: NominationId.parse(derivedId(wardCode, String(number))),
      electionId: election.id,
      wardCode,
      residentId: ResidentId.parse(`${wardCode}-${number}`),
      content: { ballotName: `Kandidaat ${number}`, text: 'Verzonnen kandidaat.' },
      submittedAt: instant('2022-01-10T09:00:00.000Z'),
      requestDigest: 'b'.repeat(64),
    }),
  )

/** The state of a ward between sessions. */
type Ward = { contest: Contest; nominations: Nomination[] }

const judge = (ward: Ward, index: number, isValid: boolean, now: Instant) => {
  const nomination = ward.nominations[index]
  if (nomination === undefined) throw new Error('No such candidate')
  const verdict = isValid
    ? ({ outcome: 'valid' } as const)
    : ({ outcome: 'invalid', reason: 'late', note: 'Na de sluiting.' } as const)
  const judged = judgeNomination(nomination, ward.contest, verdict, now)
  if (judged.refused) throw new Error(judged.code)
  ward.nominations[index] = judged.taken.after
  ward.contest = judged.session.after
}
const open = (ward: Ward, now: Instant, reason?: string) => {
  ward.contest = yes(openSession(ward.contest, election, reason, now))
}
const fix = (ward: Ward, now: Instant, seed: string) => {
  ward.contest = yes(closeSession(ward.contest, { nominations: ward.nominations, lists: [] }, election, now))
  const evidence = { source: 'public-session', who: 'Centraal stembureau', when: now, seed } as const
  ward.contest = yes(drawBallotOrder(ward.contest, election, evidence, after(now)))
}
const candidatesOf = ({ nominations: all }: Ward) => all.filter(isOnList).length

// Synthetic: 619 candidates spread over 39 wards. Those wrongly refused are the last of their wards.
const refusedIn = new Set(rows.filter(({ what }) => what.includes('wrongly refused')).map(({ wardCode }) => wardCode))
const wards = new Map<WardCode, Ward>(
  wardsOfRotterdam.map(({ code }, index) => {
    const count = 15 + (index < 619 - 39 * 15 ? 1 : 0) + (refusedIn.has(code) ? 1 : 0)
    const contest = yes(planContest(election, code, 7))
    return [code, { contest, nominations: Array.from({ length: count }, (_, number) => submitted(code, number)) }]
  }),
)
const total = () => [...wards.values()].reduce((sum, ward) => sum + candidatesOf(ward), 0)
const wardOf = (code: WardCode): Ward => {
  const ward = wards.get(code)
  if (ward === undefined) throw new Error(code)
  return ward
}

describe('the correction session of 2022', () => {
  for (const [code, ward] of wards) {
    open(ward, session)
    for (const index of ward.nominations.keys())
      judge(ward, index, !(refusedIn.has(code) && index === ward.nominations.length - 1), session)
    fix(ward, session, '5 3 1 6')
  }
  const established = total()
  const orders = new Map([...wards].map(([code, { contest }]) => [code, 'lot' in contest ? contest.lot.order : []]))

  for (const { wardCode, what } of rows) open(wardOf(wardCode), correction, what)
  const [out, into] = [
    rows.find(({ what }) => what.includes('moved out')),
    rows.find(({ what }) => what.includes('moved in')),
  ]
  if (out === undefined || into === undefined) throw new Error('Nobody was moved')
  for (const { wardCode, what } of rows) {
    const ward = wardOf(wardCode)
    if (what.includes('deadline')) judge(ward, 0, false, correction)
    if (what.includes('wrongly refused')) judge(ward, ward.nominations.length - 1, true, correction)
  }
  const [from, to] = [wardOf(out.wardCode), wardOf(into.wardCode)]
  const moved = moveNomination(
    from.nominations[0] ?? submitted(out.wardCode, 0),
    from.contest,
    to.contest,
    undefined,
    correction,
  )
  if (moved.refused) throw new Error(moved.code)
  from.nominations[0] = moved.moved.after
  from.contest = moved.left.after
  to.nominations.push(moved.arrived.after)
  to.contest = moved.joined.after
  judge(to, to.nominations.length - 1, true, correction)
  for (const { wardCode } of rows) fix(wardOf(wardCode), correction, '2 2 4 1')

  it('the correction session of 2022 leads from 619 candidates to 621', () => {
    expect(established).toBe(619)
    expect(total()).toBe(621)
  })

  it('the correction session of 2022 changes each ward as published, and draws the order of exactly eight wards again', () => {
    expect(rows.reduce((sum, { removed, added }) => sum + added - removed, 0)).toBe(2)
    const redrawn = [...wards].filter(([, { contest }]) => 'session' in contest && contest.session.number === 2)
    expect(redrawn.map(([code]) => code).toSorted()).toEqual(rows.map(({ wardCode }) => wardCode).toSorted())
    for (const [code, { contest }] of wards) {
      if (contest.status !== 'listed') throw new Error(contest.status)
      const isSame = JSON.stringify(contest.lot.order) === JSON.stringify(orders.get(code))
      expect(isSame, code).toBe(!rows.some(({ wardCode }) => wardCode === code))
      expect(contest.lot.order).toHaveLength(candidatesOf(wardOf(code)))
    }
  })

  it('the correction session of 2022 cannot change the session before it', () => {
    const heijplaat = [...wards.values()].find(({ contest }) => contest.wardCode === 'heijplaat')
    const [nomination] = heijplaat?.nominations ?? []
    if (heijplaat === undefined || nomination === undefined) throw new Error('No Heijplaat')
    expect(judgeNomination(nomination, heijplaat.contest, { outcome: 'valid' }, correction)).toMatchObject({
      code: 'not-in-session',
      facts: { status: 'listed' },
    })
  })
})
