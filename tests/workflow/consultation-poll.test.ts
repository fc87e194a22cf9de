// The poll of a consultation: from the question of the council to the published result.
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { start as startAnnounce } from '../../functions/agreements/announce-consultation-poll.ts'
import { start as startWards } from '../../functions/wards/api.ts'
import { announceConsultationPoll } from '../../shared/agreements/consultation-operations.ts'
import { PollId } from '../../shared/kernel/ids.ts'
import { getPoll } from '../../shared/voting/store.ts'
import { setRegisterFigure } from '../../shared/wards/register/operations.ts'
import { people, startAgreementApi, ward } from '../support/builders/agreements/agreement-api.ts'
import {
  blind,
  close,
  codeOf,
  requests,
  setClock,
  someBlindedMessage,
  startFunctions,
} from '../support/builders/voting/voting.ts'
import { type AwsStub, awsEnvironment, startAwsStub } from '../support/engine/aws-stub.ts'
import { underRights } from '../support/engine/guarded.ts'
import { type Persona, send } from '../support/services/http-event.ts'
import { reuseRsaKeys } from '../support/services/reused-rsa-keys.ts'

type World = Awaited<ReturnType<typeof startAgreementApi>>
let aws: AwsStub
let world: World
let functions: ReturnType<typeof startFunctions>
let announceHandler: ReturnType<typeof startAnnounce>
beforeAll(reuseRsaKeys)
beforeAll(async () => {
  aws = await startAwsStub()
  world = await startAgreementApi()
  const environment = { ...world.environment, ...awsEnvironment(aws) }
  functions = startFunctions(environment)
  announceHandler = startAnnounce(underRights('announce-consultation-poll', environment))
})
afterAll(async () => {
  vi.useRealTimers()
  await aws.stop()
})

const moments = {
  drafted: '2025-10-01T09:00:00Z',
  asked: '2025-10-02T09:00:00Z',
  opens: '2025-10-06T07:00:00Z',
  voting: '2025-10-08T12:00:00Z',
  closes: '2025-11-01T09:00:00Z',
} as const
const asked = {
  question: { nl: 'Wat heeft voorrang?', en: 'What comes first?' },
  answers: ['Een speeltuin', 'Meer bomen', 'Betere verlichting'],
  opensAt: moments.opens,
}
const Announced = z.object({ consultation: z.object({ poll: z.object({ pollId: PollId }) }) })
const office: Persona = { sub: 'office', roles: ['election-office'] }
const voterNamed = (sub: string, more: Partial<Persona> = {}): Persona => ({ ...people.resident, sub, ...more })

/** Records how many residents Pernis has. */
const recordResidents = async () => {
  const done = await send(startWards(world.environment), setRegisterFigure, {
    params: { wardCode: ward, date: '2025-09-01' },
    at: '2025-09-02T09:00:00Z',
    by: office,
    body: { residents: 4_800, source: 'Bevolkingsadministratie' },
    ifMatch: 0,
  })
  expect([200, 201], JSON.stringify(done.body)).toContain(done.status)
}
const consulted = async () => {
  world.setTime(moments.drafted)
  const of = await world.draft()
  world.setTime(moments.asked)
  await world.step('consultResidents', 'council', of, { closesAt: moments.closes })
  return of
}
type Of = Awaited<ReturnType<typeof consulted>>
const announce = async (of: Of, body: object = {}, at: string = moments.asked, by: Persona = people.council) => {
  const ifMatch = await world.versionOf('getAgreement', of)
  return send(announceHandler, announceConsultationPoll, { params: of, by, at, ifMatch, body: { ...asked, ...body } })
}
const pollOf = async (answered: Awaited<ReturnType<typeof announce>>) => {
  const poll = await getPoll(world.table, Announced.parse(answered.body).consultation.poll.pollId)
  if (poll === undefined) throw new Error('The poll was not found')
  return poll
}

describe('the poll of a consultation', () => {
  it('the poll of a consultation is refused before the number of residents is known', async () => {
    expect(codeOf(await announce(await consulted()))).toBe('ward-without-register-figure')
    await recordResidents()
  })

  it('the poll of a consultation is voted on by residents, counted when the consultation is over, and published', async () => {
    const answered = await announce(await consulted())
    expect(answered.status, JSON.stringify(answered.body)).toBe(200)
    const poll = await pollOf(answered)
    expect(poll.frozen).toMatchObject({
      closesAt: '2025-11-01T09:00:00.000Z',
      electorate: { minimumAge: 12, size: 4_800 },
    })
    setClock(moments.voting)
    const at = { at: moments.voting }
    const voting = requests({ functions })
    const [, trees] = poll.frozen.options
    for (const number of Array.from({ length: 12 }).keys()) {
      const { blindedMessage, unblind } = await blind(poll)
      const permit = await unblind(await voting.permit(poll, blindedMessage, voterNamed(`voter-${number}`), at))
      const choice = number < 8 ? [trees?.id ?? ''] : []
      expect((await voting.cast(poll, permit, choice, at)).status).toBe(200)
    }
    const blindedMessage = someBlindedMessage()
    const stranger = voterNamed('stranger', { ward: 'heijplaat' })
    expect((await voting.permit(poll, blindedMessage, stranger, at)).status).toBe(403)
    const child = voterNamed('child', { birthDate: '2013-11-02' })
    expect((await voting.permit(poll, blindedMessage, child, at)).status).toBe(403)

    expect(await close({ functions }, poll)).toBe('published')
    const result = JSON.stringify((await voting.result(poll)).body)
    expect(result).toContain(`"votes":8`)
  })

  it.each([
    ['a second one', 'consultation-has-poll', {}, moments.asked],
    [
      'one that opens after the consultation',
      'poll-outside-consultation',
      { opensAt: '2025-11-02T09:00:00Z' },
      moments.asked,
    ],
    ['one that opens in the past', 'poll-outside-consultation', {}, moments.voting],
    ['one after the consultation', 'consultation-over', { opensAt: '2025-12-01T09:00:00Z' }, '2025-11-02T09:00:00Z'],
    ['one with two equal answers', 'invalid-request', { answers: ['Groen', 'groen'] }, moments.asked],
  ] as const)('the poll of a consultation refuses %s: %s', async (name, code, change, at) => {
    const of = await consulted()
    if (name === 'a second one') await announce(of)
    expect(codeOf(await announce(of, change, at))).toBe(code)
  })

  it('the poll of a consultation is announced by the council only, and only while residents comment', async () => {
    const of = await consulted()
    expect((await announce(of, {}, moments.asked, people.resident)).status).toBe(403)
    world.setTime(moments.drafted)
    expect(codeOf(await announce(await world.draft()))).toBe('not-in-consultation')
  })

  it('the poll of a consultation ends uncounted when the agreement is withdrawn', async () => {
    const of = await consulted()
    const poll = await pollOf(await announce(of))
    world.setTime(moments.voting)
    const withdrawn = await world.step('withdrawAgreement', 'council', of, { reason: 'Wij beginnen opnieuw.' })
    expect(withdrawn.status).toBe(200)
    expect((await getPoll(world.table, poll.frozen.pollId))?.status).toBe('cancelled')
  })
})
