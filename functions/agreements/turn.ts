// The day on which an agreement takes effect, and the day from which it is over. Can run twice, late, or concurrently.
import type { Agreement } from '../../shared/agreements/agreement/agreement.ts'
import { endAgreement, succeedAgreement, takeEffect } from '../../shared/agreements/agreement/agreement.ts'
import { needAgreementRulesOn } from '../../shared/agreements/rules/store.ts'
import { keptAgreements, listAgreements } from '../../shared/agreements/store.ts'
import { scheduleReview } from '../../shared/agreements/watch/review.ts'
import { firstReview } from '../../shared/agreements/watch/schedule.ts'
import { keptReviews } from '../../shared/agreements/watch-store.ts'
import { dateInCity, type Instant } from '../../shared/kernel/clock.ts'
import { derivedId } from '../../shared/kernel/random.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'

/** The other agreements of the ward: far fewer than a page. */
const othersOf = async (table: Table, { id, wardCode }: Agreement): Promise<readonly Agreement[]> => {
  const listed = await listAgreements(table, wardCode, { limit: 100 })
  return listed === 'invalid-cursor' ? [] : listed.items.filter((other) => other.id !== id)
}

/** The day on which a published agreement takes effect, however late the job runs. */
const effectiveOn = ({ from, publishedAt }: Extract<Agreement, { publishedAt: Instant }>) => {
  const publishedOn = dateInCity(publishedAt)
  return from > publishedOn ? from : publishedOn
}

/** Takes effect, replaces the agreement that is in force in the ward, and plans its first review. */
const begin = async (table: Table, agreement: Agreement, now: Instant): Promise<boolean> => {
  const taken = takeEffect(agreement, now)
  if (taken.refused) return false
  const before = (await othersOf(table, agreement)).filter(({ status }) => status === 'in-force')
  const succeeded = before.flatMap((each) => {
    const step = succeedAgreement(each, agreement.id)
    return step.refused ? [] : [changeOf(keptAgreements, step)]
  })
  const { wardCode } = agreement
  const ruleSet = await needAgreementRulesOn(table, wardCode, effectiveOn(taken.after))
  const first = firstReview(agreement, ruleSet, derivedId)
  const planned = first === undefined ? [] : [changeOf(keptReviews, scheduleReview(first))]
  return !(await save(table, now, changeOf(keptAgreements, taken), ...succeeded, ...planned)).refused
}

/** Ends an agreement. Its published successor replaces it, if there is one. */
const finish = async (table: Table, agreement: Agreement, now: Instant): Promise<boolean> => {
  const next = (await othersOf(table, agreement)).find(
    ({ status, from }) => status === 'published' && from <= dateInCity(now),
  )
  if (next !== undefined) return begin(table, next, now)
  const taken = endAgreement(agreement, 'De afgesproken tijd is voorbij.')
  return taken.refused ? false : !(await save(table, now, changeOf(keptAgreements, taken))).refused
}

/** Does what is due for an agreement; false if another writer was quicker. */
export const stepByDate = (table: Table, agreement: Agreement, now: Instant): Promise<boolean> =>
  agreement.status === 'published' ? begin(table, agreement, now) : finish(table, agreement, now)
