// Initiatives in and out of a round in draft: the initiative, its entry and the round change together.
import { enterRound, leaveRound } from '../../shared/initiatives/in-round.ts'
import { isHandedIn } from '../../shared/initiatives/initiative.ts'
import { getInitiative, keptInitiatives } from '../../shared/initiatives/store.ts'
import { Cents } from '../../shared/kernel/money.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { enter, leave } from '../../shared/rounds/entry.ts'
import * as operations from '../../shared/rounds/operations.ts'
import { entryAdded, entryRemoved, getEntry, keptRounds } from '../../shared/rounds/store.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { reply } from '../runtime/http.ts'
import { about, change, together } from '../runtime/things.ts'
import { roundsIn } from './subjects.ts'

export const enterInitiative = (table: Table) =>
  about(
    operations.enterInitiative,
    roundsIn(table),
    async ({ thing, params: { roundId, initiativeId }, body: groups, caller, now, ifMatch }) => {
      const initiative = await getInitiative(table, initiativeId)
      if (initiative === undefined || !isHandedIn(initiative)) return refuse('initiative-not-found')
      if (thing.version !== ifMatch) return refuse('changed-meanwhile')
      const { title, summary, amountCents } = initiative.content
      const { id, wardCode } = initiative
      const entered = enter(thing, { id, wardCode, title, summary, amountCents: Cents.parse(amountCents), groups })
      if (entered.refused) return entered
      const taken = enterRound(initiative, roundId, caller.id, now)
      if (taken.refused) return taken
      const saved = await save(
        table,
        now,
        changeOf(keptRounds, entered.entered),
        entryAdded(thing, entered.entry),
        changeOf(keptInitiatives, taken),
      )
      return saved.refused ? saved : reply(200, entered.entry, { version: entered.entered.after.version })
    },
  )

export const removeInitiative = (table: Table) =>
  change(
    operations.removeInitiative,
    roundsIn(table),
    async ({ thing, params: { roundId, initiativeId }, caller, now }) => {
      const [entry, initiative] = await Promise.all([
        getEntry(table, roundId, initiativeId),
        getInitiative(table, initiativeId),
      ])
      if (entry === undefined || initiative === undefined || !isHandedIn(initiative)) return refuse('entry-not-found')
      const left = leave(thing, entry)
      if (left.refused) return left
      // Withdrawn meanwhile: it leaves the ballot, and stays withdrawn.
      const freed = leaveRound(initiative, roundId, caller.id, now)
      return together(left, entryRemoved(thing, entry), ...(freed.refused ? [] : [changeOf(keptInitiatives, freed)]))
    },
    () => undefined,
  )
