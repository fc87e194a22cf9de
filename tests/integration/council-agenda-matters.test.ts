// What agenda items are about must exist in the ward of the council when they are put on the agenda, through the API.
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { start as startAgreements } from '../../functions/agreements/api.ts'
import { start as startInitiatives } from '../../functions/initiatives/api.ts'
import { draftAgreement } from '../../shared/agreements/agreement-operations.ts'
import { keepDelegated } from '../../shared/councils/delegation/delegated-decision.ts'
import { giveDelegation } from '../../shared/councils/delegation/delegation.ts'
import { keptDelegated, keptDelegations } from '../../shared/councils/delegation/store.ts'
import { meetingRulesOfRotterdam } from '../../shared/councils/rules/rules-of-rotterdam.ts'
import { Instant, LocalDate } from '../../shared/kernel/clock.ts'
import { DecisionId, DelegatedDecisionId, InitiativeId, WardCode } from '../../shared/kernel/ids.ts'
import { Cents } from '../../shared/kernel/money.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { draftBody } from '../support/builders/agreements/agreement-api.ts'
import { call, hour, item, startCouncil } from '../support/builders/council.ts'
import { initiativeCalls } from '../support/builders/initiatives/initiative-api.ts'
import { completeBody } from '../support/builders/initiatives/initiatives.ts'
import { codeOf } from '../support/builders/voting/voting.ts'
import { giveRole } from '../support/builders/ward-roles.ts'
import { tableEnvironment } from '../support/engine/engine.ts'
import { type Answered, send } from '../support/services/http-event.ts'

const [here, elsewhere] = ['pernis', 'oude-noorden'] as const
const now = Instant.parse('2026-06-01T09:00:00.000Z')
const kinds = ['agreement', 'initiative', 'revocation', 'delegated-decision', 'decision-list', 'election'] as const
type Kind = (typeof kinds)[number]
type Ids = { readonly [Each in Kind]: string }

const Made = z.object({ id: z.string() })
const madeId = ({ body }: Answered) => Made.parse(body).id

/** The field that names the thing, and the refusal of one that is not there. */
const named: { readonly [Each in Kind]: readonly [field: string, code: string] } = {
  agreement: ['agreementId', 'agreement-not-found'],
  initiative: ['initiativeId', 'initiative-not-found'],
  revocation: ['delegationId', 'delegation-not-found'],
  'delegated-decision': ['delegatedDecisionId', 'delegated-decision-not-found'],
  'decision-list': ['meetingId', 'meeting-not-found'],
  election: ['nominated/0', 'member-not-found'],
}
const period = { from: '2026-07-01', until: '2027-07-01' }
const about = (kind: Kind, id: string): object => {
  if (kind === 'election') return { kind, role: 'chair', period, nominated: [id] }
  return { kind, [named[kind][0]]: id, ...(kind === 'initiative' ? { proposal: 'award' } : {}) }
}
const bench = item('Een bank in het park')

let council: Awaited<ReturnType<typeof startCouncil>>
let initiatives: ReturnType<typeof initiativeCalls>
let ours: Ids
let theirs: Ids

/** A draft that only its applicant can see, or the same handed in. */
const initiativeIn = async (ward: string, isHandedIn: boolean) => {
  const by = { sub: `resident-${ward}`, ward, birthDate: '1990-01-01' }
  const id = madeId(await initiatives.create({ ...completeBody, startsOn: '2026-09-01' }, { by, at: call }))
  if (isHandedIn)
    expect(await initiatives.step('submitInitiative', id, { by, ifMatch: 1, at: call })).toMatchObject({ status: 200 })
  return id
}

/** One thing of each kind in a ward. */
const thingsOf = async (wardCode: WardCode): Promise<Ids> => {
  const { table } = council
  const by = { sub: `all-${wardCode}` }
  for (const role of ['chair', 'coordinator'] as const) await giveRole(table, by.sub, role, { ward: wardCode })
  const body = { ...draftBody, wardCode, from: '2027-01-01', until: '2031-01-01' }
  const text = [{ key: 'visie', kind: 'vision', title: 'Onze wijk', text: 'Groen en veilig.' }]
  const drafted = await send(startAgreements(tableEnvironment(council)), draftAgreement, {
    ...{ at: call, by, body: { ...body, text } },
  })
  const delegation = { id: DecisionId.parse(randomUUID()), wardCode, upToCents: Cents.parse(50_000) }
  const given = giveDelegation({ ...delegation, until: LocalDate.parse('2027-01-01') }, now)
  const initiativeId = await initiativeIn(wardCode, true)
  const id = DelegatedDecisionId.parse(randomUUID())
  const { id: delegationId } = delegation
  const origin = { id, wardCode, delegationId, initiativeId: InitiativeId.parse(initiativeId), title: 'Tuin' }
  const decided = keepDelegated({ ...origin, outcome: 'decline' }, meetingRulesOfRotterdam[0], now)
  if (given.refused || decided.refused) throw new Error('The builder was refused')
  await save(table, now, changeOf(keptDelegations, given), changeOf(keptDelegated, decided))
  const mandate = { from: '2022-04-20', until: '2030-04-10' }
  const installed = await council.ask('installMember', {
    by: { sub: 'office', roles: ['election-office'] },
    params: { wardCode },
    body: { residentId: `member-of-${wardCode}`, name: 'Iemand', mandate },
  })
  return {
    agreement: madeId(drafted),
    initiative: initiativeId,
    revocation: delegationId,
    'delegated-decision': id,
    'decision-list': madeId(
      await council.ask('conveneMeeting', {
        ...{ at: call, by },
        body: { wardCode, kind: 'formal', startsAt: hour, place: 'Wijkhub', agenda: [bench] },
      }),
    ),
    election: madeId(installed),
  }
}

beforeAll(async () => {
  council = await startCouncil(here, 5)
  initiatives = initiativeCalls(startInitiatives(tableEnvironment(council)), council.table)
  ours = await thingsOf(WardCode.parse(here))
  theirs = await thingsOf(WardCode.parse(elsewhere))
})

/** The three ways in which an item gets on an agenda, each behind one item that is about nothing. */
const ways = {
  'when a meeting is called': ['agenda', (items: readonly object[]) => council.convene(items)],
  'when something is put on an agenda': [
    'items',
    async (items: readonly object[]) =>
      council.step('addAgendaItems', await council.convened([bench]), { at: call, body: { items } }),
  ],
  'when a meeting is called again': [
    'agenda',
    async (agenda: readonly object[]) => {
      const missed = await council.convened([bench])
      await council.open(missed, [1])
      const body = { startsAt: '2026-06-12T18:00:00Z', place: 'Wijkhub', agenda }
      return council.ask('reconveneMeeting', { params: { meetingId: missed }, body })
    },
  ],
} as const
type Way = keyof typeof ways
const cases = Object.keys(ways).flatMap((way) => kinds.map((kind) => [kind, way] as const))
const put = (way: Way, kind: Kind, id: string) => ways[way][1]([bench, item('Een punt', { about: about(kind, id) })])
const isWay = (way: string): way is Way => way in ways

describe('what an agenda item is about', () => {
  it.each(cases)('what an agenda item is about (%s) must exist in the ward of the council %s', async (kind, way) => {
    if (!isWay(way)) throw new Error('This is no way')
    const [field, code] = named[kind]
    const errors = [{ in: 'body', pointer: `/${ways[way][0]}/1/about/${field}`, code }]
    for (const id of ['0193c3c6-7a00-7000-8000-0000000000aa', theirs[kind]])
      expect(await put(way, kind, id)).toMatchObject({ status: 404, body: { code, errors } })
    expect([200, 201]).toContain((await put(way, kind, ours[kind])).status)
  })

  it('what an agenda item is about may be a list that is still to be drawn up; until then it cannot be adopted', async () => {
    const about = { kind: 'decision-list', meetingId: ours['decision-list'] }
    const id = await council.opened([item('Besluitenlijst', { about })], [1, 2, 3, 4])
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 4])))).toBe('list-not-found')
  })

  it('what an agenda item is about may not be a draft of an initiative, which only its applicant can see', async () => {
    const draft = await initiativeIn(here, false)
    expect(codeOf(await council.convene([item('Tuin', { about: about('initiative', draft) })]))).toBe(
      'initiative-not-found',
    )
  })

  it('what an agenda item is about is named for every item that has the same fault', async () => {
    const unknown = randomUUID()
    const answered = await council.convene([
      item('Akkoord', { about: about('agreement', unknown) }),
      bench,
      item('Voorzitter', {
        about: { kind: 'election', role: 'chair', period, nominated: [ours.election, theirs.election] },
      }),
      item('Ander akkoord', { about: about('agreement', theirs.agreement) }),
    ])
    const { errors } = z.object({ errors: z.array(z.object({ pointer: z.string() })) }).parse(answered.body)
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/agenda/0/about/agreementId', '/agenda/3/about/agreementId'])
  })

  it('what an agenda item is about is not the reason if the meeting of the address does not exist', async () => {
    const items = [item('Besluitenlijst', { about: about('decision-list', ours['decision-list']) })]
    const answered = await council.ask('addAgendaItems', {
      params: { meetingId: randomUUID() },
      ifMatch: 1,
      body: { items },
    })
    expect(codeOf(answered)).toBe('meeting-not-found')
    expect(answered.body).not.toHaveProperty('errors')
  })

  it('what an agenda item is about is refused and nothing of the request is stored', async () => {
    const meetingId = await council.convened([bench])
    const before = await council.read(meetingId)
    const items = [item('Verkeer'), item('Akkoord', { about: about('agreement', randomUUID()) })]
    expect((await council.step('addAgendaItems', meetingId, { at: call, body: { items } })).status).toBe(404)
    expect(await council.read(meetingId)).toEqual(before)
  })
})
