// The list of decisions of a meeting, through the API: created, put on the next formal agenda automatically, adopted, corrected.
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { hour, item, startCouncil } from '../support/builders/council.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { codeOf } from '../support/builders/voting/voting.ts'

const bench = item('Een bank in het park')
const later = '2026-07-08T18:00:00Z'
const onJuly8 = { more: { startsAt: later }, at: hour }
type Council = Awaited<ReturnType<typeof startCouncil>>

const titles = async (council: Council, meetingId: string) =>
  (await council.read(meetingId)).agenda.map(({ title }) => title)

/** A formal meeting, closed, which decided on a bench by name and appointed somebody by secret ballot. */
const held = async (council: Council, more: object = {}) => {
  const id = await council.opened(
    [bench, item('Een benoeming', { isAboutPersons: true }), item('Verkeer', { purpose: 'discussion' })],
    [1, 2, 3, 4, 5, 6, 7],
    more,
  )
  await council.decide(id, council.byName([1, 2, 3, 4, 5], [6, 7]))
  await council.decide(id, { how: 'secret', handedIn: 7, for: 6, against: 1, blank: 0, invalid: 0 }, 2)
  await council.step('closeMeeting', id)
  return id
}
const drawUp = (council: Council, meetingId: string, texts: readonly object[] = [], more: object = {}) =>
  council.ask('drawUpDecisionList', { params: { meetingId }, body: { texts }, ...more })
const listOf = (council: Council, meetingId: string) => council.ask('getDecisionList', { params: { meetingId } })
const correct = (council: Council, meetingId: string, ifMatch: number, body: object) =>
  council.ask('correctDecisionList', {
    params: { meetingId },
    ifMatch,
    body: { reason: 'Een naam klopte niet.', ...body },
  })
const versionOf = (council: Council, meetingId: string, listVersion: number) =>
  council.ask('getDecisionListVersion', { params: { meetingId, listVersion: String(listVersion) } })
/** Adopts an item of the agenda in the next formal meeting. */
const adopt = async (council: Council, meetingId: string, itemNumber: number, at = later) => {
  await council.open(meetingId, [1, 2, 3, 4], { at })
  return council.decide(meetingId, { how: 'by-acclamation' }, itemNumber, { at })
}

describe('a list of decisions', () => {
  it('a list of decisions is drawn up after the meeting from its decisions, with names only for votes by name', async () => {
    const council = await startCouncil('ommoord')
    const open = await council.opened([bench], [1, 2, 3, 4])
    expect(codeOf(await drawUp(council, open))).toBe('meeting-not-closed')
    const id = await held(council)
    expect(codeOf(await listOf(council, id))).toBe('list-not-found')
    expect(codeOf(await drawUp(council, id, [{ itemNumber: 9, text: 'Er is geen punt 9.' }]))).toBe('item-not-found')
    const drawn = await drawUp(council, id, [{ itemNumber: 3, text: 'De wethouder komt in september.' }])
    expect(drawn).toMatchObject({
      status: 201,
      body: {
        status: 'drawn-up',
        listVersion: 1,
        items: [
          {
            title: 'Een bank in het park',
            vote: { outcome: 'adopted', how: 'by-name', figures: { for: 5, against: 2 } },
          },
          { title: 'Een benoeming', vote: { outcome: 'adopted', how: 'secret', figures: { for: 6, against: 1 } } },
          { title: 'Verkeer', text: 'De wethouder komt in september.' },
        ],
      },
    })
    const [byName, secret, talk] = z
      .object({ items: z.array(z.object({ vote: z.looseObject({}).optional() })) })
      .parse((await listOf(council, id)).body).items
    expect(byName?.vote?.votes).toContainEqual({ name: 'Lid 7', vote: 'against' })
    expect(secret?.vote).not.toHaveProperty('votes')
    expect(JSON.stringify(secret)).not.toMatch(/Lid \d/)
    expect(talk).not.toHaveProperty('vote')
  })

  it('a list of decisions is drawn up once: the same request returns it again, and another request must be a correction', async () => {
    const council = await startCouncil('hillesluis')
    const id = await held(council)
    const [first, again] = [await drawUp(council, id), await drawUp(council, id)]
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.body).toEqual(first.body)
    const other = await drawUp(council, id, [{ itemNumber: 1, text: 'Bij de vijver.' }])
    expect(codeOf(other)).toBe('list-drawn-up-already')
    expect(codeOf(await drawUp(council, id, [], { by: { sub: 'hillesluis-1' } }))).toBe('forbidden')
  })

  it('a list of decisions is put on the agenda of a formal meeting convened before or later, never of an informal one', async () => {
    const council = await startCouncil('vreewijk')
    const before = await council.convened([item('Groen')], onJuly8)
    const id = await held(council)
    await drawUp(council, id)
    expect(await titles(council, before)).toEqual(['Groen', 'Besluitenlijst van 10 juni 2026'])
    const after = await council.convened([item('Geluid')], { more: { startsAt: '2026-09-02T18:00:00Z' }, at: hour })
    expect(await titles(council, after)).toEqual(['Geluid', 'Besluitenlijst van 10 juni 2026'])
    const informal = await council.convened([item('Koffie')], { more: { startsAt: later, kind: 'informal' }, at: hour })
    expect(await titles(council, informal)).toEqual(['Koffie'])
    await adopt(council, before, 2)
    expect((await listOf(council, id)).body).toMatchObject({ status: 'adopted', adopted: { meetingId: before } })
    // It is on the agenda of September too, but it has been adopted already.
    const again = await adopt(council, after, 2, '2026-09-02T18:00:00Z')
    expect(again).toMatchObject({ status: 409, body: { code: 'list-adopted-already' } })
    const third = await council.convened([item('Licht')], { more: { startsAt: '2026-10-07T18:00:00Z' }, at: hour })
    expect(await titles(council, third)).toEqual(['Licht'])
  })

  it('a list of decisions that the meeting rejects is put on the next agenda again', async () => {
    const council = await startCouncil('bloemhof')
    const id = await held(council)
    await drawUp(council, id)
    const next = await council.convened([item('Groen')], onJuly8)
    await council.open(next, [1, 2, 3, 4], { at: later })
    await council.decide(next, council.byName([], [1, 2, 3, 4]), 2, { at: later })
    expect((await listOf(council, id)).body).toMatchObject({ status: 'drawn-up' })
    const after = await council.convened([item('Geluid')], { more: { startsAt: '2026-09-02T18:00:00Z' }, at: later })
    expect(await titles(council, after)).toEqual(['Geluid', 'Besluitenlijst van 10 juni 2026'])
  })

  it('a list of decisions of an informal meeting says that its decisions need ratification, even if that has happened since', async () => {
    const council = await startCouncil('tarwewijk')
    const informal = await council.opened([bench], [1, 2, 3, 4], { kind: 'informal' })
    await council.decide(informal, council.byName([1, 2, 3, 4]))
    await council.step('closeMeeting', informal)
    const formal = await council.convened([item('Groen')], onJuly8)
    await adopt(council, formal, 2)
    const drawn = await drawUp(council, informal)
    expect(drawn.body).toMatchObject({ items: [{ vote: { outcome: 'to-be-ratified' } }] })
    await council.step('closeMeeting', formal, { at: later })
    const ratified = await drawUp(council, formal, [], { at: later })
    expect(ratified.body).toMatchObject({ items: [{}, { isForRatification: true, vote: { outcome: 'adopted' } }] })
  })
})

describe('a correction of a list of decisions', () => {
  it('a correction of a list of decisions is a new version with a reason, and every version remains readable', async () => {
    const council = await startCouncil('feijenoord')
    const id = await held(council)
    await drawUp(council, id, [{ itemNumber: 3, text: 'Komt terug.' }])
    expect(codeOf(await correct(council, id, 1, {}))).toBe('list-unchanged')
    expect((await correct(council, id, 7, { texts: [{ itemNumber: 1, text: 'Bij de vijver.' }] })).status).toBe(412)
    const corrected = await correct(council, id, 1, { texts: [{ itemNumber: 1, text: 'Bij de vijver.' }] })
    expect(corrected).toMatchObject({
      status: 200,
      body: { listVersion: 2, status: 'drawn-up', because: 'Een naam klopte niet.' },
    })
    expect(corrected.body).toMatchObject({ items: [{ text: 'Bij de vijver.' }, {}, { text: 'Komt terug.' }] })
    const first = (await versionOf(council, id, 1)).body
    expect(first).toMatchObject({ listVersion: 1, items: [{}, {}, { text: 'Komt terug.' }] })
    expect(JSON.stringify(first)).not.toContain('vijver')
    expect(codeOf(await versionOf(council, id, 3))).toBe('list-version-not-found')
    const listed = await council.ask('listDecisionListVersions', { params: { meetingId: id } })
    expect(listed.body).toMatchObject({
      items: [{ listVersion: 1 }, { listVersion: 2, because: 'Een naam klopte niet.' }],
    })
  })

  it('a correction of a list of decisions shows the corrected name, and leaves the earlier version unchanged', async () => {
    const council = await startCouncil('kralingen')
    const id = await held(council)
    await drawUp(council, id)
    const office = { sub: 'office', roles: ['election-office'] } as const
    const params = { wardCode: 'kralingen', memberId: council.member(7) }
    await council.ask('correctMember', { by: office, params, ifMatch: 1, body: { name: 'Lid Zeven' } })
    expect(JSON.stringify((await correct(council, id, 1, {})).body)).toContain('Lid Zeven')
    expect(JSON.stringify((await versionOf(council, id, 1)).body)).not.toContain('Lid Zeven')
  })

  it('a correction of a list of decisions of an adopted list needs to be adopted again; the earlier version remains adopted', async () => {
    const council = await startCouncil('heijplaat')
    const id = await held(council)
    await drawUp(council, id)
    const next = await council.convened([item('Groen')], onJuly8)
    await adopt(council, next, 2)
    await correct(council, id, 2, {
      texts: [
        { itemNumber: 3, text: null },
        { itemNumber: 1, text: 'Bij de vijver.' },
      ],
    })
    const reopened = (await listOf(council, id)).body
    expect(reopened).toMatchObject({ status: 'corrected', listVersion: 2 })
    expect(reopened).not.toHaveProperty('adopted')
    expect((await versionOf(council, id, 1)).body).toMatchObject({ adopted: { meetingId: next } })
    const after = await council.convened([item('Geluid')], { more: { startsAt: '2026-09-02T18:00:00Z' }, at: later })
    expect(await titles(council, after)).toEqual(['Geluid', 'Besluitenlijst van 10 juni 2026'])
    await adopt(council, after, 2, '2026-09-02T18:00:00Z')
    expect((await listOf(council, id)).body).toMatchObject({
      status: 'adopted',
      listVersion: 2,
      adopted: { meetingId: after },
    })
  })

  it('a correction of a list of decisions publishes an event with the version but without the text', async () => {
    const council = await startCouncil('overschie')
    const id = await held(council)
    await drawUp(council, id)
    await correct(council, id, 1, { texts: [{ itemNumber: 1, text: 'Bij de vijver.' }] })
    const published = (await eventsIn(council.table))
      .map(({ detail }) => detail)
      .filter((each) => each.includes('decision-list'))
    const EventDetail = z.object({
      data: z.strictObject({
        wardCode: z.string(),
        meetingId: z.literal(id),
        status: z.string(),
        listVersion: z.int(),
      }),
    })
    expect(published.map((each) => EventDetail.parse(JSON.parse(each)).data.listVersion).toSorted()).toEqual([1, 2])
  })
})
