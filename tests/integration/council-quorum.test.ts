// A meeting of a ward council opens with a quorum, or is convened again, through the API.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { item, startCouncil } from '../support/builders/council.ts'
import { codeOf } from '../support/builders/voting/voting.ts'

let council: Awaited<ReturnType<typeof startCouncil>>
beforeAll(async () => {
  council = await startCouncil()
})

const initiativeId = '0193c3c6-7a00-7000-8000-0000000000aa'
const bench = [item('Een bank in het park')]

describe('a meeting that opens', () => {
  it('a meeting that opens has more than half of the sitting members; with fewer it is recorded as not opened', async () => {
    const few = await council.convened(bench)
    expect((await council.open(few, [1, 2, 3])).body).toMatchObject({ status: 'not-opened', present: 3 })
    expect(codeOf(await council.decide(few, council.byName([1, 2, 3])))).toBe('meeting-not-open')
    const enough = await council.convened(bench)
    expect((await council.open(enough, [1, 2, 3, 4])).body).toMatchObject({ status: 'opened', sitting: 7, present: 4 })
  })

  it('a meeting that opens lists nobody without a mandate as present, and does not open before its hour', async () => {
    const id = await council.convened(bench)
    const stranger = { body: { present: [initiativeId] } }
    expect(codeOf(await council.step('openMeeting', id, stranger))).toBe('present-without-mandate')
    expect(codeOf(await council.open(id, [1, 2, 3, 4], { at: '2026-06-10T17:59:59Z' }))).toBe('meeting-not-yet')
  })

  it('a meeting that opens is opened once if two officers open it at the same moment; the other gets a conflict', async () => {
    const id = await council.convened(bench)
    const both = await Promise.all([council.open(id, [1, 2, 3, 4]), council.open(id, [1, 2, 3, 4, 5])])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 412])
  })

  it('a meeting that opens shows presence and conflicts only to those who run the council', async () => {
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

describe('a meeting that is convened again', () => {
  const startsAt = '2026-06-12T18:00:00Z'
  const again = (id: string, more: object = {}, input: object = {}) =>
    council.ask('reconveneMeeting', {
      at: '2026-06-11T08:00:00Z',
      params: { meetingId: id },
      body: { startsAt, place: 'Wijkhub', agenda: [item('Nieuw')], ...more },
      ...input,
    })

  it('a meeting that is convened again decides its old items with two members, but not new ones', async () => {
    const missed = await council.convened(bench)
    await council.open(missed, [1, 2])
    expect(codeOf(await again(missed, { startsAt: '2026-06-12T07:59:59Z' }))).toBe('reconvened-too-soon')
    const { id } = z.object({ id: z.string() }).parse((await again(missed)).body)
    await council.open(id, [1, 2], { at: startsAt })
    expect((await council.decide(id, council.byName([1, 2]), 1, { at: startsAt })).status).toBe(200)
    expect(await council.decisionOn(id)).toMatchObject({ status: 'adopted' })
    expect(codeOf(await council.decide(id, council.byName([1, 2]), 2, { at: startsAt }))).toBe('too-few-took-part')
  })

  it('a meeting that is convened again is convened once by one of two officers, also when retried, and not instead of a meeting that was held', async () => {
    const missed = await council.convened(bench)
    await council.open(missed, [1])
    const idempotencyKey = '7b7b0c2e-51c8-4d7a-9b1e-0d6a1d2f3a4b'
    const first = await again(missed, {}, { idempotencyKey })
    expect((await again(missed, {}, { idempotencyKey })).body).toEqual(first.body)
    expect(codeOf(await again(missed))).toBe('reconvened-already')
    expect(codeOf(await again(await council.convened(bench)))).toBe('meeting-was-not-missed')
  })
})
