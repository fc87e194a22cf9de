// Mails notices to one mailbox, together. May run twice or from two places: each notice is claimed by one condition before the
// mail, and whoever claims none sends none.
import { type Instant, readClock } from '../../shared/kernel/clock.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { addressOf, type MailChannel, type NoticeChannel, noticeChannelOf } from '../../shared/notices/channel.ts'
import { claimNotice, confirmNotice, isGivenUp, leaveListed, putOffNotice } from '../../shared/notices/delivery.ts'
import { letterOf, type Place } from '../../shared/notices/letter.ts'
import type { Hindrance, Notice } from '../../shared/notices/notice.ts'
import { keptNotices } from '../../shared/notices/store.ts'
import { MailRefusedError, openMail, type SendMail } from '../../shared/platform/mail.ts'
import { BusyError } from '../../shared/table/busy.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { getWard } from '../../shared/wards/store.ts'
import { log } from '../runtime/log.ts'

type Doors = { readonly table: Table; readonly channel: NoticeChannel; readonly send: SendMail }

/** Where notices are read and confirmed, where they go, and how. */
export const openDoors = (environment: Environment): Doors => ({
  table: openTable(environment),
  channel: noticeChannelOf(environment),
  send: openMail(environment),
})

type Step = ReturnType<typeof confirmNotice | typeof putOffNotice | typeof leaveListed>

const claimed = async (table: Table, notice: Notice, now: Instant): Promise<readonly Notice[]> => {
  const taken = claimNotice(notice, now)
  if (taken.refused) return []
  return (await save(table, now, changeOf(keptNotices, taken))).refused ? [] : [taken.after]
}

/** Only whoever claimed a notice moves it on: another writer means that the claim ran out. */
const moveOn = async (table: Table, taken: Step): Promise<void> => {
  if (taken.refused) throw new Error(`The claimed notice cannot take the step: ${taken.code}`)
  const saved = await save(table, readClock(), changeOf(keptNotices, taken))
  if (saved.refused) throw new BusyError('The claim on a notice has expired')
}

const putOff = async (table: Table, notices: readonly Notice[], hindrance: Hindrance): Promise<void> => {
  for (const notice of notices)
    await moveOn(
      table,
      isGivenUp(notice) ? leaveListed(notice, 'not-deliverable') : putOffNotice(notice, hindrance, readClock()),
    )
}

const placeOf = async (table: Table, { linksTo }: MailChannel, { wardCode, link }: Notice): Promise<Place> => ({
  wardName: (await getWard(table, wardCode))?.name ?? wardCode,
  href: `${linksTo}/${link}`,
})

/** The outcome: whether a mail was sent, or why not yet. */
export type Outcome = 'sent' | 'listed' | Hindrance | 'nothing-due'

/** Mails those of these notices that nobody has claimed. All are for the same role, ward and department. */
export const mailTogether = async (
  { table, channel, send }: Doors,
  notices: readonly Notice[],
  now: Instant,
): Promise<Outcome> => {
  const taken = (await Promise.all(notices.map((notice) => claimed(table, notice, now)))).flat()
  const [first, ...others] = taken
  if (first === undefined) return 'nothing-due'
  if (channel.kind === 'none') {
    for (const notice of taken) await moveOn(table, leaveListed(notice, 'no-channel'))
    return 'listed'
  }
  const to = addressOf(channel, first)
  if (to === undefined) {
    await putOff(table, taken, 'no-address')
    return 'no-address'
  }
  const written = async (notice: Notice) => ({ ...notice, ...(await placeOf(table, channel, notice)) })
  const letter = letterOf(await written(first), ...(await Promise.all(others.map(written))))
  const { sender: from, configurationSet } = channel
  const mail = { ...letter, from, to, configurationSet, reference: first.id }
  const messageId = await send(mail).catch((error: unknown) => {
    // After any other error it is not known whether the mail went out: the claim stays until it expires.
    if (!(error instanceof MailRefusedError)) throw error
    log.warn('mail-refused', { errorName: error.reason })
    return undefined
  })
  if (messageId === undefined) {
    await putOff(table, taken, 'refused')
    return 'refused'
  }
  // Each for itself: one that cannot be confirmed must not have the others mailed again.
  const confirmed = await Promise.allSettled(
    taken.map((notice) => moveOn(table, confirmNotice(notice, messageId, readClock()))),
  )
  const faults = confirmed.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []))
  if (faults.length > 0) throw new AggregateError(faults, `${faults.length} notices that were mailed are not confirmed`)
  return 'sent'
}
