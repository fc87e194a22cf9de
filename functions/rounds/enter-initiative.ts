// Initiatives in and out of a round in draft: the initiative, its entry and the round change together.
import { type DomainEvent, enveloped } from '../../events/envelope.ts'
import { enterRound, leaveRound } from '../../shared/initiatives/in-round.ts'
import { isHandedIn } from '../../shared/initiatives/initiative.ts'
import { getInitiative, initiativeWrite } from '../../shared/initiatives/store.ts'
import { Cents } from '../../shared/kernel/money.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { enter, leave } from '../../shared/rounds/entry.ts'
import * as operations from '../../shared/rounds/operations.ts'
import { entryRemoval, entryWrite, getEntry, getRound, roundWrite } from '../../shared/rounds/store.ts'
import type { Table } from '../../shared/table/table.ts'
import { transact } from '../../shared/table/write.ts'
import { implement, reply } from '../runtime/http.ts'
import { manageable } from './load.ts'

export const enterInitiative = (table: Table) =>
  implement(
    operations.enterInitiative,
    async ({ params: { roundId, initiativeId }, body: groups, caller, now, ifMatch }) => {
      const [round, initiative] = await Promise.all([getRound(table, roundId), getInitiative(table, initiativeId)])
      if (round === undefined) return refuse('round-not-found')
      if (initiative === undefined || !isHandedIn(initiative)) return refuse('initiative-not-found')
      const managed = manageable(round, caller, ifMatch)
      if (managed.refused) return managed
      const { title, amountCents } = initiative.content
      const { id, wardCode } = initiative
      const entered = enter(round, { id, wardCode, title, amountCents: Cents.parse(amountCents), groups })
      if (entered.refused) return entered
      const stepped = enterRound(initiative, roundId, caller.id, now)
      if (stepped.refused) return stepped
      const { round: changed, entry } = entered.value
      const events: readonly DomainEvent[] = [...entered.events, ...stepped.events]
      const result = await transact(
        table,
        [roundWrite(changed), entryWrite(changed, entry), initiativeWrite('enter-round', stepped.value)],
        events.map((each) => enveloped(each, now)),
      )
      return result.written ? reply(200, entry, { version: changed.version }) : refuse('changed-meanwhile')
    },
  )

export const removeInitiative = (table: Table) =>
  implement(operations.removeInitiative, async ({ params: { roundId, initiativeId }, caller, now, ifMatch }) => {
    const [round, entry, initiative] = await Promise.all([
      getRound(table, roundId),
      getEntry(table, roundId, initiativeId),
      getInitiative(table, initiativeId),
    ])
    if (round === undefined) return refuse('round-not-found')
    if (entry === undefined || initiative === undefined || !isHandedIn(initiative)) return refuse('entry-not-found')
    const managed = manageable(round, caller, ifMatch)
    if (managed.refused) return managed
    const left = leave(round, entry)
    if (left.refused) return left
    // Withdrawn meanwhile: it leaves the ballot, and stays withdrawn.
    const freed = leaveRound(initiative, roundId, caller.id, now)
    const beside = freed.refused ? [] : [initiativeWrite('leave-round', freed.value)]
    const events: readonly DomainEvent[] = [...left.events, ...(freed.refused ? [] : freed.events)]
    const result = await transact(
      table,
      [roundWrite(left.value.round), entryRemoval(round, entry), ...beside],
      events.map((each) => enveloped(each, now)),
    )
    return result.written ? reply(204, undefined, { version: left.value.round.version }) : refuse('changed-meanwhile')
  })
