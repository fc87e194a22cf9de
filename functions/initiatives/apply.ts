// What applicants can do with their own initiatives.
import type { Language } from '../../shared/api/problem.ts'
import { warnings } from '../../shared/api/warning.ts'
import { renounceAward } from '../../shared/initiatives/decision/award.ts'
import { objectToDecision } from '../../shared/initiatives/decision/objection.ts'
import { type Initiative, isHandedIn } from '../../shared/initiatives/initiative.ts'
import * as operations from '../../shared/initiatives/operations.ts'
import { presentOwn } from '../../shared/initiatives/present.ts'
import { pointerRemoval, pointerWrite, textVersionWrite } from '../../shared/initiatives/store.ts'
import { lapseOf } from '../../shared/initiatives/support/support.ts'
import {
  discardDraft,
  draftInitiative,
  editInitiative,
  withdrawInitiative,
} from '../../shared/initiatives/text/draft.ts'
import { submitInitiative } from '../../shared/initiatives/text/submit.ts'
import { publishedText } from '../../shared/initiatives/text/text-version.ts'
import { titleWarning } from '../../shared/initiatives/text/words.ts'
import { listAlike, wordWrites } from '../../shared/initiatives/word-store.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { InitiativeId } from '../../shared/kernel/ids.ts'
import { refuse, type Warning } from '../../shared/kernel/refusals.ts'
import { ruleSetOn } from '../../shared/rule-sets/store.ts'
import { change as changeBeside } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { giveBackToBudget } from '../../shared/wards/budgets/store.ts'
import { initiativeRuleSets } from '../../shared/wards/rules/rule-set.ts'
import { wardExists } from '../../shared/wards/store.ts'
import { change, create, noting, together } from '../runtime/things.ts'
import { moneyOf } from './award-money.ts'
import { leavingRound } from './leaving-round.ts'
import { ownInitiatives } from './subjects.ts'

export const applyForInitiatives = (table: Table) => {
  const own = ownInitiatives(table)
  const titleWarnings = async ({ id, wardCode, content }: Initiative) =>
    titleWarning(await listAlike(table, { id, wardCode, title: content.title }))
  const presentWarned = (
    initiative: Initiative,
    { language }: { readonly language: Language },
    noted: readonly Warning[],
  ) => ({ ...presentOwn(initiative), ...warnings(noted, language) })
  return {
    createInitiative: create(
      operations.createInitiative,
      own,
      async ({ body, caller, createdId, wardCode, requestDigest, now }) => {
        const origin = { id: InitiativeId.parse(createdId), wardCode, applicantId: caller.id, requestDigest }
        const drafted = draftInitiative(origin, body, now)
        const beside = changeBeside([pointerWrite(drafted.after)], [], 'changed-meanwhile')
        return noting(together(drafted, wardExists(wardCode), beside), await titleWarnings(drafted.after))
      },
      presentWarned,
      ({ id }) => `/me/initiatives/${id}`,
    ),

    editInitiative: change(
      operations.editInitiative,
      own,
      async ({ thing, body }) => {
        const edited = editInitiative(thing, body)
        return edited.refused || body.title === undefined ? edited : noting(edited, await titleWarnings(edited.after))
      },
      presentWarned,
    ),

    submitInitiative: change(
      operations.submitInitiative,
      own,
      async ({ thing, caller, now }) => {
        if (thing.wardCode !== caller.wardCode) return refuse('not-your-ward')
        const set = await ruleSetOn(table, initiativeRuleSets, thing.wardCode, dateInCity(now))
        const submitted = submitInitiative(thing, set?.rules, now)
        if (submitted.refused) return submitted
        const before = isHandedIn(thing) ? thing : {}
        const text = publishedText(before, submitted.after, now)
        if (text === undefined) return submitted
        const lapse = isHandedIn(thing) ? lapseOf(thing, submitted.after) : undefined
        const writes = [textVersionWrite(text), ...wordWrites(isHandedIn(thing) ? thing : undefined, submitted.after)]
        return noting(
          together(submitted, changeBeside(writes, lapse === undefined ? [] : [lapse], 'changed-meanwhile')),
          await titleWarnings(submitted.after),
        )
      },
      presentWarned,
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

    discardDraft: change(
      operations.discardDraft,
      own,
      ({ thing }) => {
        const discarded = discardDraft(thing)
        return discarded.refused
          ? discarded
          : together(discarded, changeBeside([pointerRemoval(thing)], [], 'changed-meanwhile'))
      },
      () => undefined,
    ),

    renounceAward: change(
      operations.renounceAward,
      own,
      async ({ thing, caller, now }) => {
        if (!isHandedIn(thing)) return refuse('no-award-to-return', { status: thing.status })
        const renounced = renounceAward(thing, caller.id, now)
        return renounced.refused
          ? renounced
          : together(renounced, giveBackToBudget(await moneyOf(table, renounced.after)))
      },
      presentOwn,
    ),

    objectToDecision: change(
      operations.objectToDecision,
      own,
      ({ thing, body, now }) =>
        isHandedIn(thing)
          ? objectToDecision(thing, body.grounds, now)
          : refuse('nothing-to-object-to', { status: thing.status }),
      presentOwn,
    ),
  }
}
