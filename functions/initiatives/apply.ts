// What an applicant does with an initiative of their own.
import { draftInitiative, editInitiative, withdrawInitiative } from '../../shared/initiatives/draft.ts'
import { isHandedIn } from '../../shared/initiatives/initiative.ts'
import * as operations from '../../shared/initiatives/operations.ts'
import { presentOwn } from '../../shared/initiatives/present.ts'
import { pointerWrite, textVersionWrite } from '../../shared/initiatives/store.ts'
import { submitInitiative } from '../../shared/initiatives/submit.ts'
import { lapseOf } from '../../shared/initiatives/support.ts'
import { publishedText } from '../../shared/initiatives/text-version.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { InitiativeId } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { change as changeBeside } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { getRulesOn, wardExists } from '../../shared/wards/store.ts'
import { change, create, together } from '../runtime/things.ts'
import { leavingRound } from './leaving-round.ts'
import { ownInitiatives } from './subjects.ts'

export const applyForInitiatives = (table: Table) => {
  const own = ownInitiatives(table)
  return {
    createInitiative: create(
      operations.createInitiative,
      own,
      ({ body, caller, createdId, wardCode, requestDigest, now }) => {
        const origin = { id: InitiativeId.parse(createdId), wardCode, applicantId: caller.id, requestDigest }
        const drafted = draftInitiative(origin, body, now)
        return together(
          drafted,
          wardExists(wardCode),
          changeBeside([pointerWrite(drafted.after)], [], 'changed-meanwhile'),
        )
      },
      presentOwn,
      ({ id }) => `/me/initiatives/${id}`,
    ),

    editInitiative: change(
      operations.editInitiative,
      own,
      ({ thing, body }) => editInitiative(thing, body),
      presentOwn,
    ),

    submitInitiative: change(
      operations.submitInitiative,
      own,
      async ({ thing, caller, now }) => {
        if (thing.wardCode !== caller.wardCode) return refuse('not-your-ward')
        const submitted = submitInitiative(thing, await getRulesOn(table, thing.wardCode, dateInCity(now)), now)
        if (submitted.refused) return submitted
        const before = isHandedIn(thing) ? thing : {}
        const text = publishedText(before, submitted.after, now)
        const lapse = isHandedIn(thing) ? lapseOf(thing, submitted.after) : undefined
        if (text === undefined) return submitted
        return together(
          submitted,
          changeBeside([textVersionWrite(text)], lapse === undefined ? [] : [lapse], 'changed-meanwhile'),
        )
      },
      presentOwn,
    ),

    withdrawInitiative: change(
      operations.withdrawInitiative,
      own,
      async ({ thing, caller, now }) => {
        const withdrawn = withdrawInitiative(thing, caller.id, now)
        if (withdrawn.refused) return withdrawn
        const leaving = await leavingRound(table, thing, now)
        return 'refused' in leaving ? leaving : together(withdrawn, ...leaving)
      },
      presentOwn,
    ),
  }
}
