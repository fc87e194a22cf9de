import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Cells, CountForm } from '../../../shared/elections/count/cells.ts'
import {
  addStation,
  claimEntry,
  claimFirst,
  claimSecond,
  correctEntry,
  discardOwn,
  expectStation,
  finaliseFirst,
  finaliseSecond,
  finishEntry,
  keepEntry,
  resetCount,
  resumeFirst,
  returnEntry,
  settleEntries,
} from '../../../shared/elections/count/double-entry.ts'
import type { Entry, StationCount } from '../../../shared/elections/count/station-count.ts'
import { rulesOfRotterdam } from '../../../shared/elections/rules/rules-of-rotterdam.ts'
import { Instant } from '../../../shared/kernel/clock.ts'
import { ElectionId, ResidentId, WardCode } from '../../../shared/kernel/ids.ts'

const [rules] = rulesOfRotterdam.map(({ count }) => count)
if (rules === undefined) throw new Error('No rules')
const form: CountForm = { kind: 'persons', candidates: ['a', 'b'] }
const basis = { form, rules }
const [anna, bram, coby] = ['anna', 'bram', 'coby'].map((name) => ResidentId.parse(name))
if (!anna || !bram || !coby) throw new Error('No typists')

const cells: Cells = {
  pollingCards: 180,
  proxies: 18,
  admitted: 198,
  'votes:a': 120,
  'votes:b': 70,
  candidateVotes: 190,
  blank: 3,
  invalid: 5,
  cast: 198,
  saysEqual: 1,
  electorate: 800,
}
const swapped: Cells = { ...cells, 'votes:a': 119, 'votes:b': 71 }
const entry = (by: ResidentId, of: Cells = cells, ...codes: readonly string[]): Entry => ({
  by,
  cells: of,
  handled: codes.map((code) => ({ code, explanation: 'Gecontroleerd op papier.' })),
})

type Answer = { readonly refused: boolean; readonly after?: StationCount; readonly code?: string }
const afterOf = (answer: Answer): StationCount => {
  if (answer.after === undefined) throw new Error(answer.code)
  return answer.after
}
const station = {
  electionId: ElectionId.parse('0193c3c6-7a00-7000-8000-0000000000ee'),
  wardCode: WardCode.parse('heijplaat'),
  station: 'SB12',
  name: 'De Heij',
  session: 1,
  requestDigest: 'a'.repeat(64),
}
const empty = expectStation(station).after
const opened = afterOf(claimFirst(empty, anna))
const firstFinal = afterOf(finaliseFirst(opened, entry(anna), basis))
const secondOpen = afterOf(claimSecond(firstFinal, bram))
const different = afterOf(finaliseSecond(secondOpen, entry(bram, swapped), basis))

describe('the entry of a count', () => {
  it('the entry of a count is final when two people entered the same', () => {
    expect(afterOf(finaliseSecond(secondOpen, entry(bram), basis))).toMatchObject({
      status: 'definitive',
      first: { by: 'anna', cells },
      secondBy: 'bram',
    })
  })

  it('the entry of a count needs two people', () => {
    expect(claimSecond(firstFinal, anna)).toMatchObject({ code: 'same-typist' })
    expect(finaliseSecond(secondOpen, entry(coby), basis)).toMatchObject({ code: 'entry-of-another' })
    expect(finaliseFirst(opened, entry(bram), basis)).toMatchObject({ code: 'entry-of-another' })
    expect(claimFirst(opened, bram)).toMatchObject({ code: 'entry-taken' })
  })

  it('the entry of a count with errors goes to the coordinator, who lets the typist continue or discards it', () => {
    const wrong = afterOf(finaliseFirst(opened, entry(anna, { ...cells, blank: 4 }), basis))
    expect(wrong).toMatchObject({ status: 'first-has-errors', errors: ['WZ.F.203'] })
    expect(claimSecond(wrong, bram)).toMatchObject({ code: 'entry-taken' })
    expect(afterOf(resumeFirst(wrong))).toMatchObject({ status: 'first-open', typist: 'anna', draft: { blank: 4 } })
    expect(afterOf(resetCount(wrong)).status).toBe('empty')
  })

  it('the entry of a count is stopped by errors in the second entry, and names their codes', () => {
    expect(finaliseSecond(secondOpen, entry(bram, { ...cells, blank: 4 }), basis)).toMatchObject({
      code: 'entry-has-errors',
      facts: { codes: 'WZ.F.203' },
    })
  })

  it('the entry of a count requires an explanation of each warning, in both entries', () => {
    const odd = { ...cells, 'votes:a': 110, candidateVotes: 180, blank: 13 }
    expect(finaliseFirst(opened, entry(anna, odd), basis)).toMatchObject({
      code: 'warnings-not-handled',
      facts: { codes: 'WZ.W.201' },
    })
    const first = afterOf(finaliseFirst(opened, entry(anna, odd, 'WZ.W.201'), basis))
    const second = afterOf(claimSecond(first, bram))
    expect(finaliseSecond(second, entry(bram, odd), basis)).toMatchObject({ code: 'warnings-not-handled' })
    expect(afterOf(finaliseSecond(second, entry(bram, odd, 'WZ.W.201'), basis)).status).toBe('definitive')
  })

  it('the entry of a count accepts only the cells of its form', () => {
    expect(finaliseFirst(opened, entry(anna, { ...cells, 'votes:z': 0 }), basis)).toMatchObject({
      code: 'cells-unknown',
      facts: { cells: 'votes:z' },
    })
  })

  it('the entry of a count distinguishes a blank cell from a zero', () => {
    const answer = finaliseSecond(secondOpen, entry(bram, { ...cells, voterPasses: 0 }), basis)
    expect(afterOf(answer).status).toBe('different')
  })

  it('the entry of a count can be left only by its own typist', () => {
    expect(discardOwn(opened, bram)).toMatchObject({ code: 'entry-of-another' })
    expect(afterOf(discardOwn(opened, anna)).status).toBe('empty')
    expect(afterOf(discardOwn(secondOpen, bram))).toMatchObject({ status: 'first-final', first: { by: 'anna' } })
    expect(discardOwn(different, bram)).toMatchObject({ code: 'entry-not-open' })
  })
})

describe('two entries that differ', () => {
  it('two entries that differ are returned blank: the typist fills in only the cells that differ', () => {
    const returned = afterOf(returnEntry(different, 'second'))
    expect(returned).toMatchObject({ status: 'returned', differing: ['votes:a', 'votes:b'] })
    expect(correctEntry(returned, bram, { blank: 3 }, [], basis)).toMatchObject({ code: 'cells-not-returned' })
    expect(correctEntry(returned, anna, { 'votes:a': 120 }, [], basis)).toMatchObject({ code: 'entry-of-another' })
    const corrected = correctEntry(returned, bram, { 'votes:a': 120, 'votes:b': 70 }, [], basis)
    expect(afterOf(corrected)).toMatchObject({ status: 'definitive', secondBy: 'bram' })
  })

  it('two entries that differ are compared again after the correction of the first', () => {
    const returned = afterOf(returnEntry(different, 'first'))
    const still = correctEntry(returned, anna, { 'votes:a': 118, 'votes:b': 72 }, [], basis)
    expect(afterOf(still).status).toBe('different')
    const agreed = correctEntry(returned, anna, { 'votes:a': 119, 'votes:b': 71 }, [], basis)
    expect(afterOf(agreed)).toMatchObject({ status: 'definitive', first: { cells: swapped } })
  })

  it('two entries that differ can be decided for one of them, which then needs a new second entry', () => {
    const kept = afterOf(keepEntry(different, 'second'))
    expect(kept).toMatchObject({ status: 'first-final', first: { by: 'bram', cells: swapped } })
    expect(claimSecond(kept, bram)).toMatchObject({ code: 'same-typist' })
    expect(afterOf(claimSecond(kept, anna)).status).toBe('second-open')
  })

  it('two entries that differ cannot be settled by a correction with errors', () => {
    const returned = afterOf(returnEntry(different, 'second'))
    expect(correctEntry(returned, bram, { 'votes:a': 120 }, [], basis)).toMatchObject({ code: 'entry-has-errors' })
  })

  it('two entries that differ become final only with the same numbers in both, whichever cells differ', () => {
    const change = fc.dictionary(fc.constantFrom('votes:a', 'votes:b', 'proxies'), fc.integer({ min: 0, max: 300 }))
    fc.assert(
      fc.property(change, (changes) => {
        const answer: Answer = finaliseSecond(secondOpen, entry(bram, { ...cells, ...changes }), basis)
        const isSame = Object.entries(changes).every(([name, value]) => cells[name] === value)
        expect(answer.after?.status === 'definitive').toBe(isSame)
      }),
    )
  })
})

describe('the entry that is next', () => {
  const closesAt = Instant.parse('2026-03-18T20:00:00.000Z')
  const before = Instant.parse('2026-03-18T19:59:59.999Z')

  it('the entry that is next can be taken once the polls have closed: the first, then the second', () => {
    expect(claimEntry(empty, anna, closesAt, before)).toMatchObject({ code: 'polling-not-closed' })
    expect(afterOf(claimEntry(empty, anna, closesAt, closesAt)).status).toBe('first-open')
    expect(afterOf(claimEntry(firstFinal, bram, closesAt, closesAt)).status).toBe('second-open')
  })

  it('the entry that is next is finished as the first, as the second or as the one that was returned', () => {
    expect(afterOf(finishEntry(opened, entry(anna), basis)).status).toBe('first-final')
    expect(afterOf(finishEntry(secondOpen, entry(bram), basis)).status).toBe('definitive')
    const returned = afterOf(settleEntries(different, { action: 'return', which: 'second' }))
    const corrected = entry(bram, { 'votes:a': 120, 'votes:b': 70 })
    expect(afterOf(finishEntry(returned, corrected, basis)).status).toBe('definitive')
  })

  it('the entry that is next is decided by the coordinator if entries differ', () => {
    const settled = (settlement: Parameters<typeof settleEntries>[1]) => settleEntries(different, settlement)
    expect(afterOf(settled({ action: 'keep', which: 'first' })).status).toBe('first-final')
    expect(afterOf(settled({ action: 'discard' })).status).toBe('empty')
    expect(settled({ action: 'resume' })).toMatchObject({ code: 'entry-without-errors' })
  })
})

describe('a station that is added', () => {
  it('a station that is added is counted in the newest session, unless an earlier one counted it', () => {
    expect(addStation(station, undefined)).toMatchObject({ after: { status: 'empty', session: 1 } })
    expect(addStation({ ...station, session: 2 }, empty)).toMatchObject({
      code: 'station-counted-before',
      facts: { session: 1 },
    })
  })
})
