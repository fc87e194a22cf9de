// What a ward council decides, through the API: quorum, votes, conflicts, elections, ratification, two officers at once.
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { call, hour, item, startCouncil } from '../support/builders/council.ts'
import { eventsIn } from '../support/builders/initiatives.ts'
import { codeOf } from '../support/builders/voting.ts'
import { giveRole } from '../support/builders/ward-roles.ts'

type Council = Awaited<ReturnType<typeof startCouncil>>
let council: Council
beforeAll(async () => {
  council = await startCouncil()
})

const initiativeId = '0193c3c6-7a00-7000-8000-0000000000aa'
const bench = [item('Een bank in het park')]

describe('a meeting that opens', () => {
  it('has more than half of the sitting members; with fewer it is recorded as not opened', async () => {
    const few = await council.convened(bench)
    expect((await council.open(few, [1, 2, 3])).body).toMatchObject({ status: 'not-opened', present: 3 })
    expect(codeOf(await council.decide(few, council.byName([1, 2, 3])))).toBe('meeting-not-open')
    const enough = await council.convened(bench)
    expect((await council.open(enough, [1, 2, 3, 4])).body).toMatchObject({ status: 'opened', sitting: 7, present: 4 })
  })

  it('has nobody without a mandate on its list, and not before its hour', async () => {
    const id = await council.convened(bench)
    const stranger = { body: { present: [initiativeId] } }
    expect(codeOf(await council.step('openMeeting', id, stranger))).toBe('present-without-mandate')
    expect(codeOf(await council.open(id, [1, 2, 3, 4], { at: '2026-06-10T17:59:59Z' }))).toBe('meeting-not-yet')
  })

  it('is opened once when two officers do so at the same moment; the other is told', async () => {
    const id = await council.convened(bench)
    const both = await Promise.all([council.open(id, [1, 2, 3, 4]), council.open(id, [1, 2, 3, 4, 5])])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
  })

  it('shows neither presence nor conflicts to everyone, and both to who runs the council', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4, 5])
    const body = { memberId: council.member(5), itemNumber: 1 }
    expect((await council.step('declareConflict', id, { body })).status).toBe(204)
    const shown = await council.ask('getMeeting', { params: { meetingId: id } })
    expect(JSON.stringify(shown.body)).not.toContain(council.member(5))
    const file = await council.ask('getMeetingFile', { params: { meetingId: id } })
    expect(file.body).toMatchObject({
      conflicts: [body],
      presence: [1, 2, 3, 4, 5].map(() => ({ from: '2026-06-10T18:00:00.000Z' })),
    })
  })
})

describe('a meeting that is called again', () => {
  const startsAt = '2026-06-12T18:00:00Z'
  const again = (id: string, more: object = {}, input: object = {}) =>
    council.ask('reconveneMeeting', {
      at: '2026-06-11T08:00:00Z',
      params: { meetingId: id },
      body: { startsAt, place: 'Wijkhub', agenda: [item('Nieuw')], ...more },
      ...input,
    })

  it('decides its old items with two members, and a new one not', async () => {
    const missed = await council.convened(bench)
    await council.open(missed, [1, 2])
    expect(codeOf(await again(missed, { startsAt: '2026-06-12T07:59:59Z' }))).toBe('reconvened-too-soon')
    const { id } = z.object({ id: z.string() }).parse((await again(missed)).body)
    await council.open(id, [1, 2], { at: startsAt })
    expect((await council.decide(id, council.byName([1, 2]), 1, { at: startsAt })).status).toBe(200)
    expect(await council.decisionOn(id)).toMatchObject({ status: 'adopted' })
    expect(codeOf(await council.decide(id, council.byName([1, 2]), 2, { at: startsAt }))).toBe('too-few-took-part')
  })

  it('is called once, by one of two officers; a retry is the same call; not in the place of one that was held', async () => {
    const missed = await council.convened(bench)
    await council.open(missed, [1])
    const idempotencyKey = '7b7b0c2e-51c8-4d7a-9b1e-0d6a1d2f3a4b'
    const first = await again(missed, {}, { idempotencyKey })
    expect((await again(missed, {}, { idempotencyKey })).body).toEqual(first.body)
    expect(codeOf(await again(missed))).toBe('reconvened-already')
    expect(codeOf(await again(await council.convened(bench)))).toBe('meeting-was-not-missed')
  })
})

describe('a vote by name', () => {
  it('is adopted by the majority of votes cast, and everyone reads who voted what', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4, 5, 6, 7])
    await council.decide(id, council.byName([1, 2, 3], [4, 5], [6, 7]))
    const decision = await council.decisionOn(id)
    expect(decision).toMatchObject({ status: 'adopted', votings: [{ figures: { for: 3, against: 2, abstained: 2 } }] })
    expect(decision.votings[0]?.votes?.slice(0, 1)).toEqual([expect.objectContaining({ name: 'Lid 1', vote: 'for' })])
  })

  it('has a quorum of its own: four abstain, or one has left', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4, 5, 6, 7])
    expect(codeOf(await council.decide(id, council.byName([1, 2], [3], [4, 5, 6, 7])))).toBe('too-few-took-part')
    const four = await council.opened(bench, [1, 2, 3, 4])
    await council.step('notePresence', four, { body: { memberId: council.member(4), isPresent: false } })
    expect(codeOf(await council.decide(four, council.byName([1, 2, 3])))).toBe('too-few-took-part')
    expect(codeOf(await council.decide(four, council.byName([1, 2, 3, 4])))).toBe('vote-without-presence')
  })

  it('counts nobody without a mandate, nobody twice, and nobody who declared a conflict', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4, 5, 6, 7])
    const stranger = { how: 'by-name', votes: [{ memberId: initiativeId, vote: 'for' }] }
    expect(codeOf(await council.decide(id, stranger))).toBe('vote-without-mandate')
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 3])))).toBe('votes-twice')
    await council.step('declareConflict', id, { body: { memberId: council.member(7), itemNumber: 1 } })
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 4, 5, 6, 7])))).toBe('vote-barred')
    await council.decide(id, council.byName([1, 2, 3], [4, 5, 6]))
    expect(await council.decisionOn(id)).toMatchObject({ status: 'rejected', votings: [{ because: 'tie' }] })
  })

  it('is recorded once: of two officers one wins, and nobody votes again until it suits', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4, 5])
    const both = await Promise.all([
      council.decide(id, council.byName([1, 2, 3, 4, 5])),
      council.decide(id, council.byName([], [1, 2, 3, 4, 5])),
    ])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 4, 5])))).toBe('decided-already')
  })

  it('of a member who joined the council after the term of another is counted by the day of the meeting', async () => {
    const other = await startCouncil('ommoord', 5)
    const office = { sub: 'office', roles: ['election-office'] } as const
    const params = { wardCode: 'ommoord', memberId: other.member(5) }
    const body = { on: '2026-06-10', because: 'resigned' }
    expect((await other.ask('endMembership', { by: office, params, ifMatch: 1, body })).status).toBe(200)
    const id = await other.convened(bench)
    expect(codeOf(await other.open(id, [1, 2, 5]))).toBe('present-without-mandate')
    expect((await other.open(id, [1, 2, 3])).body).toMatchObject({ status: 'opened', sitting: 4 })
  })
})

describe('a vote that ties', () => {
  it('with members absent is on the agenda of the next formal meeting by itself, and rejected when it ties again', async () => {
    const other = await startCouncil('nesselande')
    const next = await other.convened([item('Groen')], { more: { startsAt: '2026-07-08T18:00:00Z' } })
    const id = await other.opened(bench, [1, 2, 3, 4, 5])
    await other.step('declareConflict', id, { body: { memberId: other.member(5), itemNumber: 1 } })
    await other.decide(id, other.byName([1, 2], [3, 4]))
    expect(await other.decisionOn(id)).toMatchObject({ status: 'put-off' })
    const { agenda } = await other.read(next)
    expect(agenda.map(({ title }) => title)).toEqual(['Groen', 'Een bank in het park'])
    const later = { at: '2026-07-08T18:00:00Z' }
    await other.open(next, [1, 2, 3, 4, 5, 6], later)
    await other.decide(next, other.byName([1, 2, 3], [4, 5, 6]), 2, later)
    expect(await other.decisionOn(next, 2)).toMatchObject({ status: 'rejected', votings: [{}, { because: 'tie' }] })
  })
})

describe('a decision outside a formal meeting', () => {
  it('adopts nothing, comes on the agenda of the next formal meeting by itself, and is ratified there', async () => {
    const other = await startCouncil('zevenkamp')
    const id = await other.opened(bench, [1, 2, 3, 4], { kind: 'informal' })
    await other.decide(id, other.byName([1, 2, 3, 4]))
    expect(await other.decisionOn(id)).toMatchObject({ status: 'awaiting-ratification', isTakenOutside: true })
    const waiting = await other.ask('listDecisions', { query: { wardCode: 'zevenkamp', which: 'waiting' } })
    expect(z.object({ items: z.array(z.unknown()) }).parse(waiting.body).items).toHaveLength(1)
    const formal = await other.convened([item('Groen')])
    const { agenda } = await other.read(formal)
    expect(agenda.map(({ title }) => title)).toEqual(['Groen', 'Een bank in het park'])
    await other.open(formal, [1, 2, 3, 4])
    await other.decide(formal, { how: 'by-acclamation' }, 2)
    const ratified = await other.decisionOn(formal, 2)
    expect(ratified).toMatchObject({ status: 'adopted', isTakenOutside: true })
    expect(ratified.votings).toHaveLength(2)
    const left = await other.ask('listDecisions', { query: { wardCode: 'zevenkamp', which: 'waiting' } })
    expect(left.body).toMatchObject({ items: [] })
  })

  it('comes on the agenda when a formal meeting opens that was called before', async () => {
    const other = await startCouncil('oosterflank')
    const formal = await other.convened([item('Groen')])
    const informal = await other.opened(bench, [1, 2, 3, 4], { kind: 'consultation', startsAt: '2026-06-09T18:00:00Z' })
    await other.decide(informal, other.byName([1, 2, 3, 4]), 1, { at: '2026-06-09T19:00:00Z' })
    await other.open(formal, [1, 2, 3, 4])
    expect((await other.read(formal)).agenda.map(({ title }) => title)).toEqual(['Groen', 'Een bank in het park'])
  })
})

describe('a secret vote', () => {
  const persons = [item('Een benoeming', { isAboutPersons: true })]
  const papers = (more: object) => ({ how: 'secret', handedIn: 7, for: 7, against: 0, blank: 0, invalid: 0, ...more })

  it('is held on persons, and shows counts only', async () => {
    const id = await council.opened(persons, [1, 2, 3, 4, 5, 6, 7])
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 4])))).toBe('vote-must-be-secret')
    await council.decide(id, papers({ for: 5, against: 2 }))
    const decision = await council.decisionOn(id)
    expect(decision.votings).toMatchObject([{ how: 'secret', figures: { for: 5, against: 2 } }])
    expect(decision.votings[0]).not.toHaveProperty('votes')
  })

  it('is refused where the announced parts are not all papers, or there are more than may vote', async () => {
    const id = await council.opened(persons, [1, 2, 3, 4, 5, 6, 7])
    expect(await council.decide(id, papers({ for: 5 }))).toMatchObject({
      status: 409,
      body: { code: 'ballots-unaccounted', facts: { handedIn: 7, announced: 5, difference: 2 } },
    })
    expect(codeOf(await council.decide(id, papers({ handedIn: 8, for: 8 })))).toBe('more-ballots-than-members')
  })
})

describe('the election of a chair', () => {
  const period = { from: '2026-07-01', until: '2027-07-01' }
  const election = (...numbers: readonly number[]) =>
    item('Voorzitter', { about: { kind: 'election', role: 'chair', period, nominated: numbers.map(council.member) } })
  const ballot = (votes: { readonly [number: number]: number }, blank = 0) => ({
    move: 'ballot',
    ballot: {
      handedIn: Object.values(votes).reduce((sum, count) => sum + count, blank),
      votes: Object.fromEntries(
        Object.entries(votes).map(([number, count]) => [council.member(Number(number)), count]),
      ),
      ...{ against: 0, blank, invalid: 0 },
    },
  })

  it('goes through a second ballot and a lot, and gives the role from its first day', async () => {
    const id = await council.opened([election(1, 2)], [1, 2, 3, 4, 5, 6, 7])
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 4])))).toBe('persons-by-ballot')
    const lot = { move: 'lot', drawn: council.member(2), drawnBy: 'De coördinator' }
    expect(codeOf(await council.choose(id, lot))).toBe('lot-not-asked')
    await council.choose(id, ballot({ 1: 3, 2: 3 }, 1))
    expect((await council.read(id)).agenda[0]?.election).toMatchObject({ stands: 'ballot-needed' })
    await council.choose(id, ballot({ 1: 3, 2: 3 }, 1))
    expect((await council.read(id)).agenda[0]?.election).toMatchObject({ stands: 'lot-needed' })
    expect(codeOf(await council.choose(id, ballot({ 1: 4, 2: 3 })))).toBe('ballot-not-asked')
    await council.choose(id, lot)
    const decision = await council.decisionOn(id)
    expect(decision).toMatchObject({ status: 'adopted', votings: [{ because: 'lot', elected: council.member(2) }] })
    const mine = await council.ask('listMyWardRoles', { at: '2026-07-01T12:00:00Z', by: { sub: 'pernis-2' } })
    expect(JSON.stringify(mine.body)).toContain('"chair"')
    // The new chair runs the council from the first day on, and no sooner.
    const byChair = { by: { sub: 'pernis-2' } }
    expect(codeOf(await council.convene(bench, { ...byChair, at: '2026-06-30T12:00:00Z' }))).toBe('role-not-in-force')
    const later = { more: { startsAt: '2026-07-08T18:00:00Z' }, at: '2026-07-01T12:00:00Z' }
    expect((await council.convene(bench, { ...byChair, ...later })).status).toBe(201)
  })

  it('is refused before the first ballot where nobody could be chair then', async () => {
    const id = await council.opened([election(3)], [1, 2, 3, 4, 5, 6, 7])
    expect(codeOf(await council.choose(id, ballot({ 3: 7 })))).toBe('role-taken')
  })
})

describe('the recorded votes of ward councils', () => {
  const rows = readFileSync('tests/data/councils/recorded_ward_council_votes.csv', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(
      (line) =>
        /^(?<date>[^,]*),(?<ward>[^,]*),(?<subject>"[^"]*"|[^,]*),(?<amount>[^,]*),(?<yes>\d+),(?<no>\d+),(?<result>[^,]*),/.exec(
          line,
        )?.groups ?? {},
    )
  const wards: { readonly [name: string]: readonly [string, number] } = {
    'Pendrecht-Zuidwijk': ['pendrecht-zuidwijk', 9],
    Kralingen: ['kralingen', 9],
    'Katendrecht-Wilhelminapier': ['katendrecht-wilhelminapier', 7],
    'Delfshaven-Schiemond': ['delfshaven-schiemond', 7],
  }

  it('are five', () => {
    expect(rows).toHaveLength(5)
  })

  it.each(rows)('$date, $ward: $subject, $yes for and $no against, $result', async (row) => {
    const { date = '', ward = '', subject = '', amount = '', result = '' } = row
    const [yes, no] = [Number(row.yes), Number(row.no)]
    const [code, seats] = wards[ward] ?? ['', 0]
    const recorded = await startCouncil(code, seats)
    const at = `${date}T18:30:00Z`
    const isElection = /elected/.test(result)
    const period = { from: date, until: `${Number(date.slice(0, 4)) + 1}${date.slice(4)}` }
    const about = isElection
      ? { kind: 'election', role: 'chair', period, nominated: [recorded.member(1)] }
      : {
          kind: 'initiative',
          initiativeId,
          proposal: 'award',
          ...(amount === '' ? {} : { amountCents: Number(amount) * 100 }),
        }
    const agenda = [item(subject.replaceAll('"', ''), { about, isAboutPersons: isElection })]
    const id = await recorded.convened(agenda, { at: `${date}T08:00:00Z`, more: { startsAt: at } })
    const present = Array.from({ length: yes + no }, (_, place) => place + 1)
    await recorded.open(id, present, { at })
    const counts = { handedIn: yes + no, votes: { [recorded.member(1)]: yes }, against: no, blank: 0, invalid: 0 }
    const vote = recorded.byName(present.slice(0, yes), present.slice(yes))
    const answered = isElection
      ? await recorded.choose(id, { move: 'ballot', ballot: counts })
      : await recorded.decide(id, vote, 1, { at })
    expect(answered.status).toBe(200)
    expect(await recorded.decisionOn(id)).toMatchObject({
      status: 'adopted',
      votings: [{ figures: { for: yes, against: no }, because: 'majority' }],
    })
  })
})

describe('speaking in a meeting', () => {
  const speak = (meetingId: string, sub: string, at: string, more: object = {}) =>
    council.ask('registerToSpeak', {
      at,
      by: { sub },
      params: { meetingId },
      body: { name: 'Bo de Vries', subject: 'De bank', itemNumber: 1, ...more },
    })

  it('is registered until the hour of the ward, and told to who runs the meeting only', async () => {
    const id = await council.convened(bench, { more: { speaking: { daysBefore: 1, time: '12:00' } } })
    expect((await speak(id, 'bo', '2026-06-09T09:59:59Z')).status).toBe(200)
    expect(await speak(id, 'cor', '2026-06-09T10:00:00Z')).toMatchObject({
      body: { code: 'speaking-too-late', facts: { deadline: '2026-06-09T10:00:00.000Z' } },
    })
    expect(codeOf(await speak(id, 'bo', call, { itemNumber: 9 }))).toBe('item-not-found')
    const listed = await council.ask('listSpeakers', { params: { meetingId: id } })
    expect(listed.body).toMatchObject({ items: [{ name: 'Bo de Vries', subject: 'De bank', itemNumber: 1 }] })
    expect(codeOf(await council.ask('listSpeakers', { by: { sub: 'bo' }, params: { meetingId: id } }))).toBe(
      'forbidden',
    )
    const withdraw = () => council.ask('withdrawSpeaking', { by: { sub: 'bo' }, params: { meetingId: id } })
    expect([(await withdraw()).status, (await withdraw()).status]).toEqual([204, 204])
    expect((await council.ask('listSpeakers', { params: { meetingId: id } })).body).toEqual({ items: [] })
  })

  it('is not registered for a meeting that was cancelled, and another speaker changes nothing of it', async () => {
    const id = await council.convened(bench)
    await council.step('cancelMeeting', id, { at: call, body: { reason: 'De wijkhub is dicht.' } })
    expect(codeOf(await speak(id, 'bo', call))).toBe('speaking-closed')
  })
})

describe('an agenda', () => {
  it('grows before the meeting opens and not after; the items that are there keep their numbers', async () => {
    const id = await council.convened(bench)
    const body = { items: [item('Verkeer', { purpose: 'discussion' })] }
    await council.step('addAgendaItems', id, { body })
    expect((await council.read(id)).agenda.map(({ number, title }) => [number, title]).slice(0, 2)).toEqual([
      [1, 'Een bank in het park'],
      [2, 'Verkeer'],
    ])
    await council.open(id, [1, 2, 3, 4])
    expect(codeOf(await council.step('addAgendaItems', id, { body }))).toBe('meeting-not-awaited')
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 4]), 2))).toBe('not-for-decision')
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 4]), 88))).toBe('item-not-found')
  })
})

describe('a conflict of interest', () => {
  it('is declared by the member for themselves, before the meeting too, and follows its item when it is called again', async () => {
    const id = await council.convened(bench)
    const by = { sub: 'pernis-6' }
    const body = { memberId: council.member(6), itemNumber: 1 }
    const others = { memberId: council.member(5), itemNumber: 1 }
    expect(codeOf(await council.step('declareConflict', id, { by, body: others }))).toBe('not-yourself')
    expect((await council.step('declareConflict', id, { by, body })).status).toBe(204)
    await council.open(id, [6])
    const again = await council.ask('reconveneMeeting', {
      params: { meetingId: id },
      body: { startsAt: '2026-06-12T18:00:00Z', place: 'Wijkhub' },
    })
    const next = z.object({ id: z.string() }).parse(again.body).id
    await council.open(next, [5, 6], { at: '2026-06-12T18:00:00Z' })
    expect(codeOf(await council.decide(next, council.byName([5, 6])))).toBe('vote-barred')
    expect((await council.decide(next, council.byName([5]))).status).toBe(200)
  })
})

describe('what the world is told', () => {
  it('of a decision holds no name and no account', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4])
    await council.decide(id, council.byName([1, 2, 3, 4]))
    await council.step('closeMeeting', id)
    expect(codeOf(await council.step('closeMeeting', id))).toBe('meeting-not-open')
    const told = (await eventsIn(council.table)).map(({ detail }) => detail).filter((detail) => detail.includes(id))
    expect(told.filter((detail) => detail.includes('decision-changed'))).toHaveLength(1)
    expect(told.join()).not.toMatch(/Lid \d|pernis-\d/)
  })

  it('is recorded by who holds the role in this ward: not by a member, nor by a coordinator of another', async () => {
    const id = await council.opened(bench, [1, 2, 3, 4], {})
    await giveRole(council.table, 'elsewhere', 'coordinator', { ward: 'overschie' })
    const vote = council.byName([1, 2, 3, 4])
    expect(codeOf(await council.decide(id, vote, 1, { by: { sub: 'pernis-1' } }))).toBe('forbidden')
    expect(codeOf(await council.decide(id, vote, 1, { by: { sub: 'elsewhere' } }))).toBe('not-your-ward')
    expect(codeOf(await council.decide(id, vote, 1, { at: '2100-01-01T12:00:00Z' }))).toBe('role-not-in-force')
    expect((await council.decide(id, vote, 1, { at: hour })).status).toBe(200)
  })
})
