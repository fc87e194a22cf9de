// Actions of an agreement, and their shares.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as actions from '../../../shared/agreements/actions/action.ts'
import { sharesInCity, sharesOf } from '../../../shared/agreements/actions/shares.ts'
import * as agreements from '../../../shared/agreements/agreement/agreement.ts'
import { ActionId, WardCode } from '../../../shared/kernel/ids.ts'
import {
  agreed,
  agreementId,
  day,
  made,
  now,
  pernis,
  proposed,
  uuid,
  verdict,
  years,
} from '../../support/builders/agreements/plain-agreements.ts'

describe('an action', () => {
  it('an action cannot be agreed before it is costed, or if it is not feasible', () => {
    expect(actions.agreeAction(made(proposed()))).toMatchObject({ code: 'not-costed' })
    const refused = made(
      actions.costAction(made(proposed()), { state: 'not-feasible', reason: 'Er ligt een leiding.' }),
    )
    expect(actions.agreeAction(refused)).toMatchObject({ code: 'not-costed' })
    expect(actions.setAside(refused, 'Er ligt een leiding.')).toMatchObject({ after: { status: 'not-taken-up' } })
  })
  it('an action is due in its own year', () => {
    expect(proposed(10, 2024)).toMatchObject({ code: 'due-outside-year' })
  })
  it('an action is not judged by a report: notes and verdicts are separate', () => {
    const report = { id: uuid(70), requestDigest: '', by: 'Stadsbeheer', text: 'Klaar!', evidence: [] }
    const reported = made(actions.reportProgress(agreed(), report, true, now))
    expect(reported).toMatchObject({ status: 'agreed', notes: [{ isLate: true }], verdicts: [] })
    expect(actions.judgeAction(reported, verdict('partly'))).toMatchObject({ after: { status: 'partly-realised' } })
  })
  it('an action can get another verdict in a later review, until it is realised or dropped', () => {
    const partly = made(actions.judgeAction(agreed(), verdict('partly')))
    const realised = made(actions.judgeAction(partly, verdict('realised')))
    expect(realised).toMatchObject({ status: 'realised', verdicts: [{ verdict: 'partly' }, { verdict: 'realised' }] })
    expect(actions.judgeAction(realised, verdict('not'))).toMatchObject({ code: 'not-to-be-judged' })
  })
  it('an action that is carried over continues next year with the same owner, and has to be costed again', () => {
    const period = agreements.periodOfYear(years, 2024)
    const to = { id: ActionId.parse(uuid(11)), dueOn: day('2024-06-01'), agreementId, period }
    const carried = actions.carryOver(agreed(), to, verdict('carried-over'))
    expect(carried).toMatchObject({
      ended: { after: { status: 'carried-over', carriedTo: to.id } },
      begun: {
        after: { status: 'proposed', year: 2024, carriedFrom: uuid(10), costing: { state: 'asked' }, verdicts: [] },
      },
    })
    expect(actions.carryOver(agreed(), { ...to, dueOn: day('2025-06-01') }, verdict('carried-over'))).toMatchObject({
      code: 'due-outside-year',
    })
    expect(actions.carryOver(agreed(), { ...to, period: undefined }, verdict('carried-over'))).toMatchObject({
      code: 'no-such-year',
    })
  })
  it('an action has as many notes and verdicts as fit in its item, and reports when it is full', () => {
    const report = { id: uuid(70), requestDigest: '', by: 'Stadsbeheer', text: 'Bezig.', evidence: [] }
    const notes = Array.from({ length: 24 }, () => ({ ...report, at: now, isLate: false }))
    expect(actions.reportProgress({ ...agreed(), notes }, report, false, now)).toMatchObject({ code: 'too-many-notes' })
    const verdicts = Array.from({ length: 11 }, () => verdict('partly'))
    const full = { ...agreed(), verdicts }
    expect(actions.judgeAction(full, verdict('partly'))).toMatchObject({ code: 'too-many-verdicts' })
    const period = agreements.periodOfYear(years, 2024)
    const to = { id: ActionId.parse(uuid(11)), dueOn: day('2024-06-01'), agreementId, period }
    expect(actions.carryOver(full, to, verdict('carried-over'))).toMatchObject({ refused: false })
  })
})

describe('the shares', () => {
  const many = (count: number, status: actions.Action['status']) => Array.from({ length: count }, () => ({ status }))

  it('the shares of 2023 are 62 % realised, 3 % dropped and 35 % continuing', () => {
    const all = [
      ...many(868, 'realised'),
      ...many(42, 'dropped'),
      ...many(200, 'partly-realised'),
      ...many(250, 'carried-over'),
    ]
    expect(
      sharesOf([...all, ...many(40, 'not-realised'), ...many(28, 'not-taken-up'), ...many(5, 'proposed')]),
    ).toEqual({
      actions: 1_400,
      realised: 868,
      dropped: 42,
      continuing: 490,
      percentages: { realised: 62, dropped: 3, continuing: 35 },
    })
  })
  it('the shares without actions are undefined', () => {
    expect(sharesOf([])).toMatchObject({ actions: 0, percentages: undefined })
  })
  it('the shares of wards add up to those of their areas and of the city, of one year', () => {
    const wards = [
      { code: pernis, area: 'Pernis' as const },
      { code: WardCode.parse('kralingen'), area: 'Kralingen-Crooswijk' as const },
      { code: WardCode.parse('crooswijk'), area: 'Kralingen-Crooswijk' as const },
    ]
    const kinds = fc.constantFrom('agreed', 'realised', 'dropped', 'partly-realised', 'not-realised', 'proposed')
    const drawn = fc.array(fc.record({ ward: fc.nat(2), status: kinds, year: fc.constantFrom(2023, 2024) }))
    const sum = (parts: readonly { realised: number; dropped: number; continuing: number }[]) =>
      parts.reduce(
        (total, { realised, dropped, continuing }) => [
          (total[0] ?? 0) + realised,
          (total[1] ?? 0) + dropped,
          (total[2] ?? 0) + continuing,
        ],
        [0, 0, 0],
      )
    fc.assert(
      fc.property(drawn, (rows) => {
        const all = rows.map(({ ward, status, year }) =>
          actions.Action.parse({ ...agreed(), status, year, wardCode: wards[ward]?.code }),
        )
        const { city, areas, wards: each } = sharesInCity(all, wards, 2023)
        expect(sum(each)).toEqual(sum([city]))
        expect(sum(areas)).toEqual(sum([city]))
        expect(city.realised).toBe(rows.filter(({ status, year }) => status === 'realised' && year === 2023).length)
      }),
    )
  })
})
