// Initiatives in and out of a round in draft: the initiative, its entry and the round change in one transaction.
import { warnings } from '../../shared/api/warning.ts'
import { enterRound, leaveRound } from '../../shared/initiatives/decision/in-round.ts'
import { isHandedIn } from '../../shared/initiatives/initiative.ts'
import { getInitiative, keptInitiatives } from '../../shared/initiatives/store.ts'
import type { InitiativeId } from '../../shared/kernel/ids.ts'
import { Cents } from '../../shared/kernel/money.ts'
import { refuse, type Warning } from '../../shared/kernel/refusals.ts'
import { enter, leave, objectionToCost } from '../../shared/rounds/entry.ts'
import * as operations from '../../shared/rounds/operations.ts'
import { entryAdded, entryRemoved, getEntries, getEntry, keptRounds } from '../../shared/rounds/store.ts'
import { dearWarnings, titleWarnings } from '../../shared/rounds/warnings.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { reply } from '../runtime/http.ts'
import { about, change, together } from '../runtime/things.ts'
import { basisOn } from './basis.ts'
import { roundsIn } from './subjects.ts'

const isAbout =
  (initiativeId: InitiativeId) =>
  ({ about = [] }: Warning): boolean =>
    about.some(({ id }) => id === initiativeId)

export const enterInitiative = (table: Table) =>
  about(
    operations.enterInitiative,
    roundsIn(table),
    async ({ thing, params: { roundId, initiativeId }, body: groups, caller, now, ifMatch, language }) => {
      const [initiative, basis, others] = await Promise.all([
        getInitiative(table, initiativeId),
        basisOn(table, thing.wardCode, now),
        getEntries(table, roundId),
      ])
      if (initiative === undefined || !isHandedIn(initiative)) return refuse('initiative-not-found')
      if (thing.version !== ifMatch) return refuse('changed-meanwhile')
      const { title, summary, amountCents } = initiative.content
      const { id, wardCode } = initiative
      const entered = enter(thing, { id, wardCode, title, summary, amountCents: Cents.parse(amountCents), groups })
      if (entered.refused) return entered
      const { entry } = entered
      const tooDear = basis && objectionToCost(thing, entry, basis.rules)
      if (tooDear) return tooDear
      const taken = enterRound(initiative, roundId, caller.id, now)
      if (taken.refused) return taken
      const saved = await save(
        table,
        now,
        changeOf(keptRounds, entered.entered),
        entryAdded(thing, entry),
        changeOf(keptInitiatives, taken),
      )
      if (saved.refused) return saved
      const noted = [
        ...dearWarnings([entry], thing),
        ...titleWarnings([...others, entry]).filter(isAbout(initiativeId)),
      ]
      return reply(200, { ...entry, ...warnings(noted, language) }, { version: entered.entered.after.version })
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
      // Withdrawn meanwhile: remove it from the ballot; it stays withdrawn.
      const freed = leaveRound(initiative, roundId, caller.id, now)
      return together(left, entryRemoved(thing, entry), ...(freed.refused ? [] : [changeOf(keptInitiatives, freed)]))
    },
    () => undefined,
  )
