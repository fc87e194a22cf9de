// From the council's decision to the end of an agreement: adopted, signed, published, planned year by year, ended.
import type { Action } from '../../shared/agreements/actions/action.ts'
import { isTakenUp } from '../../shared/agreements/actions/shares.ts'
import * as agreements from '../../shared/agreements/agreement/agreement.ts'
import { pollOfConsultation } from '../../shared/agreements/agreement/consultation-poll.ts'
import type { TextVersion } from '../../shared/agreements/agreement/text.ts'
import * as operations from '../../shared/agreements/agreement-operations.ts'
import { presentAgreement } from '../../shared/agreements/present.ts'
import * as store from '../../shared/agreements/store.ts'
import { cancelReview } from '../../shared/agreements/watch/review.ts'
import { getReviews, keptReviews } from '../../shared/agreements/watch-store.ts'
import type { HeldRole } from '../../shared/api/access.ts'
import { digestOf } from '../../shared/kernel/digest.ts'
import { changeOf } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import { stopPoll } from '../../shared/voting/poll/announce.ts'
import { getPoll, keptPolls } from '../../shared/voting/store.ts'
import { change, together } from '../runtime/things.ts'
import { findDecision } from './decisions.ts'
import { agreementDrawnUp } from './documents.ts'
import { agreementsIn } from './subjects.ts'

/** The party that somebody signs for: the chair signs for the council, whatever other roles they hold. */
const partyOf = (held: readonly HeldRole[]): agreements.Party => {
  if (held.some(({ role }) => role === 'chair')) return 'council'
  return held.some(({ role }) => role === 'ward-networker') ? 'ward-network' : 'municipality'
}

type Contents = { readonly version: TextVersion; readonly actions: readonly Action[] }

/** What an agreement says: the text that counts, and its actions of every year. */
const contentsOf = async (table: Table, agreement: agreements.Agreement): Promise<Contents> => {
  const [version, actions] = await Promise.all([
    store.getText(table, agreement.id, agreement.textVersion),
    store.getActions(table, agreement.id),
  ])
  if (version === undefined) throw new Error('The text of the agreement was not found')
  return { version, actions }
}

/** The digest of what is published: agreement, text, and actions as they were agreed. */
const digestOfContents = (agreement: agreements.Agreement, { version, actions }: Contents) =>
  digestOf({
    agreement: presentAgreement(agreement),
    text: version.text,
    actions: actions.filter(isTakenUp).map(({ id, title, text, owner, source, year, dueOn, costing }) => ({
      ...{ id, title, text, owner, source, year, dueOn, costing },
    })),
  })

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
      async ({ thing, now }) => {
        const contents = await contentsOf(table, thing)
        const published = agreements.publishAgreement(thing, digestOfContents(thing, contents), now)
        if (published.refused) return published
        return together(published, ...(await agreementDrawnUp(table, { agreement: published.after, ...contents })))
      },
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
        if (planned.refused) return planned
        const { taken, written } = planned
        const printed = { agreement: taken.after, version: written, actions, plannedYear: plan.year }
        return together(taken, store.textWritten(thing.id, written), ...(await agreementDrawnUp(table, printed)))
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
      async ({ thing, body, now }) => {
        const withdrawn = agreements.withdrawAgreement(thing, body.reason)
        const held = pollOfConsultation(thing)
        if (withdrawn.refused || held === undefined) return withdrawn
        const ended = stopPoll(await getPoll(table, held.pollId), now)
        return together(withdrawn, ...(ended === undefined ? [] : [changeOf(keptPolls, ended)]))
      },
      presentAgreement,
    ),
  }
}
