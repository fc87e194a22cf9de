// Preparing a round: create it, change it while it is in draft.
import type { Instant } from '../../shared/kernel/clock.ts'
import { RoundId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import * as operations from '../../shared/rounds/operations.ts'
import { changeRound as decideChange, createRound as decideCreation } from '../../shared/rounds/prepare.ts'
import { presentRound } from '../../shared/rounds/present.ts'
import type { Round } from '../../shared/rounds/round.ts'
import type { Table } from '../../shared/table/table.ts'
import { change, create } from '../runtime/things.ts'
import { basisOn } from './basis.ts'
import { roundsIn } from './subjects.ts'

const present = (round: Round, { now }: { readonly now: Instant }) => presentRound(round, now)

export const createRound = (table: Table) =>
  create(
    operations.createRound,
    roundsIn(table),
    async ({ body, wardCode, createdId, requestDigest, now }) => {
      const basis = await basisOn(table, wardCode, now)
      if (basis === undefined) return refuse('no-rules-then')
      return decideCreation({ id: RoundId.parse(createdId), wardCode, requestDigest }, body, basis, now)
    },
    present,
    ({ id }) => `/rounds/${id}`,
  )

export const changeRound = (table: Table) =>
  change(
    operations.changeRound,
    roundsIn(table),
    async ({ thing, body, now }) => {
      const basis = await basisOn(table, thing.wardCode, now)
      return basis === undefined ? refuse('no-rules-then') : decideChange(thing, body, basis, now)
    },
    present,
  )
