// Collective lists: who hands one in, who consents to stand on it, and what the committee decides.
import type { CollectiveList } from '../../shared/elections/nominations/collective-list.ts'
import { operations } from '../../shared/elections/nominations/list-operations.ts'
import * as decide from '../../shared/elections/nominations/nominate-list.ts'
import { presentCollectiveList } from '../../shared/elections/present.ts'
import * as store from '../../shared/elections/store.ts'
import { type ElectionId, NominationId, type ResidentId, type WardCode } from '../../shared/kernel/ids.ts'
import { refuse } from '../../shared/kernel/refusals.ts'
import { changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { reply } from '../runtime/http.ts'
import { about, change, create, type Keeper, together } from '../runtime/things.ts'
import { aroundIn, contestsIn } from './subjects.ts'

type OfContest = { readonly electionId: ElectionId; readonly wardCode: WardCode }
type OfList = OfContest & { readonly listId: NominationId }

const listsIn = (table: Table): Keeper<OfList, CollectiveList> => ({
  table,
  kept: store.keptCollectiveLists,
  find: ({ electionId, wardCode, listId }) => store.getCollectiveList(table, electionId, wardCode, listId),
  wardOf: ({ wardCode }) => wardCode,
  ownerOf: ({ submittedBy }) => submittedBy,
})

export const listing = (table: Table) => {
  const lists = listsIn(table)

  const around = async (of: OfContest) => {
    const { election, contest } = await aroundIn(table)(of)
    if (election === undefined) return refuse('election-not-found')
    return contest === undefined ? refuse('contest-not-found') : { refused: false as const, election, contest }
  }
  /** The caller's nomination in the ward of the list, if they have one there. */
  const ownNomination = async ({ electionId, wardCode }: OfContest, caller: ResidentId) => {
    const own = await store.getNominationOf(table, electionId, caller)
    return own?.wardCode === wardCode ? own : undefined
  }
  return {
    nominateList: create(
      operations.nominateList,
      lists,
      async ({ params, body, caller, createdId, requestDigest, now }) => {
        const there = await around(params)
        if (there.refused) return there
        const all = await store.getNominations(table, params.electionId, params.wardCode)
        return decide.nominateList({ id: NominationId.parse(createdId), requestDigest }, there, caller, body, all, now)
      },
      presentCollectiveList,
      ({ electionId, wardCode, id }) => `/elections/${electionId}/contests/${wardCode}/collective-lists/${id}`,
    ),

    getCollectiveList: about(operations.getCollectiveList, lists, async ({ thing, caller }) => {
      const objection = decide.objectionToReader(thing, caller.id, await ownNomination(thing, caller.id))
      return objection ?? reply(200, presentCollectiveList(thing), { version: thing.version })
    }),

    listCollectiveLists: about(operations.listCollectiveLists, contestsIn(table), async ({ thing }) =>
      reply(200, {
        items: (await store.getCollectiveLists(table, thing.electionId, thing.wardCode)).map(presentCollectiveList),
      }),
    ),

    amendList: change(
      operations.amendList,
      lists,
      async ({ thing, body, now }) => {
        const there = await around(thing)
        if (there.refused) return there
        const all = await store.getNominations(table, thing.electionId, thing.wardCode)
        return decide.amendList(thing, there, body, all, now)
      },
      presentCollectiveList,
    ),

    withdrawList: change(
      operations.withdrawList,
      lists,
      async ({ thing, now }) => {
        const there = await around(thing)
        return there.refused ? there : decide.withdrawList(thing, there, now)
      },
      presentCollectiveList,
    ),

    consentToList: change(
      operations.consentToList,
      lists,
      async ({ thing, caller, now }) => {
        const [there, own] = await Promise.all([around(thing), ownNomination(thing, caller.id)])
        if (there.refused) return there
        const other = own?.listId && (await store.getCollectiveList(table, own.electionId, own.wardCode, own.listId))
        const consented = decide.consentToList(thing, own, other, there, now)
        return consented.refused
          ? consented
          : together(consented.taken, changeOf(store.keptNominations, consented.joined))
      },
      presentCollectiveList,
    ),

    withdrawConsent: change(
      operations.withdrawConsent,
      lists,
      async ({ thing, caller, now }) => {
        const [there, own] = await Promise.all([around(thing), ownNomination(thing, caller.id)])
        if (there.refused) return there
        const left = decide.withdrawConsent(thing, own, there, now)
        return left.refused ? left : together(left.taken, changeOf(store.keptNominations, left.joined))
      },
      presentCollectiveList,
    ),

    judgeList: change(
      operations.judgeList,
      lists,
      async ({ thing, body, now }) => {
        const contest = await store.getContest(table, thing.electionId, thing.wardCode)
        if (contest === undefined) return refuse('contest-not-found')
        const judged = decide.judgeList(thing, contest, body, now)
        return judged.refused ? judged : together(judged.taken, changeOf(store.keptContests, judged.session))
      },
      presentCollectiveList,
    ),
  }
}
