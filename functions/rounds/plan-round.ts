// Preparing a round: creating it, and changing it while it is a draft.
import { RoundId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import * as operations from '../../shared/rounds/operations.ts'
import { changeRound as decideChange, createRound as decideCreation } from '../../shared/rounds/prepare.ts'
import { getEntries } from '../../shared/rounds/store.ts'
import { roundWarnings } from '../../shared/rounds/warnings.ts'
import type { Table } from '../../shared/table/table.ts'
import { change, createIn, noting } from '../runtime/things.ts'
import { basisOn } from './basis.ts'
import { presentWarned } from './present-warned.ts'
import { roundsIn, wardNamed } from './subjects.ts'

export const createRound = (table: Table) =>
  createIn(
    operations.createRound,
    ({ body, caller }) => wardNamed(table, body.wardCode ?? caller.wardCode),
    roundsIn(table),
    async ({ body: { wardCode: _, ...plan }, thing: { code: wardCode }, createdId, requestDigest, now }) => {
      const basis = await basisOn(table, wardCode, now)
      if (basis === undefined) return refuse('no-rules-then')
      const created = decideCreation({ id: RoundId.parse(createdId), wardCode, requestDigest }, plan, basis, now)
      return created.refused ? created : noting(created, roundWarnings(created.after, [], basis.rules))
    },
    { present: presentWarned, location: ({ id }) => `/rounds/${id}` },
  )

export const changeRound = (table: Table) =>
  change(
    operations.changeRound,
    roundsIn(table),
    async ({ thing, body, now }) => {
      const basis = await basisOn(table, thing.wardCode, now)
      if (basis === undefined) return refuse('no-rules-then')
      const changed = decideChange(thing, body, basis, now)
      if (changed.refused) return changed
      return noting(changed, roundWarnings(changed.after, await getEntries(table, thing.id), basis.rules))
    },
    presentWarned,
  )
