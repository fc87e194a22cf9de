// When a notice is mailed, the states of its delivery, and the text of the mail.
import { describe, expect, it } from 'vitest'
import { Instant, LocalDate } from '../../../shared/kernel/clock.ts'
import { WardCode } from '../../../shared/kernel/ids.ts'
import { claimNotice, confirmNotice, isGivenUp, leaveListed, putOffNotice } from '../../../shared/notices/delivery.ts'
import { letterOf } from '../../../shared/notices/letter.ts'
import { giveNotice, type Notice } from '../../../shared/notices/notice.ts'
import { presentNotice } from '../../../shared/notices/present.ts'

const words = (nl: string, en: string) => ({ nl, en })
const at = (text: string) => Instant.parse(new Date(text).toISOString())
const given = (moment: string, isUrgent: boolean): Notice =>
  giveNotice(
    { isUrgent, subject: words('Antwoord', 'Answer'), title: (until) => words(`Tot ${until}.`, `Until ${until}.`) },
    {
      ...{ id: '00000000-0000-4000-8000-000000000001', kind: 'alarm-on-rung', wardCode: WardCode.parse('pernis') },
      ...{ about: '00000000-0000-4000-8000-000000000002', link: 'agreements/1/alarms/2', at: at(moment) },
    },
    'ward-manager',
    LocalDate.parse('2026-02-16'),
  ).after
const dueOf = (notice: Notice) => ('dueAt' in notice ? notice.dueAt : undefined)
const claimed = (notice: Notice, now: string): Notice => {
  const taken = claimNotice(notice, at(now))
  if (taken.refused) throw new Error(taken.code)
  return taken.after
}
const putOff = (notice: Notice, now: string): Notice => {
  const taken = putOffNotice(notice, 'refused', at(now))
  if (taken.refused) throw new Error(taken.code)
  return taken.after
}

describe('a notice', () => {
  it.each([
    ['an urgent one at once', '2026-02-02T21:00:00Z', true, '2026-02-02T21:00:00.000Z'],
    ['at night the same morning', '2026-02-01T23:00:00Z', false, '2026-02-02T06:00:00.000Z'],
    ['at seven at seven', '2026-02-02T06:00:00Z', false, '2026-02-02T06:00:00.000Z'],
    ['after seven the next morning', '2026-02-02T06:00:01Z', false, '2026-02-03T06:00:00.000Z'],
    ['in summer at seven by the clocks of the city', '2026-07-01T22:00:00Z', false, '2026-07-02T05:00:00.000Z'],
    ['on the day the clocks go forward', '2026-03-28T23:00:00Z', false, '2026-03-29T05:00:00.000Z'],
  ])('a notice is mailed: %s', (_, moment, isUrgent, due) => {
    expect(dueOf(given(moment, isUrgent))).toBe(due)
  })

  it('a notice is claimed once, and again if the claim has no outcome after a quarter of an hour', () => {
    const notice = given('2026-02-02T09:00:00Z', true)
    expect(claimNotice(notice, at('2026-02-02T08:59:59Z'))).toMatchObject({ refused: true, code: 'notice-not-due' })
    const first = claimed(notice, '2026-02-02T09:00:00Z')
    expect(claimNotice(first, at('2026-02-02T09:14:59Z'))).toMatchObject({ refused: true, code: 'notice-not-due' })
    expect(claimed(first, '2026-02-02T09:15:00Z')).toMatchObject({ status: 'sending', attempts: 2 })
  })

  it('a notice that was mailed is not claimed, postponed or confirmed again', () => {
    const confirmed = confirmNotice(
      claimed(given('2026-02-02T09:00:00Z', true), '2026-02-02T09:00:00Z'),
      'ses-1',
      at('2026-02-02T09:00:01Z'),
    )
    if (confirmed.refused) throw new Error(confirmed.code)
    const { after } = confirmed
    expect(after).toMatchObject({ status: 'sent', sentAt: '2026-02-02T09:00:01.000Z', messageId: 'ses-1' })
    const later = at('2026-03-02T09:00:00Z')
    for (const again of [
      claimNotice(after, later),
      confirmNotice(after, 'ses-2', later),
      putOffNotice(after, 'refused', later),
    ])
      expect(again).toMatchObject({ refused: true, code: 'notice-delivered' })
    expect(presentNotice(after)).not.toHaveProperty('messageId')
  })

  it('a notice that cannot be mailed waits longer each time, up to a day, and is given up after weeks', () => {
    let notice = given('2026-02-02T09:00:00Z', true)
    const waits: number[] = []
    let now = Date.parse('2026-02-02T09:00:00Z')
    while (!isGivenUp(notice)) {
      notice = putOff(claimed(notice, new Date(now).toISOString()), new Date(now).toISOString())
      const due = Date.parse(dueOf(notice) ?? '')
      waits.push((due - now) / 60_000)
      now = due
    }
    expect(waits.slice(0, 4)).toEqual([5, 10, 20, 40])
    expect(Math.max(...waits)).toBe(1_440)
    expect(waits).toHaveLength(40)
    const left = leaveListed(claimed(notice, new Date(now).toISOString()), 'not-deliverable')
    expect(left).toMatchObject({ refused: false, after: { status: 'listed', because: 'not-deliverable' } })
  })

  it('a notice is shown with the reason and end of its waiting', () => {
    const notice = putOff(claimed(given('2026-02-02T09:00:00Z', true), '2026-02-02T09:00:00Z'), '2026-02-02T09:00:00Z')
    expect(presentNotice(notice).delivery).toEqual({
      ...{ status: 'waiting', attempts: 1, hindrance: 'refused', nextAttemptAt: '2026-02-02T09:05:00.000Z' },
    })
  })
})

describe('the mail', () => {
  const written = (ward: string) => ({
    ...{ subject: words('Antwoord', 'Answer'), title: words('Antwoord vandaag.', 'Answer today.') },
    ...{ wardName: ward, href: `https://stad.example/agreements/${ward}` },
  })

  it('the mail of one notice has its subject, the ward and the link, in Dutch and English', () => {
    const { subject, text } = letterOf(written('Pernis'))
    expect(subject).toBe('Antwoord (Pernis) / Answer')
    expect(text.match(/https:\/\/stad\.example\/agreements\/Pernis/g)).toHaveLength(2)
    expect(text.indexOf('Antwoord vandaag.')).toBeLessThan(text.indexOf('Answer today.'))
    expect(text).toContain('Stuur geen antwoord op deze mail')
  })

  it('the mail of several states how many, and names each', () => {
    const { subject, text } = letterOf(written('Pernis'), written('Heijplaat'), written('Kralingen'))
    expect(subject).toBe('Er zijn 3 berichten voor u. / There are 3 notices for you.')
    for (const ward of ['Pernis', 'Heijplaat', 'Kralingen']) expect(text).toContain(`Wijk: ${ward}`)
  })
})
