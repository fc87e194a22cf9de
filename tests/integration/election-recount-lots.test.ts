// The lots of a result that is counted again: kept, void, or drawn anew.
import { beforeAll, describe, expect, it } from 'vitest'
import { objectionsToDraw } from '../../shared/voting/lots/published-draw.ts'
import {
  anna,
  asOfficer,
  drawnWard,
  enteredStation,
  establishedWard,
  formOf,
  later,
} from '../support/builders/elections/counted-ward.ts'
import { type Recounts, recountMoments, startRecounts } from '../support/builders/elections/recounted-ward.ts'

const wardCode = 'heijplaat'
const { ordered, inTerm } = recountMoments

let system: Recounts
beforeAll(async () => {
  system = await startRecounts(wardCode)
})

describe('the lots of a result that is counted again', () => {
  const tie = [90, 80, 70, 60, 50, 40, 20, 20, 10]
  /** A ward with a tie for the last seat. The lot was drawn and the result established. */
  const drawn = async () => {
    const electionId = await system.planned([wardCode, 'pernis'])
    const ids = await drawnWard(system, electionId, wardCode)
    const of = { electionId, wardCode }
    await enteredStation(system, { ...of, station: 'SB1' }, formOf(ids, tie))
    await asOfficer(system, 'proposeResult', of, anna, { electorate: 900 })
    await asOfficer(system, 'drawTie', of, anna, { who: 'Stembureau', when: later, seed: '6 2 5' })
    await establishedWard(system, of)
    return { electionId, ids }
  }

  it('the lots of a result that is counted again are kept if the same candidates tie for the same place again', async () => {
    const ward = await drawn()
    await system.recount.recounted(ward, [91, ...tie.slice(1)], ordered)
    const [before, after] = await system.recount.resultsWithLots(ward)
    expect(after).toMatchObject({ ties: before?.ties, voidedTies: [] })
  })

  it('the lots of a result that is counted again become void with their record if there is no longer a tie, and are valid again if it returns', async () => {
    const ward = await drawn()
    await system.recount.recounted(ward, [90, 80, 70, 60, 50, 40, 20, 21, 10], ordered)
    const [before, after] = await system.recount.resultsWithLots(ward)
    expect(after).toMatchObject({ ties: [], voidedTies: before?.ties })
    const [lot] = before?.ties ?? []
    expect(lot && objectionsToDraw(lot)).toEqual([])
    await system.recount.recounted(ward, tie, inTerm)
    const again = (await system.recount.resultsWithLots(ward)).at(-1)
    expect(again).toMatchObject({ ties: before?.ties, voidedTies: [], outcome: before?.outcome })
  })

  it('the lots of a result that is counted again do not decide a tie of other candidates: a new lot is drawn', async () => {
    const ward = await drawn()
    await system.recount.order(ward, ordered)
    await system.recount.count(ward, [90, 80, 70, 60, 50, 40, 20, 20, 20], ordered)
    const awaiting = await system.recount.propose(ward, ordered)
    expect(awaiting.body).toMatchObject({ status: 'lot-needed', needed: { among: ward.ids.slice(6), places: 1 } })
    const thrown = { who: 'Stembureau', when: ordered, seed: '1 1 4' }
    await system.onContest('drawTie', ward.electionId, wardCode, ordered, thrown, anna)
    await system.recount.propose(ward, ordered)
    await system.recount.establish(ward, ordered)
    const [before, after] = await system.recount.resultsWithLots(ward)
    expect(after).toMatchObject({ voidedTies: before?.ties })
    expect(new Set([...(before?.ties ?? []), ...(after?.ties ?? [])].map(({ subject }) => subject)).size).toBe(2)
  })
})
