// A ward that votes on paper and online: from the roll to one result, and what happens to the contest if the online poll fails.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { verifyExport } from '../../cli/verify/verify-export.ts'
import { start as startVoidPoll } from '../../functions/voting/closing/void-poll.ts'
import { digestOf } from '../../shared/kernel/digest.ts'
import { PublicRoll } from '../../shared/roll/operations.ts'
import { getPollResult } from '../../shared/voting/operations.ts'
import { voidPoll } from '../../shared/voting/oversight-operations.ts'
import { getPoll } from '../../shared/voting/store.ts'
import { office } from '../support/builders/elections/election-api.ts'
import { type Online, polling, startOnline, voter, ward } from '../support/builders/elections/online-api.ts'
import { line, rollMoments } from '../support/builders/elections/roll-api.ts'
import { close, codeOf, itemsUnder, setClock } from '../support/builders/voting/voting.ts'
import { underRights } from '../support/engine/guarded.ts'
import { type Persona, send } from '../support/services/http-event.ts'
import { reuseRsaKeys } from '../support/services/reused-rsa-keys.ts'

let system: Online
beforeAll(reuseRsaKeys)
beforeAll(async () => {
  system = await startOnline()
})
afterAll(() => system.stop())

type Open = Awaited<ReturnType<Online['open']>>
const evening = '2026-03-18T20:00:00Z'
const later = '2026-03-25T12:00:00Z'
const [anna, bram]: readonly [Persona, Persona] = [
  { ...office, sub: 'anna' },
  { ...office, sub: 'bram' },
]
const Made = z.object({ id: z.string() })
const Total = z.record(z.string(), z.int())
const Result = z.object({
  total: Total,
  turnout: z.int(),
  online: z.object({ pollId: z.string(), resultDigest: z.string(), permits: z.int(), cells: Total }).optional(),
  outcome: z.object({ elected: z.array(z.string()) }),
})

/** Enters the paper votes of the one station twice, in the order of the ballot. */
const onPaper = async ({ electionId, ids }: Open, votes: readonly number[]) => {
  const params = { electionId, wardCode: ward }
  const sum = votes.reduce((total, each) => total + each, 0)
  const cells = {
    pollingCards: sum,
    proxies: 0,
    admitted: sum,
    ...Object.fromEntries(ids.map((id, index) => [`votes:${id}`, votes[index] ?? 0])),
    candidateVotes: sum,
    blank: 0,
    invalid: 0,
    cast: sum,
    saysEqual: 1,
    electorate: 400,
  }
  await system.ask('addStation', { params, at: evening, body: { station: 'SB1', name: 'De Heij' } })
  const station = { ...params, station: 'SB1' }
  await system.ask('claimEntry', { params: station, by: anna, ifMatch: 1, at: evening })
  await system.ask('finishEntry', { params: station, by: anna, ifMatch: 2, at: evening, body: { cells } })
  await system.ask('claimEntry', { params: station, by: bram, ifMatch: 3, at: evening })
  return system.ask('finishEntry', { params: station, by: bram, ifMatch: 4, at: evening, body: { cells } })
}
const electorateOf = async (electionId: string) => {
  const roll = PublicRoll.parse((await system.onPublicRoll(electionId)).body)
  return roll.electorates.find(({ wardCode }) => wardCode === ward)?.current ?? 0
}
const distinct = [9, 8, 7, 6, 5, 4, 3, 2, 1]
const propose = async ({ electionId }: Open) =>
  system.onContest('proposeResult', electionId, ward, later, { electorate: await electorateOf(electionId) }, anna)
const resultOf = async ({ electionId }: Open) =>
  Result.parse((await system.ask('getElectionResult', { params: { electionId, wardCode: ward }, at: later })).body)
const contestOf = async ({ electionId }: Open) =>
  (await system.ask('getContest', { params: { electionId, wardCode: ward }, at: later })).body
const pollNow = async ({ poll }: Open) => {
  const found = await getPoll(system.table, poll.frozen.pollId)
  if (found === undefined) throw new Error('The poll is gone')
  return found
}

describe('a ward that votes on paper and online', () => {
  it('a ward that votes on paper and online has one result, which anybody can compute from published data', async () => {
    const contest = await system.open(320)
    const { electionId, ids, poll } = contest
    const [a, b, c] = [ids[0] ?? '', ids[1] ?? '', ids[2] ?? '']
    // One person is added to the roll while the polls are open and votes online. Another is removed after voting.
    await system.correct(electionId, 'late', { change: 'add', reason: 'left-out-by-mistake', wardCode: ward })
    for (const [person, choice] of [
      ['v0', [a]],
      ['v1', [c]],
      ['v2', [c]],
      ['v3', []],
      ['late', [c]],
    ] as const)
      expect((await system.vote(contest, person, choice)).status).toBe(200)
    expect((await system.permit(contest, voter('v5'))).status).toBe(200)
    await system.correct(electionId, 'v0', { change: 'strike', reason: 'died' })
    expect((await system.onPaper(contest, 'v6')).status).toBe(204)

    setClock(evening)
    expect(codeOf(await system.onPaper(contest, 'v7', { at: evening }))).toBe('polling-not-open')
    await onPaper(contest, [50, 50, 49, 40, 40, 30, 20, 10, 9])
    expect(codeOf(await propose(contest))).toBe('online-votes-not-counted')
    expect(await close(system.voting, poll)).toBe('published')
    expect((await propose(contest)).body).toMatchObject({ status: 'proposed' })
    expect((await system.onContest('establishResult', electionId, ward, later, undefined, bram)).status).toBe(200)

    const result = await resultOf(contest)
    // Uses public answers only: the poll, verified by its export, and the numbers of the stations.
    const published = getPollResult.responses[200].parse((await system.requested.result(poll)).body)
    const file = [...system.aws.objects.entries()].find(([name]) =>
      name.endsWith(`${poll.frozen.pollId}/export.ndjson`),
    )
    const { findings } = await verifyExport([new Uint8Array(file?.[1] ?? [])])
    expect(findings.filter(({ holds }) => !holds)).toEqual([])
    expect(result.online).toMatchObject({
      pollId: poll.frozen.pollId,
      resultDigest: digestOf(published.result),
      permits: 6,
    })
    expect(published.result.counts).toEqual({ ballots: 5, blanks: 1, marks: 6, electorate: 321 })
    expect(published.result.outcome.winners).toEqual([])
    const online = new Map(published.result.outcome.options.map(({ option, votes }) => [option, votes]))
    for (const [place, id] of ids.entries())
      expect(result.total[`votes:${id}`]).toBe(
        ([50, 50, 49, 40, 40, 30, 20, 10, 9][place] ?? 0) + (online.get(id) ?? 0),
      )
    expect(result.total).toMatchObject({
      pollingCards: 298,
      onlineVoters: 5,
      admitted: 303,
      candidateVotes: 302,
      blank: 1,
      cast: 303,
      electorate: 320,
    })
    const files = await Promise.all(
      [
        system.ask('exportContestEml', { params: { electionId, wardCode: ward, message: 'count' }, at: later }),
        system.ask('exportElectionTable', { params: { electionId, table: 'counts' }, at: later }),
      ].map(async (asked) => String((await asked).body)),
    )
    for (const text of files) expect(text).toMatch(/SB0\b.*Digitale stemming/)
    // On paper alone a and b would lead. The online votes put c first.
    expect(result.outcome.elected.slice(0, 3)).toEqual([c, a, b])
  })

  it('a ward that votes on paper and online differs from a ward that votes only on paper, whose result has no online part', async () => {
    const { electionId, ids } = await system.drawn(9, {})
    const contest = { electionId, ids, poll: (await system.open(3)).poll }
    await system.freeze(
      electionId,
      Array.from({ length: 60 }, (_, n) => line(`v${n}`)),
    )
    expect(codeOf(await system.announce(electionId))).toBe('online-not-in-rules')
    await onPaper(contest, distinct)
    await propose(contest)
    await system.onContest('establishResult', electionId, ward, later, undefined, bram)
    const result = await resultOf(contest)
    expect(result).not.toHaveProperty('online')
    expect(result.total).not.toHaveProperty('onlineVoters')
  })
})

describe('the online poll of a contest', () => {
  it('the online poll of a contest is announced once, after the order is drawn and the roll frozen, and before the polls open', async () => {
    const { electionId } = await system.drawn()
    expect(codeOf(await system.announce(electionId))).toBe('roll-not-frozen-yet')
    await system.freeze(electionId, [line('only', 'pernis')])
    expect(codeOf(await system.announce(electionId))).toBe('nobody-on-roll')
    await system.correct(
      electionId,
      'v0',
      { change: 'add', reason: 'left-out-by-mistake', wardCode: ward },
      rollMoments.day,
    )
    expect(codeOf(await system.announce(electionId, polling))).toBe('polling-opened')
    expect((await system.announce(electionId)).status).toBe(200)
    expect(codeOf(await system.announce(electionId))).toBe('online-poll-announced')
    const early = await system.planned([ward], '2026-03-18', '2025-12-01T09:00:00Z', { online: true })
    expect(codeOf(await system.announce(early))).toBe('online-poll-not-possible')
  })

  it('the online poll of a contest is not held where no vote is needed', async () => {
    const { electionId } = await system.drawn(7)
    await system.freeze(electionId, [line('v0')])
    expect(codeOf(await system.announce(electionId))).toBe('no-vote-needed')
  })

  it('the online poll of a contest ends when its list is corrected, and another poll is held on the new list', async () => {
    const contest = await system.open(4)
    const { electionId } = contest
    const reason = 'Een kandidaat stond in de verkeerde wijk.'
    await system.onContest('openSession', electionId, ward, rollMoments.day, { reason })
    expect((await pollNow(contest)).status).toBe('cancelled')
    expect(codeOf(await system.permit(contest, voter('v0')))).toBe('poll-cancelled')
    await system.onContest('closeSession', electionId, ward, rollMoments.day)
    const seed = { who: 'Centraal stembureau', when: rollMoments.day, seed: '6 6 1' }
    await system.onContest('drawBallotOrder', electionId, ward, rollMoments.day, seed)
    const again = await system.announce(electionId)
    expect(again.status).toBe(200)
    expect((await system.pollOf(again)).frozen.pollId).not.toBe(contest.poll.frozen.pollId)
  })

  it('the online poll of a contest ends when an appeal against its list is granted; once open, it ends only with its contest', async () => {
    const [before, after] = [await system.open(4), await system.open(4)]
    const grant = async ({ electionId, ids }: Open, at: string, day: string) => {
      const params = { electionId, wardCode: ward }
      const against = { kind: 'nomination', id: ids[0] }
      const grounds = 'De kandidaat woont niet in de wijk.'
      const judgedBy = 'committee-for-election-matters'
      const body = { against, receivedOn: day, judgedBy, grounds, fileNumber: '1' }
      const { id } = Made.parse((await system.ask('registerAppeal', { params, at, body })).body)
      const ruling = { outcome: 'granted', ruledOn: day, reason: grounds }
      return system.ask('ruleOnAppeal', { params: { ...params, appealId: id }, at, ifMatch: 1, body: ruling })
    }
    expect((await grant(before, rollMoments.day, rollMoments.day.slice(0, 10))).status).toBe(200)
    expect((await pollNow(before)).status).toBe('cancelled')
    expect(await contestOf(before)).not.toHaveProperty('onlinePoll')
    expect((await grant(after, polling, polling.slice(0, 10))).status).toBe(200)
    expect((await pollNow(after)).status).not.toBe('cancelled')
    expect(await contestOf(after)).toMatchObject({ status: 'overturned', onlinePoll: { isCalledOff: false } })
    const reason = { reason: 'Het beroep tegen de lijst is gegrond.' }
    await system.onContest('cancelContest', after.electionId, ward, polling, reason)
    expect((await pollNow(after)).status).toBe('cancelled')
  })

  it('the online poll of a contest can be cancelled before it opens, so that all vote on paper, but not afterwards', async () => {
    const [before, after] = [await system.open(60), await system.open(4)]
    const callOff = ({ electionId }: Open, at: string) => system.onContest('callOffOnlinePoll', electionId, ward, at)
    expect(codeOf(await callOff(after, '2026-03-18T06:29:30Z'))).toBe('online-poll-open')
    expect(codeOf(await callOff(after, polling))).toBe('online-poll-open')
    expect((await callOff(before, rollMoments.day)).body).toMatchObject({ onlinePoll: { isCalledOff: true } })
    expect(codeOf(await callOff(before, rollMoments.day))).toBe('no-online-poll')
    expect(codeOf(await system.announce(before.electionId))).toBe('online-poll-announced')
    expect(codeOf(await system.permit(before, voter('v0')))).toBe('poll-cancelled')
    expect((await system.onPaper(before, 'v0')).status).toBe(204)
    await onPaper(before, distinct)
    expect((await propose(before)).body).toMatchObject({ status: 'proposed' })
  })

  it.each([
    ['its contest', 'cancelContest'],
    ['the whole election', 'cancelElection'],
  ] as const)(
    'the online poll of a contest stops accepting votes when %s is called off while the polls are open',
    async (_, name) => {
      const contest = await system.open(4)
      const { electionId } = contest
      expect((await system.vote(contest, 'v0', [contest.ids[0] ?? ''])).status).toBe(200)
      const body = { reason: 'Brand in de stembus van deze wijk.' }
      if (name === 'cancelContest') await system.onContest(name, electionId, ward, polling, body)
      else {
        const { headers } = await system.ask('getElection', { params: { electionId } })
        const ifMatch = Number(headers.etag?.replaceAll('"', ''))
        expect((await system.ask(name, { params: { electionId }, at: polling, ifMatch, body })).status).toBe(200)
      }
      expect((await pollNow(contest)).status).toBe('cancelled')
      await new Promise((resolve) => setTimeout(resolve, 60))
      expect(codeOf(await system.permit(contest, voter('v1')))).toBe('poll-cancelled')
      expect(codeOf(await propose(contest))).toMatch(/election-cancelled|result-not-possible/)
    },
  )

  it('the online poll of a contest blocks the result of its ward if its numbers do not add up; if it is void, nobody is elected', async () => {
    const contest = await system.open(4)
    const { electionId, poll } = contest
    expect((await system.vote(contest, 'v0', [contest.ids[0] ?? ''])).status).toBe(200)
    // Somebody deletes a mark, so there are more ballots than permits.
    const [mark] = await itemsUnder(system.table, `POLL#${poll.frozen.pollId}#ROLL`)
    await system.remove(mark)
    await onPaper(contest, [9, 8])
    expect(await close(system.voting, poll)).toBe('withheld')
    expect(codeOf(await propose(contest))).toBe('online-votes-withheld')
    await send(startVoidPoll(underRights('void-poll', system.environment)), voidPoll, {
      params: { pollId: poll.frozen.pollId },
      by: office,
      at: later,
      body: { reason: 'Er is met de aantekeningen geknoeid.', isToBeRepeated: true },
    })
    expect(codeOf(await propose(contest))).toBe('online-votes-void')
    const body = { reason: 'De digitale stemmen zijn verloren.' }
    const calledOff = await system.onContest('cancelContest', electionId, ward, later, body)
    expect(codeOf(calledOff)).toBe('votes-were-cast')
    const annulled = { ...body, orderedBy: 'municipal-council' }
    expect((await system.onContest('annulContest', electionId, ward, later, annulled)).status).toBe(200)
    expect(await contestOf(contest)).toMatchObject({ status: 'cancelled', annulledBy: 'municipal-council' })
  })
})
