// The seats of a ward whose votes were counted again: offered, reviewed, or left as they were.
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Recounts,
  recountMoments,
  recountVotes,
  startRecounts,
} from '../support/builders/elections/recounted-ward.ts'

const wardCode = 'heijplaat'
const { ordered, inTerm } = recountMoments
const { other } = recountVotes
let system: Recounts
beforeAll(async () => {
  system = await startRecounts(wardCode)
})

describe('the seats after a recount', () => {
  it('the seats after a recount go to the new winner if they were only offered; the former winner can no longer accept', async () => {
    const ward = await system.wards.established()
    const loser = await system.wards.accountOf(ward, ward.ids[6] ?? '')
    const winner = await system.wards.accountOf(ward, ward.ids[7] ?? '')
    await system.recount.recounted(ward, other, ordered)
    expect((await system.wards.seatOf(ward, 7)).seat).toMatchObject({ status: 'offered', nominationId: ward.ids[7] })
    const late = await system.wards.onSeat(ward, 7, 'answerSeat', ordered, { answer: 'accept' }, loser)
    expect(late.body).toMatchObject({ code: 'seat-not-yours' })
    const accepted = await system.wards.onSeat(ward, 7, 'answerSeat', ordered, { answer: 'accept' }, winner)
    expect(accepted.body).toMatchObject({ status: 'accepted' })
  })

  it('the seats after a recount are reviewed if they were taken, and go to the new winner once the member leaves', async () => {
    const ward = await system.wards.established()
    await system.wards.install(ward, 7)
    await system.recount.recounted(ward, other, inTerm)
    expect((await system.wards.seatOf(ward, 7, inTerm)).seat).toMatchObject({
      status: 'in-review',
      nominationId: ward.ids[6],
      takenOn: '2026-04-22',
    })
    const stays = await system.wards.onSeat(ward, 7, 'reviewSeat', inTerm, {
      outcome: 'stays',
      decidedOn: '2026-05-04',
    })
    expect(stays.body).toMatchObject({ code: 'another-comes-first' })
    const leaves = { outcome: 'leaves', decidedOn: '2026-05-04' }
    expect((await system.wards.onSeat(ward, 7, 'reviewSeat', inTerm, leaves)).body).toMatchObject({ status: 'vacant' })
    expect((await system.wards.onSeat(ward, 7, 'offerSeat', inTerm)).body).toMatchObject({
      status: 'offered',
      nominationId: ward.ids[7],
    })
  })

  it('the seats after a recount are offered to nobody while the votes are counted again', async () => {
    const ward = await system.wards.established()
    await system.wards.install(ward, 1)
    await system.wards.onSeat(ward, 1, 'vacateSeat', '2026-04-24T09:00:00Z', {
      reason: 'resigned',
      vacantOn: '2026-04-24',
    })
    await system.recount.order(ward, inTerm)
    expect((await system.wards.onSeat(ward, 1, 'offerSeat', inTerm)).body).toMatchObject({ code: 'recount-going-on' })
  })

  it('the seats after a recount are reviewed or offered again if a former winner accepts while the new result is established', async () => {
    const ward = await system.wards.established()
    const by = await system.wards.accountOf(ward, ward.ids[6] ?? '')
    await system.recount.order(ward, ordered)
    await system.recount.count(ward, other, ordered)
    await system.recount.propose(ward, ordered)
    const both = await Promise.all([
      system.recount.establish(ward, ordered),
      system.wards.onSeat(ward, 7, 'answerSeat', ordered, { answer: 'accept' }, by),
    ])
    const [established, answered] = both.map(({ status }) => status)
    if (established !== 200) await system.recount.establish(ward, ordered)
    const { seat } = await system.wards.seatOf(ward, 7)
    // Whichever request came first, nobody who no longer wins keeps a seat without a review.
    expect(seat).toMatchObject(
      answered === 200
        ? { status: 'in-review', nominationId: ward.ids[6] }
        : { status: 'offered', nominationId: ward.ids[7] },
    )
  })
})
