// The agenda of a ward council, and who may speak, through the API.
import { beforeAll, describe, expect, it } from 'vitest'
import { call, item, startCouncil } from '../support/builders/council.ts'
import { codeOf } from '../support/builders/voting/voting.ts'

let council: Awaited<ReturnType<typeof startCouncil>>
beforeAll(async () => {
  council = await startCouncil()
})

const bench = [item('Een bank in het park')]

describe('speaking in a meeting', () => {
  const speak = (meetingId: string, sub: string, at: string, more: object = {}) =>
    council.ask('registerToSpeak', {
      at,
      by: { sub },
      params: { meetingId },
      body: { name: 'Bo de Vries', subject: 'De bank', itemNumber: 1, ...more },
    })

  it('speaking in a meeting can be registered until the deadline of the ward, and is shown only to those who run the meeting', async () => {
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

  it('speaking in a meeting cannot be registered for a cancelled meeting, and another speaker does not change that', async () => {
    const id = await council.convened(bench)
    await council.step('cancelMeeting', id, { at: call, body: { reason: 'De wijkhub is dicht.' } })
    expect(codeOf(await speak(id, 'bo', call))).toBe('speaking-closed')
  })
})

describe('an agenda', () => {
  it('an agenda can grow until the meeting opens, and its items keep their numbers', async () => {
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
