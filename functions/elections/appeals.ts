// The register of appeals: what comes in, and what is ruled.
import type { Appeal } from '../../shared/elections/appeals/appeal.ts'
import { operations } from '../../shared/elections/appeals/operations.ts'
import { presentAppeal, presentFullAppeal } from '../../shared/elections/appeals/present.ts'
import { type Appealed, registerAppeal } from '../../shared/elections/appeals/register.ts'
import { ruleOnAppeal } from '../../shared/elections/appeals/rule.ts'
import { getAppeal, keptAppeals, listAppeals } from '../../shared/elections/appeals/store.ts'
import * as store from '../../shared/elections/store.ts'
import { AppealId, type ElectionId, type WardCode } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { changeOf, unchanged } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { cancelPoll } from '../../shared/voting/poll/announce.ts'
import { keptPolls } from '../../shared/voting/store.ts'
import { reply } from '../runtime/http.ts'
import { about, change, create, type Keeper, read, together } from '../runtime/things.ts'
import { aroundIn, contestsIn, onlineIn } from './subjects.ts'

type OfContest = { readonly electionId: ElectionId; readonly wardCode: WardCode }
type OfAppeal = OfContest & { readonly appealId: AppealId }

const appealsIn = (table: Table): Keeper<OfAppeal, Appeal> => ({
  table,
  kept: keptAppeals,
  find: ({ electionId, wardCode, appealId }) => getAppeal(table, electionId, wardCode, appealId),
  wardOf: ({ wardCode }) => wardCode,
})

/** The nomination or the list that an appeal is about. */
const appealedIn = async (
  table: Table,
  { electionId, wardCode }: OfContest,
  { kind, id }: Appeal['against'],
): Promise<Appealed | undefined> => {
  if (kind === 'nomination') {
    const nomination = await store.getNomination(table, electionId, wardCode, id)
    return nomination && { kind, nomination }
  }
  const list = await store.getCollectiveList(table, electionId, wardCode, id)
  return list && { kind, list }
}

/** Checks that the decision is still the one that was read: an officer may decide again at the same moment. */
const stands = (appealed: Appealed) =>
  appealed.kind === 'nomination'
    ? unchanged(store.keptNominations, appealed.nomination)
    : unchanged(store.keptCollectiveLists, appealed.list)

export const appealing = (table: Table) => {
  const appeals = appealsIn(table)
  return {
    registerAppeal: create(
      operations.registerAppeal,
      appeals,
      async ({ params, body, createdId, requestDigest, now }) => {
        const { election, contest } = await aroundIn(table)(params)
        if (election === undefined) return refuse('election-not-found')
        if (contest === undefined) return refuse('contest-not-found')
        const { against, ...registration } = body
        const appealed = await appealedIn(table, params, against)
        if (appealed === undefined)
          return against.kind === 'list' ? refuse('collective-list-not-found') : refuse('nomination-not-found')
        const origin = { id: AppealId.parse(createdId), requestDigest }
        const registered = registerAppeal(origin, { election, contest }, appealed, registration, now)
        return registered.refused ? registered : together(registered, stands(appealed))
      },
      presentFullAppeal,
      ({ electionId, wardCode, id }) => `/elections/${electionId}/contests/${wardCode}/appeals/${id}`,
    ),

    listAppeals: about(operations.listAppeals, contestsIn(table), async ({ thing }) => {
      const all = await listAppeals(table, thing.electionId, thing.wardCode)
      const inOrder = all.toSorted((a, b) =>
        `${a.receivedOn}${a.registeredAt}` < `${b.receivedOn}${b.registeredAt}` ? -1 : 1,
      )
      return reply(200, { items: inOrder.map(presentAppeal) })
    }),

    getAppeal: read(operations.getAppeal, appeals, presentFullAppeal),

    ruleOnAppeal: change(
      operations.ruleOnAppeal,
      appeals,
      async ({ thing, body, now }) => {
        const [contest, appealed] = await Promise.all([
          store.getContest(table, thing.electionId, thing.wardCode),
          appealedIn(table, thing, thing.against),
        ])
        if (contest === undefined) return refuse('contest-not-found')
        if (appealed === undefined) throw new Error('What an appeal is about is gone')
        const poll = await onlineIn(table, contest)
        const cancelled = poll && cancelPoll(poll, now)
        const hasOpened = cancelled?.refused === true
        const ruled = ruleOnAppeal(thing, { contest, appealed, hasOpened }, body, now)
        if (ruled.refused) return ruled
        const { taken, effect } = ruled
        if (effect === undefined)
          return body.outcome === 'granted' ? together(taken, unchanged(store.keptContests, contest)) : taken
        const { nomination, list } = effect
        if (nomination?.refused || list?.refused)
          throw new Error('A decision that an appeal annuls cannot be taken again')
        return together(
          taken,
          changeOf(store.keptContests, effect.contest),
          ...(nomination ? [changeOf(store.keptNominations, nomination)] : []),
          ...(list ? [changeOf(store.keptCollectiveLists, list)] : []),
          // Nobody votes on a list that must be corrected.
          ...(cancelled?.refused === false ? [changeOf(keptPolls, cancelled)] : []),
        )
      },
      presentFullAppeal,
    ),
  }
}
