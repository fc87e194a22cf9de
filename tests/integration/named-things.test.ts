// Things that are named in a body or a query and do not exist: each refusal points to its field, through the handlers. The fields
// of agendas are in council-agenda-matters.test.ts, and tests/contract/named-things.test.ts knows all fields.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { initiativesOperations } from '../../shared/initiatives/operations.ts'
import { part, startAgreementApi } from '../support/builders/agreements/agreement-api.ts'
import { item, startCouncil } from '../support/builders/council.ts'
import { moments, startElections } from '../support/builders/elections/election-api.ts'
import { personas, startInitiatives } from '../support/builders/initiatives/initiative-api.ts'

const unknown = '0193c3c6-7a00-7000-8000-0000000000ab'
/** What the answer is expected to contain. */
const missing = (code: string, ...pointers: readonly string[]) => ({
  status: 404,
  body: { code, errors: pointers.map((pointer) => ({ pointer, code })) },
})

afterEach(() => vi.useRealTimers())

describe('a refusal of a thing that does not exist', () => {
  it('a refusal of a thing that does not exist names the decision with which an initiative is decided', async () => {
    const system = await startInitiatives()
    const initiativeId = await system.admitted({ amountCents: 20_000 })
    for (const outcome of ['award', 'decline'])
      expect(
        await system.ask(initiativesOperations.decideInitiative, {
          ...{ by: personas.council, ifMatch: 3, params: { initiativeId } },
          body: { outcome, reason: 'Goed plan.', decisionId: unknown },
        }),
      ).toMatchObject(missing('decision-not-found', '/decisionId'))
  })

  it('a refusal of a thing that does not exist names the ward that takes no part, and the session that fixed no list', async () => {
    const system = await startElections()
    const [electionId, wardCode] = [await system.planned(), 'heijplaat']
    const nominationId = await system.nominated(electionId, wardCode, 'moved')
    await system.onContest('openSession', electionId, wardCode, moments.session, {})
    expect(
      await system.ask('moveNomination', {
        ...{ at: moments.session, ifMatch: 1, params: { electionId, wardCode, nominationId } },
        body: { wardCode: 'oude-noorden' },
      }),
    ).toMatchObject(missing('contest-not-found', '/wardCode'))
    const list = (query = {}) => system.ask('getCandidateList', { params: { electionId, wardCode }, query })
    expect(await list({ session: 4 })).toMatchObject(missing('list-not-found', '/session'))
    // Nothing was named, so there is nothing to point to.
    expect((await list()).body).not.toHaveProperty('errors')
  })

  it('a refusal of a thing that does not exist names the member and the item of a conflict, and every item of a note', async () => {
    const council = await startCouncil('ommoord', 3)
    const id = await council.opened([item('Een bank in het park')], [1, 2, 3])
    const declare = (body: object) => council.step('declareConflict', id, { body })
    expect(await declare({ memberId: unknown, itemNumber: 1 })).toMatchObject(missing('member-not-found', '/memberId'))
    expect(await declare({ memberId: council.member(1), itemNumber: 9 })).toMatchObject(
      missing('item-not-found', '/itemNumber'),
    )
    await council.step('closeMeeting', id)
    const texts = [9, 1, 8].map((itemNumber) => ({ itemNumber, text: 'De wethouder komt in september.' }))
    const both = missing('item-not-found', '/texts/0/itemNumber', '/texts/2/itemNumber')
    const params = { meetingId: id }
    expect(await council.ask('drawUpDecisionList', { params, body: { texts } })).toMatchObject(both)
    await council.ask('drawUpDecisionList', { params, body: { texts: [] } })
    const body = { reason: 'Een naam klopte niet.', texts }
    expect(await council.ask('correctDecisionList', { params, ifMatch: 1, body })).toMatchObject(both)
  })

  it('a refusal of a thing that does not exist names the version of a text that is not there, or both', async () => {
    const api = await startAgreementApi()
    const of = await api.draft()
    const compare = (from: number, to: number) =>
      api.call('compareAgreementTexts', undefined, { params: of, query: { from, to } })
    expect(await compare(1, 2)).toMatchObject(missing('text-not-found', '/to'))
    expect(await compare(2, 1)).toMatchObject(missing('text-not-found', '/from'))
    expect(await compare(2, 3)).toMatchObject(missing('text-not-found', '/from', '/to'))
  })

  it('a refusal of a thing that does not exist names the decision of a plan or a verdict, and where an action continues', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const api = await startAgreementApi()
    const { of, actions } = await api.published()
    const [action = { agreementId: '', actionId: '' }] = actions
    const plan = { year: 2027, because: 'Plan 2027', text: [part('a', 'b')], decisionId: unknown }
    const decision = missing('decision-not-found', '/decisionId')
    expect(await api.step('planYear', 'council', of, plan)).toMatchObject(decision)
    const judge = (body: object) => api.step('judgeAction', 'council', action, { reason: 'Gezien.', ...body })
    expect(await judge({ verdict: 'realised', decisionId: unknown })).toMatchObject(decision)
    const decisionId = await api.decision(of)
    expect(
      await judge({ verdict: 'carried-over', dueOn: '2027-03-01', agreementId: unknown, decisionId }),
    ).toMatchObject(missing('agreement-not-found', '/agreementId'))
  })
})
