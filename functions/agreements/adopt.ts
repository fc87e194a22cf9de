// From the council's decision to the end of an agreement: adopted, signed, published, planned year by year, ended.

import * as agreements from '../../shared/agreements/agreement/agreement.ts'
import * as operations from '../../shared/agreements/agreement-operations.ts'
import { presentAgreement } from '../../shared/agreements/present.ts'
import * as store from '../../shared/agreements/store.ts'
import { cancelReview } from '../../shared/agreements/watch/review.ts'
import { getReviews, keptReviews } from '../../shared/agreements/watch-store.ts'
import type { HeldRole } from '../../shared/api/access.ts'
import { digestOf } from '../../shared/kernel/digest.ts'
import { changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { change, together } from '../runtime/things.ts'
import { findDecision } from './decisions.ts'
import { agreementsIn } from './subjects.ts'

/** The party that somebody signs for: the chair signs for the council, whatever other roles they hold. */
const partyOf = (held: readonly HeldRole[]): agreements.Party => {
  if (held.some(({ role }) => role === 'chair')) return 'council'
  return held.some(({ role }) => role === 'ward-networker') ? 'ward-network' : 'municipality'
}

/** The content of an agreement as it was agreed; its digest is published. */
const contentsOf = async (table: Table, agreement: agreements.Agreement) => {
  const [version, actions] = await Promise.all([
    store.getText(table, agreement.id, agreement.textVersion),
    store.getActions(table, agreement.id),
  ])
  const agreed = actions.filter(({ status }) => status === 'agreed')
  return {
    agreement: presentAgreement(agreement),
    text: version?.text ?? [],
    actions: agreed.map(({ id, title, text, owner, source, year, dueOn, costing }) => ({
      id,
      title,
      text,
      owner,
      source,
      year,
      dueOn,
      costing,
    })),
  }
}

export const adoptAgreements = (table: Table) => {
  const found = agreementsIn(table)
  return {
    adoptAgreement: change(
      operations.adoptAgreement,
      found,
      async ({ thing, body, now }) => {
        const [decided, actions] = await Promise.all([
          findDecision(table, body.decisionId),
          store.getActions(table, thing.id),
        ])
        return decided.refused ? decided : agreements.adoptAgreement(thing, decided.decision, actions, now)
      },
      presentAgreement,
    ),
    signAgreement: change(
      operations.signAgreement,
      found,
      ({ thing, body, held, now }) => agreements.signAgreement(thing, partyOf(held), body.by, now),
      presentAgreement,
    ),
    publishAgreement: change(
      operations.publishAgreement,
      found,
      async ({ thing, now }) => agreements.publishAgreement(thing, digestOf(await contentsOf(table, thing)), now),
      presentAgreement,
    ),
    planYear: change(
      operations.planYear,
      found,
      async ({ thing, body: { decisionId, ...plan }, now }) => {
        const [decided, actions] = await Promise.all([
          findDecision(table, decisionId),
          store.getActions(table, thing.id),
        ])
        if (decided.refused) return decided
        const ofYear = actions.filter(({ year }) => year === plan.year)
        const planned = agreements.planYear(thing, plan, decided.decision, ofYear, now)
        return planned.refused ? planned : together(planned.taken, store.textWritten(thing.id, planned.written))
      },
      presentAgreement,
    ),
    endAgreement: change(
      operations.endAgreement,
      found,
      async ({ thing, body }) => {
        const ended = agreements.endAgreement(thing, body.reason)
        if (ended.refused) return ended
        const cancelled = (await getReviews(table, thing.id)).flatMap((review) => {
          const taken = cancelReview(review)
          return taken.refused ? [] : [changeOf(keptReviews, taken)]
        })
        return together(ended, ...cancelled)
      },
      presentAgreement,
    ),
    withdrawAgreement: change(
      operations.withdrawAgreement,
      found,
      ({ thing, body }) => agreements.withdrawAgreement(thing, body.reason),
      presentAgreement,
    ),
  }
}
