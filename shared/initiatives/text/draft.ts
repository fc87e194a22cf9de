// A draft: created, changed, and discarded by its applicant.
import type { Instant } from '../../kernel/clock.ts'
import type { InitiativeId, ResidentId, WardCode } from '../../kernel/ids.ts'
import { accept, type Decision, type Objection, refuse } from '../../kernel/refusals.ts'
import { type Initiative, isHandedIn } from '../initiative.ts'
import { advance, initiatives } from '../machine.ts'
import {
  type DraftContent,
  type DraftInput,
  type DraftParticulars,
  type DraftPatch,
  Particulars,
  PublicContent,
  splitDraft,
} from './content.ts'

type Origin = {
  readonly id: InitiativeId
  readonly wardCode: WardCode
  readonly applicantId: ResidentId
  readonly requestDigest: string
}

/** A draft in the applicant's own ward. Rules are not pinned yet. */
export const draftInitiative = (origin: Origin, input: DraftInput, now: Instant) =>
  initiatives.begin('draft', { ...origin, ...splitDraft(input), createdAt: now, steps: [], supporterCount: 0 })

/** The text the applicant is writing: the draft, or the completion of a public text. */
export const inProgress = (initiative: Initiative) => ({
  content: initiative.status === 'returned' ? initiative.completion : initiative.content,
  particulars: initiative.particulars,
})

/** The draft with a patch applied: absent fields stay, null empties. */
const patched = (initiative: Initiative, patch: DraftPatch) => {
  const keep = <Value>(change: Value | null | undefined, present: Value | undefined): Value | undefined =>
    change === undefined ? present : (change ?? undefined)
  const { content, particulars } = inProgress(initiative)
  const changed: DraftContent = {
    title: patch.title ?? content.title,
    summary: keep(patch.summary, content.summary),
    plan: keep(patch.plan, content.plan),
    amountCents: keep(patch.amountCents, content.amountCents),
    startsOn: keep(patch.startsOn, content.startsOn),
    category: keep(patch.category, content.category),
  }
  const changedParticulars: DraftParticulars = {
    contact: keep(patch.contact, particulars.contact),
    address: keep(patch.address, particulars.address),
    bankAccount: keep(patch.bankAccount, particulars.bankAccount),
  }
  return { content: changed, particulars: changedParticulars }
}

const fillIn = { nl: 'Vul dit veld in.', en: 'Fill in this field.' } as const

type Complete = { readonly content: PublicContent; readonly particulars: Particulars }

/** The complete text that submission needs, or a pointer to each missing field. */
export const complete = (draft: {
  readonly content: DraftContent
  readonly particulars: DraftParticulars
}): Decision<Complete, never, 'incomplete'> => {
  const content = PublicContent.safeParse(draft.content)
  const particulars = Particulars.safeParse(draft.particulars)
  if (content.success && particulars.success) return accept({ content: content.data, particulars: particulars.data })
  const issues = [...(content.error?.issues ?? []), ...(particulars.error?.issues ?? [])]
  return refuse(
    'incomplete',
    {},
    issues.map(({ path }): Objection => ({ pointer: `/${path.join('/')}`, rule: fillIn })),
  )
}

/**
 * Changes a draft, or the completion of a returned initiative: it must stay complete, and the public text
 * does not change.
 */
export const editInitiative = (initiative: Initiative, patch: DraftPatch) =>
  initiatives.take('edit', initiative, (it) => {
    const draft = patched(it, patch)
    if (!isHandedIn(it)) return { ...it, ...draft }
    const whole = complete(draft)
    if (whole.refused) return whole
    return { ...it, completion: whole.value.content, particulars: whole.value.particulars }
  })

/** Deletes a draft, which only its applicant has seen, completely. A submitted initiative is public, and stays. */
export const discardDraft = (initiative: Initiative) =>
  initiatives.take('discard', initiative, (it) =>
    isHandedIn(it) ? refuse('handed-in-already', { status: it.status }) : it,
  )

/** Withdraws an initiative at any point before its award. */
export const withdrawInitiative = (initiative: Initiative, by: ResidentId, now: Instant) =>
  initiatives.take('withdraw', initiative, (it) => {
    if (it.status !== 'under-objection') return advance(it, 'withdraw', by, now)
    const { against: _, ...rest } = it
    return advance(rest, 'withdraw', by, now)
  })
