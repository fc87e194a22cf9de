// A worked example from count to recount: 3 seats; A 50, B 40, C 30, D 30, E 10; the lot D, C; then a recount makes D 31.
import { expect, it } from 'vitest'
import { Contest } from '../../../shared/elections/contests/contest.ts'
import type { StationCount } from '../../../shared/elections/count/station-count.ts'
import { planElection } from '../../../shared/elections/planning/plan-election.ts'
import {
  drawTie,
  establishResult,
  formOf,
  orderRecount,
  proposeResult,
} from '../../../shared/elections/results/establish.ts'
import { keptResultOf } from '../../../shared/elections/results/kept-result.ts'
import { presentResults } from '../../../shared/elections/results/present.ts'
import { seatsOfResult } from '../../../shared/elections/seating/fill.ts'
import { reseat } from '../../../shared/elections/seating/reseat.ts'
import { ElectionId, ResidentId, WardCode } from '../../../shared/kernel/ids.ts'
import { formOf as cellsOf } from '../../support/builders/elections/counted-ward.ts'
import { at, day, idOf, letterOf, nominationOf } from '../../support/builders/elections/lettered-ward.ts'
import { yes } from '../../support/builders/taken.ts'

const letters = 'ABCDE'
const electionId = ElectionId.parse('0193c3c6-7a00-7000-8000-0000000000dd')
const wardCode = WardCode.parse('heijplaat')
const [anna, bram] = [ResidentId.parse('anna'), ResidentId.parse('bram')]
const election = yes(
  planElection(
    { id: electionId, requestDigest: 'a'.repeat(64) },
    { name: { nl: 'Wijkraden', en: 'Ward councils' }, pollingOn: day('2026-03-18'), ownDates: {}, rules: {} },
    at('2025-12-01'),
  ),
)
const nominations = [...letters].map(nominationOf)
const ids = [...letters].map(idOf)
const listed = Contest.parse({
  ...{ electionId, wardCode, seats: 3, version: 4, status: 'listed' },
  session: { number: 1, openedAt: at('2026-01-23') },
  list: {
    ...{ session: 1, fixedAt: at('2026-01-23'), candidates: ids, poolDigest: 'a'.repeat(64) },
    supply: { kind: 'poll', seats: 3, places: 0 },
  },
  lot: {
    evidence: { source: 'public-session', who: 'Stembureau', when: at('2026-01-30'), seed: '1' },
    order: ids.map((id) => ({ id, ticket: 'b'.repeat(64) })),
  },
  ties: [],
})

/** One station with these votes, in the order of the ballot. */
const counted = (votes: readonly number[], session: number) => {
  const entry = { by: anna, cells: cellsOf(ids, votes), handled: [] }
  const station: StationCount = {
    ...{ electionId, wardCode, station: 'SB1', name: 'De Heij', session, requestDigest: 'a'.repeat(64), version: 5 },
    ...{ status: 'definitive', first: entry, secondBy: bram },
  }
  return { counts: [station], electorate: 900, session }
}
const proposed = (contest: Contest, votes: readonly number[], session: number, on: string) =>
  yes<Contest>(proposeResult(contest, { election, nominations }, counted(votes, session), anna, at(on)))
const lettersOf = (order: readonly { readonly id: string }[]) => order.map(({ id }) => letterOf(id)).join()

it('a recount that breaks a tie gives another version of the result; the lot is kept and marked void', () => {
  expect(formOf(listed)).toEqual({ kind: 'persons', candidates: ids })
  const awaiting = proposed(listed, [50, 40, 30, 30, 10], 1, '2026-03-25')
  expect(awaiting).toMatchObject({ status: 'lot-needed', needed: { among: [idOf('C'), idOf('D')], places: 1 } })
  // The first seed whose lot puts D before C.
  const evidence = (seed: number) =>
    ({ source: 'public-session', who: 'Stembureau', when: at('2026-03-25'), seed: `${seed}` }) as const
  const lots = Array.from({ length: 20 }, (_, seed) => yes(drawTie(awaiting, evidence(seed), at('2026-03-25'))))
  const drawn = lots.find(({ ties }) => lettersOf(ties[0]?.order ?? []) === 'D,C')
  if (drawn === undefined) throw new Error('No seed puts D first')

  const first = yes(
    establishResult(proposed(drawn, [50, 40, 30, 30, 10], 1, '2026-03-25'), election, bram, at('2026-03-25')),
  )
  expect(first.result.outcome).toMatchObject({
    elected: ['A', 'B', 'D'].map(idOf),
    succession: [[idOf('C')], [idOf('E')]],
  })
  const kept = keptResultOf(first)
  const ordered = yes(
    orderRecount(first, election, { orderedBy: 'court', reason: 'Een stapel was niet geteld.' }, at('2026-04-01')),
  )
  const again = proposed(ordered, [50, 40, 30, 31, 10], 2, '2026-04-02')
  const second = yes(establishResult(again, election, bram, at('2026-04-02'), kept))
  expect(second.result.outcome).toMatchObject({
    elected: ['A', 'B', 'D'].map(idOf),
    succession: [[idOf('C')], [idOf('E')]],
  })
  expect(second).toMatchObject({ ties: [], termStartsOn: first.termStartsOn, added: [] })
  expect(second.voidedTies).toEqual([{ ...first.ties[0], voidedAt: at('2026-04-02') }])
  const [old, latest] = presentResults(second, [kept, keptResultOf(second)])
  expect(old).toMatchObject({
    number: 1,
    standing: 'superseded',
    ties: [{ order: [{ id: idOf('D') }, { id: idOf('C') }] }],
  })
  expect(latest).toMatchObject({ number: 2, standing: 'stands', ties: [], voidedTies: old?.ties })

  // A, B and D keep their seats.
  const seats = seatsOfResult(first, nominations, election.rules).filled.map(({ after }) => after)
  expect(reseat(second, first.result, { nominations, seats }, election.rules, at('2026-04-02'))).toEqual([])
})
