// Preparing a round: create it, change it while it is in draft.
import { dateInCity, type Instant } from '../../shared/kernel/clock.ts'
import { RoundId, type WardCode } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import * as operations from '../../shared/rounds/operations.ts'
import { changeRound as decideChange, createRound as decideCreation } from '../../shared/rounds/prepare.ts'
import { presentRound } from '../../shared/rounds/present.ts'
import type { Round } from '../../shared/rounds/round.ts'
import type { Table } from '../../shared/table/table.ts'
import { getRulesOn } from '../../shared/wards/store.ts'
import { change, create } from '../runtime/things.ts'
import { roundsIn } from './subjects.ts'

const rulesToday = (table: Table, wardCode: WardCode, now: Instant) => getRulesOn(table, wardCode, dateInCity(now))
const present = (round: Round, { now }: { readonly now: Instant }) => presentRound(round, now)

export const createRound = (table: Table) =>
  create(
    operations.createRound,
    roundsIn(table),
    async ({ body, wardCode, createdId, requestDigest, now }) => {
      const rules = await rulesToday(table, wardCode, now)
      if (rules === undefined) return refuse('no-rules-then')
      return decideCreation({ id: RoundId.parse(createdId), wardCode, requestDigest }, body, rules, now)
    },
    present,
    ({ id }) => `/rounds/${id}`,
  )

export const changeRound = (table: Table) =>
  change(
    operations.changeRound,
    roundsIn(table),
    async ({ thing, body, now }) => {
      const rules = await rulesToday(table, thing.wardCode, now)
      return rules === undefined ? refuse('no-rules-then') : decideChange(thing, body, rules, now)
    },
    present,
  )
