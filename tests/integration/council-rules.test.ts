// The rules by which a ward council meets, through the API: the city's, or the ward's own from a certain day.
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { meetingRulesOfRotterdam } from '../../shared/councils/rules/rules-of-rotterdam.ts'
import { hour, item, startCouncil } from '../support/builders/council.ts'
import { codeOf } from '../support/builders/voting/voting.ts'
import type { HttpInput } from '../support/services/http-event.ts'

const [city] = meetingRulesOfRotterdam
const officer = { sub: 'rules', roles: ['rules-officer'] } as const
const bench = [item('Een bank in het park')]
const july = '2026-07-08T18:00:00Z'
let council: Awaited<ReturnType<typeof startCouncil>>
beforeAll(async () => {
  council = await startCouncil('bloemhof')
})

const publish = (more: object, input: HttpInput = {}) =>
  council.ask('publishMeetingRules', {
    by: officer,
    params: { wardCode: council.ward },
    body: { ...city, name: 'Reglement van orde', validFrom: '2026-07-01', ...more },
    ...input,
  })
const withdraw = (validFrom: string, input: HttpInput = {}) =>
  council.ask('withdrawMeetingRules', { by: officer, params: { wardCode: council.ward, validFrom }, ...input })
const rulesOn = async (on?: string) => {
  const query = on === undefined ? {} : { query: { on } }
  const { body } = await council.ask('getMeetingRules', { params: { wardCode: council.ward }, ...query })
  return z.object({ rules: z.looseObject({}) }).parse(body).rules
}

describe('meeting rules', () => {
  it('meeting rules are those of the city until the day from which the ward has its own', async () => {
    expect(await rulesOn()).toMatchObject({ name: city.name, validFrom: city.validFrom, assumed: [...city.assumed] })
    expect((await publish({ speaking: { daysBefore: 1, time: '16:00' } })).status).toBe(201)
    expect(await rulesOn('2026-06-30')).toMatchObject({ name: city.name })
    expect(await rulesOn('2026-07-01')).toMatchObject({ name: 'Reglement van orde', speaking: { daysBefore: 1 } })
    const elsewhere = await council.ask('getMeetingRules', {
      params: { wardCode: 'pernis' },
      query: { on: '2026-07-01' },
    })
    expect(elsewhere.body).toMatchObject({ rules: { name: city.name } })
    expect(codeOf(await council.ask('getMeetingRules', { params: { wardCode: 'nergens' } }))).toBe('ward-not-found')
  })

  it('meeting rules set the deadline for speakers by ward and day, and close registration on time', async () => {
    const id = await council.convened(bench, { more: { startsAt: july }, at: hour })
    const shown = (await council.ask('getMeeting', { params: { meetingId: id } })).body
    expect(shown).toMatchObject({
      speakersRegisterBy: '2026-07-07T14:00:00.000Z',
      rules: { name: 'Reglement van orde' },
    })
    const body = { name: 'Bo de Vries', subject: 'De bank' }
    const speak = (at: string) =>
      council.ask('registerToSpeak', { at, by: { sub: 'bo' }, params: { meetingId: id }, body })
    expect((await speak('2026-07-07T13:59:59.999Z')).status).toBe(200)
    expect(codeOf(await speak('2026-07-07T14:00:00Z'))).toBe('speaking-too-late')
  })

  it('meeting rules are pinned when a meeting is convened, so later rules do not change it', async () => {
    const september = { more: { startsAt: '2026-09-02T18:00:00Z' }, at: hour }
    const before = await council.convened(bench, september)
    await publish({
      validFrom: '2026-09-01',
      abstaining: 'not-allowed',
      openingQuorum: { numerator: 2, denominator: 3 },
    })
    const after = await council.convened(bench, september)
    const at = '2026-09-02T18:00:00Z'
    expect((await council.open(after, [1, 2, 3, 4], { at })).body).toMatchObject({ status: 'not-opened' })
    expect((await council.open(before, [1, 2, 3, 4, 5], { at })).body).toMatchObject({ status: 'opened' })
    expect((await council.decide(before, council.byName([1, 2, 3, 4], [], [5]), 1, { at })).status).toBe(200)
    const again = z.object({ id: z.string() }).parse(
      (
        await council.ask('reconveneMeeting', {
          at,
          params: { meetingId: after },
          body: { startsAt: '2026-09-04T18:00:00Z', place: 'Wijkhub' },
        })
      ).body,
    ).id
    const later = { at: '2026-09-04T18:00:00Z' }
    await council.open(again, [1, 2], later)
    expect(codeOf(await council.decide(again, council.byName([1], [], [2]), 1, later))).toBe('abstaining-not-allowed')
  })

  it('meeting rules allow ties without a lot, and elections by name, if a ward decides so', async () => {
    await publish({ validFrom: '2026-10-01', persons: { ballots: 1, isSecret: false, tie: 'nobody-elected' } })
    const at = '2026-10-07T18:00:00Z'
    const period = { from: '2026-11-01', until: '2027-11-01' }
    const nominated = [council.member(1), council.member(2)]
    const election = item('Voorzitter', { about: { kind: 'election', role: 'chair', period, nominated } })
    const id = await council.convened([election, item('Benoeming', { isAboutPersons: true })], {
      more: { startsAt: at },
      at: hour,
    })
    await council.open(id, [1, 2, 3, 4, 5, 6], { at })
    const votes = { [council.member(1)]: 3, [council.member(2)]: 3 }
    const ballot = { handedIn: 6, votes, against: 0, blank: 0, invalid: 0 }
    await council.step('chooseMember', id, { at, params: { itemNumber: '1' }, body: { move: 'ballot', ballot } })
    expect((await council.read(id)).agenda[0]?.election).toMatchObject({ stands: 'not-elected' })
    expect((await council.decide(id, council.byName([1, 2, 3, 4]), 2, { at })).status).toBe(200)
  })

  it('meeting rules are published by a rules officer, once for a day and not for the past, and can be withdrawn before they apply', async () => {
    expect(codeOf(await publish({}, { by: council.by }))).toBe('forbidden')
    expect(codeOf(await publish({ validFrom: '2026-06-09' }))).toBe('rules-in-the-past')
    expect(codeOf(await publish({ validFrom: '2026-07-01' }))).toBe('rules-already-published')
    expect((await publish({ openingQuorum: { numerator: 3, denominator: 2 } })).body).toMatchObject({
      status: 400,
      errors: [{ pointer: '/openingQuorum/numerator' }],
    })
    const idempotencyKey = '5b7b0c2e-51c8-4d7a-9b1e-0d6a1d2f3a4c'
    const first = await publish({ validFrom: '2027-01-01' }, { idempotencyKey })
    const again = await publish({ validFrom: '2027-01-01' }, { idempotencyKey })
    expect([first.status, again.status]).toEqual([201, 201])
    expect(codeOf(await publish({ validFrom: '2027-01-01', name: 'Anders' }, { idempotencyKey }))).toBe(
      'idempotency-key-reused',
    )
    expect((await withdraw('2027-01-01')).status).toBe(204)
    expect(codeOf(await withdraw('2027-01-01'))).toBe('rules-not-published')
    expect(codeOf(await publish({ validFrom: '2027-01-01' }, { idempotencyKey }))).toBe('rules-withdrawn')
    expect(codeOf(await withdraw('2026-07-01', { at: '2026-07-01T00:00:00+02:00' }))).toBe('rules-in-force')
    expect((await publish({ validFrom: '2027-01-01' })).status).toBe(201)
  })
})
