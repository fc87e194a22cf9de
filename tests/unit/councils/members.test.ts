// Members and their terms, the chair, and the contents of an agenda.
import { describe, expect, it } from 'vitest'
import {
  agendaAgain,
  agendaWith,
  objectionToOpening,
  objectionToReconvening,
  speakersRegisterBy,
  type Waiting,
} from '../../../shared/councils/meetings/agenda.ts'
import { objectionToActingFor } from '../../../shared/councils/members/held-rows.ts'
import { appoint, chairOn, isSitting, Member, sittingOn } from '../../../shared/councils/members/member.ts'
import { meetingRulesOfRotterdam } from '../../../shared/councils/rules/rules-of-rotterdam.ts'
import { Instant, LocalDate } from '../../../shared/kernel/clock.ts'
import { DecisionId, MeetingId } from '../../../shared/kernel/ids.ts'

const [rules] = meetingRulesOfRotterdam
const day = (text: string) => LocalDate.parse(text)
const memberOf = (number: number, more: object = {}): Member =>
  Member.parse({
    id: `00000000-0000-4000-8000-00000000000${number}`,
    wardCode: 'pernis',
    residentId: `resident-${number}`,
    name: `Lid ${number}`,
    mandate: { from: '2026-04-15', until: '2030-04-10' },
    roles: [],
    sideActivities: [],
    version: 1,
    requestDigest: '',
    status: 'installed',
    ...more,
  })
const council: readonly Member[] = [1, 2, 3].map((number) => memberOf(number))
const [one = memberOf(1), two = memberOf(2)] = council
const chairFrom = (from: string, until: string, members: readonly Member[] = council, { id } = one) =>
  appoint(members, { memberId: id, period: { from: day(from), until: day(until) } }, rules)

describe('a member', () => {
  it('a member has the seat from the first day of the mandate until the day before its end', () => {
    expect(['2026-04-14', '2026-04-15', '2030-04-09', '2030-04-10'].map((on) => isSitting(one, day(on)))).toEqual([
      false,
      true,
      true,
      false,
    ])
  })
  it('a member has no seat from the day of resignation on; one entered by mistake never had a seat', () => {
    const left = (because: string) => memberOf(1, { status: 'left', left: { on: '2027-01-01', because } })
    expect(isSitting(left('resigned'), day('2026-12-31'))).toBe(true)
    expect(isSitting(left('resigned'), day('2027-01-01'))).toBe(false)
    expect(isSitting(left('entered-by-mistake'), day('2026-12-31'))).toBe(false)
  })
  it('a member is not counted while the seat is vacant', () => {
    const vacated = [...council.slice(1), memberOf(1, { status: 'left', left: { on: '2026-06-01', because: 'moved' } })]
    expect(sittingOn(vacated, day('2026-06-01'))).toHaveLength(2)
  })
})

describe('the chair', () => {
  it('the chair is chosen for at most one year', () => {
    expect(chairFrom('2026-04-15', '2027-04-15')).toMatchObject({ refused: false })
    expect(chairFrom('2026-04-15', '2027-04-16')).toMatchObject({
      code: 'chair-too-long',
      facts: { until: '2027-04-15' },
    })
  })
  it('the chair can be chosen again after the year, and presides until its last day', () => {
    const first = chairFrom('2026-04-15', '2027-04-15')
    const chaired = first.refused ? [] : [first.after, two]
    expect(chairOn(chaired, day('2027-04-14'))?.id).toBe(one.id)
    expect(chairOn(chaired, day('2027-04-15'))).toBeUndefined()
    expect(chairFrom('2027-04-15', '2028-04-15', chaired)).toMatchObject({ refused: false })
    expect(chairFrom('2027-04-14', '2028-04-13', chaired, two)).toMatchObject({ code: 'role-taken' })
  })
  it('the chair is free again once the chair has left', () => {
    const gone = memberOf(1, {
      roles: [{ role: 'chair', period: { from: '2026-04-15', until: '2027-04-15' } }],
      status: 'left',
      left: { on: '2026-09-01', because: 'resigned' },
    })
    expect(chairOn([gone, two], day('2026-09-01'))).toBeUndefined()
    expect(chairFrom('2026-09-01', '2027-04-15', [gone, two], two)).toMatchObject({ refused: false })
  })
  it('the chair has a mandate for the whole period', () => {
    expect(chairFrom('2029-12-01', '2030-04-11')).toMatchObject({ code: 'no-mandate' })
    expect(chairFrom('2026-04-01', '2026-05-01')).toMatchObject({ code: 'no-mandate' })
  })
})

describe('a formal meeting', () => {
  const opening = (present: number, isReconvened = false) =>
    objectionToOpening({ kind: 'formal', sitting: 6, present, isReconvened }, rules)

  it('a formal meeting opens with more than half of the members, not counting a vacant seat', () => {
    expect(opening(3)).toMatchObject({ code: 'no-quorum', facts: { present: 3, sitting: 6, needed: 4 } })
    expect(opening(4)).toBeUndefined()
  })
  it('a formal meeting that did not open is convened again a day after delivery, and opens with those present', () => {
    const delivered = Instant.parse('2026-06-03T08:00:00.000Z')
    expect(objectionToReconvening(delivered, Instant.parse('2026-06-04T07:59:59.999Z'), rules)).toMatchObject({
      code: 'reconvened-too-soon',
      facts: { earliest: '2026-06-04T08:00:00.000Z' },
    })
    expect(objectionToReconvening(delivered, Instant.parse('2026-06-04T08:00:00.000Z'), rules)).toBeUndefined()
    expect(opening(1, true)).toBeUndefined()
    expect(opening(0, true)).toMatchObject({ code: 'nobody-present' })
  })
  it('a formal meeting lets residents register to speak until noon of the day, in the city', () => {
    expect(speakersRegisterBy(Instant.parse('2026-06-10T17:30:00.000Z'), rules.speaking)).toBe(
      '2026-06-10T10:00:00.000Z',
    )
    const dayBefore = { ...rules.speaking, daysBefore: 1 }
    expect(speakersRegisterBy(Instant.parse('2026-01-13T18:30:00.000Z'), dayBefore)).toBe('2026-01-12T11:00:00.000Z')
  })
  it('a formal meeting needs no quorum if it is informal, because nothing is adopted there', () => {
    expect(objectionToOpening({ kind: 'informal', sitting: 6, present: 1, isReconvened: false }, rules)).toBeUndefined()
  })
})

describe('an agenda', () => {
  const item = (title: string) => ({ title, purpose: 'decision' as const, isAboutPersons: false })
  const decisionId = DecisionId.parse('00000000-0000-4000-8000-0000000000aa')
  const byMail: Waiting = {
    title: 'Bank in het park',
    isAboutPersons: false,
    origin: { from: 'ratification', decisionId },
  }

  const list: Waiting = {
    title: 'Besluitenlijst',
    isAboutPersons: false,
    about: { kind: 'decision-list', meetingId: MeetingId.parse('00000000-0000-4000-8000-0000000000bb') },
  }

  it('an agenda contains a list of decisions once, even if its adoption was postponed', () => {
    const tied: Waiting = { ...list, origin: { from: 'tie', decisionId } }
    expect(agendaWith('formal', [], [tied, list])).toMatchObject([{ number: 1, origin: { decisionId } }])
    expect(agendaWith('formal', [{ ...item('Lijst'), about: list.about }], [list])).toHaveLength(1)
  })
  it('an agenda is never filled automatically beyond its maximum: remaining items wait for the next one', () => {
    const items = Array.from({ length: 199 }, () => item('Punt'))
    expect(
      agendaWith('formal', items, [byMail, list])
        .map(({ title }) => title)
        .slice(-2),
    ).toEqual(['Punt', 'Bank in het park'])
  })
  it('an agenda of a formal meeting contains decisions taken elsewhere, automatically and once', () => {
    const agenda = agendaWith('formal', [item('Opening')], [byMail])
    expect(agenda.map(({ number, title }) => [number, title])).toEqual([
      [1, 'Opening'],
      [2, 'Bank in het park'],
    ])
    const again = agendaWith(
      'formal',
      agenda.map(({ number: _, ...each }) => each),
      [byMail],
    )
    expect(again).toEqual(agenda)
  })
  it('an agenda of an informal meeting ratifies nothing', () => {
    expect(agendaWith('informal', [item('Opening')], [byMail])).toHaveLength(1)
  })
  it('an agenda of a meeting that is convened again needs a quorum only for new items', () => {
    const again = agendaAgain('formal', agendaWith('formal', [item('Oud')], [byMail]), [item('Nieuw')], [byMail, list])
    expect(again.map(({ number, title, needsNoQuorum }) => [number, title, needsNoQuorum])).toEqual([
      [1, 'Oud', true],
      [2, 'Bank in het park', true],
      [3, 'Nieuw', false],
      [4, 'Besluitenlijst', false],
    ])
    expect(again[1]?.origin).toEqual({ from: 'ratification', decisionId })
  })
})

describe('what concerns one member', () => {
  const [own, other] = [memberOf(1), memberOf(2)]

  it('what concerns one member is done by that member or by a coordinator, and by nobody else', () => {
    expect(objectionToActingFor([{ role: 'member', id: own.id }], own.id)).toBeUndefined()
    expect(objectionToActingFor([{ role: 'coordinator', id: other.id }], own.id)).toBeUndefined()
    const others = [
      { role: 'chair', id: other.id },
      { role: 'member', id: other.id },
      { role: 'ward-manager', id: 'somebody' },
    ] as const
    expect(objectionToActingFor(others, own.id)).toMatchObject({ code: 'not-yourself' })
    expect(objectionToActingFor([], own.id)).toMatchObject({ code: 'not-yourself' })
  })
})
