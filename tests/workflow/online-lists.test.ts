// A ward with lists that votes on paper and online: the online ballot names each candidate, and the result is by lists.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { resident } from '../support/builders/elections/election-api.ts'
import { type Online, polling, startOnline, voter, ward } from '../support/builders/elections/online-api.ts'
import { line, rollMoments } from '../support/builders/elections/roll-api.ts'
import { close, codeOf, setClock } from '../support/builders/voting/voting.ts'
import type { Persona } from '../support/services/http-event.ts'
import { reuseRsaKeys } from '../support/services/reused-rsa-keys.ts'

let system: Online
beforeAll(reuseRsaKeys)
beforeAll(async () => {
  system = await startOnline()
})
afterAll(() => system.stop())

const evening = '2026-03-18T20:00:00Z'
const later = '2026-03-25T12:00:00Z'
const [anna, bram]: readonly [Persona, Persona] = [
  { sub: 'anna', roles: ['election-office'] },
  { sub: 'bram', roles: ['election-office'] },
]
const byLists = {
  online: true,
  allocation: {
    ...{ method: 'lists', averagesFromSeats: 19, remainderThresholdPercent: 75, absoluteMajority: true },
    ...{ preferencePercentBelow: 50, preferencePercentFrom: 25 },
  },
}
const designation = { kind: 'association', name: 'Bewoners Heijplaat', evidence: 'Zie de statuten.' }
const Made = z.object({ id: z.string() })
const Ballot = z.object({ candidates: z.array(z.object({ id: z.string(), listId: z.string().optional() })) })
const Total = z.record(z.string(), z.int())
const Result = z.object({
  total: Total,
  online: z.object({ permits: z.int(), cells: Total }),
  outcome: z.object({
    method: z.literal('lists'),
    lists: z.array(z.object({ id: z.string(), seats: z.int(), elected: z.array(z.string()) })),
  }),
})

/** A list of four candidates and five who stand alone, drawn; twenty voters on the roll, and the online poll announced. */
const open = async () => {
  const electionId = await system.planned([ward, 'pernis'], '2026-03-18', '2025-12-01T09:00:00Z', byLists)
  const params = { electionId, wardCode: ward }
  const nominated = new Map<string, string>()
  for (const name of 'abcdefghi') nominated.set(name, await system.nominated(electionId, ward, `${name}-${electionId}`))
  const idOf = (name: string) => nominated.get(name) ?? ''
  const by = (name: string) => resident(`${name}-${electionId}`, ward)
  const onList = [...'abcd']
  const handedIn = await system.ask('nominateList', {
    ...{ params, by: by('a'), at: rollMoments.open, body: { designation, candidates: onList.map(idOf) } },
  })
  const listId = Made.parse(handedIn.body).id
  for (const [index, name] of onList.entries())
    await system.ask('consentToList', {
      ...{ params: { ...params, listId }, by: by(name), at: rollMoments.open, ifMatch: index + 1 },
    })
  await system.onContest('openSession', electionId, ward, rollMoments.session, {})
  for (const name of 'abcdefghi')
    await system.judge(electionId, ward, idOf(name), { outcome: 'valid' }, onList.includes(name) ? 2 : 1)
  await system.ask('judgeList', {
    ...{ params: { ...params, listId }, at: rollMoments.session, ifMatch: onList.length + 1 },
    body: { outcome: 'valid', isDesignationProved: true },
  })
  await system.onContest('closeSession', electionId, ward, rollMoments.session)
  const seed = { who: 'Centraal stembureau', when: '2026-01-30T10:30:00+01:00', seed: '3 1 6 2' }
  await system.onContest('drawBallotOrder', electionId, ward, rollMoments.lot, seed)
  const ballot = Ballot.parse((await system.ask('getCandidateList', { params })).body).candidates
  await system.freeze(
    electionId,
    Array.from({ length: 20 }, (_, index) => line(`v${index}`)),
  )
  const poll = await system.pollOf(await system.announce(electionId))
  setClock(polling)
  return { electionId, ids: ballot.map(({ id }) => id), poll, ballot, listId, idOf, params, onList }
}
type Open = Awaited<ReturnType<typeof open>>

/** The paper votes of the one station by the name of the candidate, entered twice. */
const onPaper = async ({ params, ballot, idOf, listId, onList }: Open, votes: { readonly [name: string]: number }) => {
  const given = new Map(Object.entries(votes).map(([name, number]) => [idOf(name), number]))
  const votesOf = (id: string) => given.get(id) ?? 0
  const sum = ballot.reduce((all, { id }) => all + votesOf(id), 0)
  const ofList = onList.reduce((all, name) => all + votesOf(idOf(name)), 0)
  const alone = ballot.filter((each) => each.listId === undefined)
  const cells = {
    ...{ pollingCards: sum, proxies: 0, admitted: sum, candidateVotes: sum, blank: 0, invalid: 0, cast: sum },
    ...{ saysEqual: 1, electorate: 20, [`list:${listId}`]: ofList, [`listTotal:${listId}`]: ofList },
    ...Object.fromEntries(ballot.map(({ id }) => [`votes:${id}`, votesOf(id)])),
    ...Object.fromEntries(
      alone.flatMap(({ id }) => [
        [`list:${id}`, votesOf(id)],
        [`listTotal:${id}`, votesOf(id)],
      ]),
    ),
  }
  await system.ask('addStation', { params, at: evening, body: { station: 'SB1', name: 'De Heij' } })
  const station = { ...params, station: 'SB1' }
  for (const [index, by] of [anna, bram].entries()) {
    await system.ask('claimEntry', { params: station, by, ifMatch: 1 + 2 * index, at: evening })
    const finish = { params: station, by, ifMatch: 2 + 2 * index, at: evening, body: { cells } }
    expect((await system.ask('finishEntry', finish)).status).toBe(200)
  }
}
const propose = ({ electionId }: Open) =>
  system.onContest('proposeResult', electionId, ward, later, { electorate: 20 }, anna)

describe('the online poll of a ward with lists', () => {
  it('the online poll of a ward with lists asks for one candidate, the lists and persons in the order drawn and each list in its own order', async () => {
    const { poll, ballot, onList, idOf, listId } = await open()
    expect(poll.frozen.options.map(({ id }) => id)).toEqual(ballot.map(({ id }) => id))
    const ofList = ballot.filter((each) => each.listId === listId).map(({ id }) => id)
    expect(ofList).toEqual(onList.map(idOf))
    const places = ofList.map((id) => poll.frozen.options.findIndex((option) => option.id === id))
    expect(places).toEqual([0, 1, 2, 3].map((step) => (places[0] ?? 0) + step))
  })

  it('the online poll of a ward with lists adds its votes to those of the stations, for the candidates and for their lists', async () => {
    const contest = await open()
    const { electionId, poll, idOf, listId, params } = contest
    for (const [person, choice] of [
      ['v0', 'a'],
      ['v1', 'b'],
      ['v2', 'b'],
      ['v3', 'e'],
    ] as const)
      expect((await system.vote(contest, person, [idOf(choice)])).status).toBe(200)
    expect((await system.vote(contest, 'v4', [])).status).toBe(200)
    await onPaper(contest, { a: 3, c: 1, e: 1, f: 4, g: 1 })
    expect(codeOf(await propose(contest))).toBe('online-votes-not-counted')
    await close(system.voting, poll)
    const proposed = await propose(contest)
    expect(proposed.body, JSON.stringify(proposed.body)).toMatchObject({ status: 'proposed' })
    const established = await system.onContest('establishResult', electionId, ward, later, undefined, bram)
    expect(established.status).toBe(200)
    const { body } = await system.ask('getElectionResult', { params, at: later })
    const { total, online, outcome } = Result.parse(body)
    expect(online).toMatchObject({
      permits: 5,
      cells: { onlineVoters: 5, blank: 1, [`list:${listId}`]: 3, [`listTotal:${listId}`]: 3, [`list:${idOf('e')}`]: 1 },
    })
    expect(total).toMatchObject({
      ...{ candidateVotes: 14, blank: 1, cast: 15 },
      ...{ [`votes:${idOf('a')}`]: 4, [`votes:${idOf('b')}`]: 2, [`list:${listId}`]: 7, [`list:${idOf('e')}`]: 2 },
    })
    // Quota 2: three full seats for the list, one for e, two for f. The list has the largest remainder. The second seat of f,
    // who stands alone, goes to g by the highest average.
    const seatsOf = (id: string) => outcome.lists.find((list) => list.id === id)?.seats
    expect([listId, ...[...'efghi'].map(idOf)].map(seatsOf)).toEqual([4, 1, 1, 1, 0, 0])
    expect(outcome.lists.reduce((sum, { seats }) => sum + seats, 0)).toBe(7)
  })

  it('the online poll of a ward with lists takes no vote for a list as such', async () => {
    const contest = await open()
    const refused = await system.vote(contest, 'v0', [contest.listId])
    expect(refused.status).not.toBe(200)
    expect((await system.vote(contest, 'v1', [contest.idOf('d')])).status).toBe(200)
    expect((await system.permit(contest, voter('v1'))).status).not.toBe(200)
  })
})
