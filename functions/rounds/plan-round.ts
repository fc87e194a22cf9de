// Preparing a round: create it, change it while it is in draft.
import { enveloped } from '../../events/envelope.ts'
import { dateInCity, type Instant } from '../../shared/kernel/clock.ts'
import { RoundId, type WardCode } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import * as operations from '../../shared/rounds/operations.ts'
import { presentRound } from '../../shared/rounds/present.ts'
import {
  changeRound as change,
  completePlan,
  createRound as create,
  type RoundPlan,
} from '../../shared/rounds/round.ts'
import { roundWrite, saveNewRound } from '../../shared/rounds/store.ts'
import type { Table } from '../../shared/table/table.ts'
import { transact } from '../../shared/table/write.ts'
import { getRulesOn } from '../../shared/wards/store.ts'
import { implement, reply } from '../runtime/http.ts'
import { findToManage } from './load.ts'

const rulesToday = (table: Table, wardCode: WardCode, now: Instant) => getRulesOn(table, wardCode, dateInCity(now))

export const createRound = (table: Table) =>
  implement(operations.createRound, async ({ body, caller, now, createdId, requestDigest }) => {
    const { wardCode } = caller
    if (wardCode === undefined) return refuse('not-your-ward')
    const rules = await rulesToday(table, wardCode, now)
    if (rules === undefined) return refuse('no-rules-then')
    const id = RoundId.parse(createdId)
    const decision = create({ id, wardCode, requestDigest }, completePlan(body, rules), rules, now)
    if (decision.refused) return decision
    const saved = await saveNewRound(
      table,
      decision.value,
      decision.events.map((each) => enveloped(each, now)),
    )
    if (!saved.isOurs) return refuse('idempotency-key-reused')
    return reply(201, presentRound(saved.round, now), { version: saved.round.version, location: `/rounds/${id}` })
  })

export const changeRound = (table: Table) =>
  implement(operations.changeRound, async ({ params: { roundId }, body, caller, now, ifMatch }) => {
    const loaded = await findToManage(table, roundId, caller, ifMatch)
    if (loaded.refused) return loaded
    const { round } = loaded
    const rules = await rulesToday(table, round.wardCode, now)
    if (rules === undefined) return refuse('no-rules-then')
    const budgetCents = body.budgetCents ?? round.budgetCents
    // A rule left as it was follows a changed budget.
    const followed = 'budget' in round.rule ? { ...round.rule, budget: budgetCents } : round.rule
    const plan: RoundPlan = {
      title: body.title ?? round.title,
      budgetCents,
      opensAt: body.opensAt ?? round.opensAt,
      closesAt: body.closesAt ?? round.closesAt,
      ballotForm: body.ballotForm ?? round.ballotForm,
      rule: body.rule ?? followed,
      lots: body.lots ?? round.lots,
      electorateSize: body.electorateSize ?? round.electorateSize,
    }
    const decision = change(round, plan, rules, now)
    if (decision.refused) return decision
    const events = decision.events.map((each) => enveloped(each, now))
    if (!(await transact(table, [roundWrite(decision.value)], events)).written) return refuse('changed-meanwhile')
    return reply(200, presentRound(decision.value, now), { version: decision.value.version })
  })
