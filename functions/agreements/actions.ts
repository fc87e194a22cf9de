// Actions of an agreement: proposed, costed, accepted, reported on and judged; and their results in the city.
import * as operations from '../../shared/agreements/action-operations.ts'
import * as actions from '../../shared/agreements/actions/action.ts'
import { continuedIn, objectionToProposing, plannable } from '../../shared/agreements/actions/planning.ts'
import { sharesInCity } from '../../shared/agreements/actions/shares.ts'
import { objectionToVerdict, periodOfYear } from '../../shared/agreements/agreement/agreement.ts'
import { presentAction, presentShares } from '../../shared/agreements/present.ts'
import * as store from '../../shared/agreements/store.ts'
import { ActionId, type AgreementId } from '../../shared/kernel/ids.ts'
import { derivedId } from '../../shared/kernel/random.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { listWards } from '../../shared/wards/store.ts'
import { implement, reply } from '../runtime/http.ts'
import { change, createIn, listOf, read, together } from '../runtime/things.ts'
import { findDecision } from './decisions.ts'
import { verdictMark } from './reviews/marking.ts'
import { actionsIn, agreementsIn } from './subjects.ts'

export const readActions = (table: Table) => ({
  listActions: listOf(
    operations.listActions,
    agreementsIn(table),
    ({ thing, query: { year, ...page } }) => store.listActions(table, thing.id, year, page),
    presentAction,
  ),
  getAction: read(operations.getAction, actionsIn(table), presentAction),
  getAgreementShares: implement(operations.getAgreementShares, async ({ query: { year } }) => {
    const published = new Set<AgreementId>()
    for await (const agreement of store.listAllAgreements(table))
      if ('publishedAt' in agreement) published.add(agreement.id)
    const counted: { readonly [Key in 'status' | 'wardCode' | 'year']: actions.Action[Key] }[] = []
    for await (const action of store.listActionsOfYear(table, year))
      if (published.has(action.agreementId)) counted.push(action)
    return reply(200, presentShares(year, sharesInCity(counted, await listWards(table), year)))
  }),
})

export const planActions = (table: Table) => ({
  proposeAction: createIn(
    operations.proposeAction,
    () => agreementsIn(table),
    actionsIn(table),
    async ({ thing, body, createdId, requestDigest }) => {
      const ofYear = (await store.getActions(table, thing.id)).filter(({ year }) => year === body.year)
      const objection = objectionToProposing(thing, ofYear.length)
      if (objection !== undefined) return objection
      const { id: agreementId, wardCode } = thing
      const proposal = { ...body, id: ActionId.parse(createdId), agreementId, wardCode, requestDigest }
      const proposed = actions.proposeAction(proposal, periodOfYear(thing, body.year))
      return proposed.refused ? proposed : together(proposed, store.agreementIsStill(thing, plannable))
    },
    { present: presentAction, location: ({ agreementId, id }) => `/agreements/${agreementId}/actions/${id}` },
  ),
  costAction: change(
    operations.costAction,
    actionsIn(table),
    ({ thing, body }) => actions.costAction(thing, body),
    presentAction,
  ),
  agreeAction: change(
    operations.agreeAction,
    actionsIn(table),
    ({ thing }) => actions.agreeAction(thing),
    presentAction,
  ),
  setActionAside: change(
    operations.setActionAside,
    actionsIn(table),
    ({ thing, body }) => actions.setAside(thing, body.reason),
    presentAction,
  ),
})

export const judgeActions = (table: Table) => ({
  judgeAction: change(
    operations.judgeAction,
    actionsIn(table),
    async ({ thing, body, now }) => {
      const decided = await findDecision(table, body.decisionId)
      if (decided.refused) return decided
      const agreement = await store.getAgreement(table, thing.agreementId)
      if (agreement === undefined) return refuse('agreement-not-found')
      const objection = objectionToVerdict(agreement, decided.decision)
      if (objection !== undefined) return objection
      const { reason, decisionId } = body
      const marks = await verdictMark(table, thing)
      if (body.verdict !== 'carried-over') {
        const judged = actions.judgeAction(thing, { verdict: body.verdict, reason, decisionId, at: now })
        return judged.refused ? judged : together(judged, ...marks)
      }
      const { agreementId: elsewhere = thing.agreementId } = body
      const continued = continuedIn(
        thing,
        elsewhere === thing.agreementId ? agreement : await store.getAgreement(table, elsewhere),
      )
      if (continued.refused) return continued
      const { into } = continued
      const to = {
        id: ActionId.parse(derivedId('carried over', thing.id)),
        dueOn: body.dueOn,
        agreementId: into.id,
        period: periodOfYear(into, thing.year + 1),
      }
      const carried = actions.carryOver(thing, to, { verdict: 'carried-over', reason, decisionId, at: now })
      if (carried.refused) return carried
      const next = changeOf(store.keptActions, carried.begun)
      return together(carried.ended, next, store.agreementIsStill(into, plannable), ...marks)
    },
    presentAction,
  ),
})
