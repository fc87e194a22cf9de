// A resident who was drawn by lottery becomes a member of the ward council, as everybody reads it on the page of the ward.
import { afterAll, beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import { start as startCouncils } from '../../functions/councils/api.ts'
import { start as startFollowing } from '../../functions/councils/seats/follow-seat.ts'
import { councilsOperations } from '../../shared/councils/operations.ts'
import { days, residentNamed, startLotteryWorld, wardCode } from '../support/builders/elections/lottery-world.ts'
import { eventsIn } from '../support/builders/initiatives/initiatives.ts'
import { send } from '../support/services/http-event.ts'

const Told = z.looseObject({ type: z.string() })
const Members = z.object({ items: z.array(z.looseObject({ name: z.string(), from: z.string().optional() })) })

let world: Awaited<ReturnType<typeof startLotteryWorld>>
beforeAll(async () => {
  world = await startLotteryWorld()
})
afterAll(() => world.stop())

it('a resident who was drawn is known to nobody until they accept, and a member from the oath on', async () => {
  const { environment, table } = world.rolls
  const [councils, follow] = [startCouncils(environment), startFollowing(environment)]
  const followed = (moment: string) =>
    world.atMoment(moment, async () => {
      const events = (await eventsIn(table)).map(({ detail }): unknown => JSON.parse(detail))
      for (const detail of events)
        if (Told.parse(detail).type === 'nl.wijk.elections.seat-changed.v1') await follow({ detail }, {})
    })
  /** Who sits on this day, as anybody reads it. */
  const sitting = async (on: string) => {
    const asked = { at: `${on}T20:00:00Z`, params: { wardCode }, query: { on } }
    return Members.parse((await send(councils, councilsOperations.listMembers, asked)).body).items
  }

  await world.drawnLottery()
  await world.onSeat('askDrawn', 5, days.asked)
  const [who = ''] = await world.askedNow()
  const body = { answer: 'accept', name: 'R. Geloot' }
  await world.onSeat('answerDraw', 5, days.asked, body, residentNamed(who))
  await followed('2026-04-25T10:00:00Z')
  expect(await sitting('2026-04-25')).toEqual([])

  const step = async (name: 'examineMember' | 'takeSeat', more: object) => {
    const { version } = await world.seatNow(5)
    const params = { ...world.params, seat: '5' }
    return world.ask(name, { params, at: '2026-04-26T18:00:00Z', ifMatch: version, body: more })
  }
  await step('examineMember', { isAdmitted: true })
  await step('takeSeat', { takenOn: '2026-04-26' })
  await followed('2026-04-26T18:05:00Z')
  await followed('2026-04-26T18:06:00Z')
  const members = await sitting('2026-04-26')
  expect(members).toMatchObject([{ name: 'R. Geloot' }])
  expect(JSON.stringify(members)).not.toContain(who)
  expect(JSON.stringify(members)).not.toContain(residentNamed(who).sub)

  // Whoever leaves is off the page on that day.
  const { version } = await world.seatNow(5)
  const left = await world.ask('vacateSeat', {
    ...{ params: { ...world.params, seat: '5' }, at: '2027-01-18T09:00:00Z', ifMatch: version },
    body: { reason: 'moved-away', vacantOn: '2027-01-18' },
  })
  expect(left.body).toMatchObject({ status: 'vacant' })
  await followed('2027-01-18T09:05:00Z')
  expect(await sitting('2027-01-17')).toHaveLength(1)
  expect(await sitting('2027-01-18')).toEqual([])
})
