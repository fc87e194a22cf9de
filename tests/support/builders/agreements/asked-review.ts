// A review that asks, and what its owners and council do with it.
import * as z from 'zod'
import { getWaits } from '../../../../shared/agreements/watch-store.ts'
import type { startReviewWorld } from './review-world.ts'

type World = Awaited<ReturnType<typeof startReviewWorld>>
export type Action = { readonly agreementId: string; readonly actionId: string }

/** An agreement in force with these actions, on the first day of its first review. */
export const asked = async (world: World, actions: readonly object[]) => {
  const published = await world.api.published(actions)
  await world.travel('2026-01-01T06:00:00Z')
  await world.api.sweep()
  await world.travel('2026-05-01T06:00:00Z')
  await world.sweep(published.of)
  return published
}

export const report = (world: World, action: Action) =>
  world.api.call('reportProgress', 'department', { params: action, body: { text: 'Wij zijn bezig.' } })

const Alarms = z.object({ items: z.array(z.looseObject({ id: z.string(), actionId: z.string() })) })
export const alarmsNow = async (world: World) =>
  Alarms.parse(
    (await world.api.call('listAgreementAlarms', undefined, { query: { wardCode: 'pernis', limit: '100' } })).body,
  ).items

/** The same with two actions, and what is waited for. */
export const twoAsked = async (world: World) => {
  const { of, actions } = await asked(world, [{}, { title: 'Bank' }])
  const [one, other] = actions
  if (!one || !other) throw new Error('Two actions')
  const waiting = async () => {
    const [review] = await world.reviewsOf(of)
    if (review === undefined) throw new Error('A review')
    return getWaits(world.api.table, review.agreementId, review.id)
  }
  const subjects = async () => (await waiting()).map(({ subject }) => subject).toSorted()
  return { of, one, other, waiting, asked: subjects }
}
