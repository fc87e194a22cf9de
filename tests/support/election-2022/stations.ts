// Polling stations of 2022: forms whose sums are right, each entered twice, and forms with planted errors.
import { expect } from 'vitest'
import type { Cells } from '../../../shared/elections/count/cells.ts'
import type { Persona } from '../services/http-event.ts'
import { anna, at, bram, coordinator, type Scene, versionOf, well } from './scene.ts'
import type { WardSupply } from './supply.ts'

/** A form whose sums are right: two voters more than votes for candidates, one blank and one invalid. */
export const formOf = (order: readonly string[], votes: readonly number[], { eligible }: WardSupply): Cells => {
  const sum = votes.reduce((total, each) => total + each, 0)
  return {
    pollingCards: sum + 2,
    proxies: 0,
    voterPasses: 0,
    admitted: sum + 2,
    ...Object.fromEntries(order.map((id, place) => [`votes:${id}`, votes[place] ?? 0])),
    candidateVotes: sum,
    blank: 1,
    invalid: 1,
    cast: sum + 2,
    saysEqual: 1,
    electorate: eligible,
  }
}

export type Planted = { 'first-has-errors': number; different: number; warning: number }

/** Enters a station twice. `kind`: 1 a wrong sum, 2 two candidates exchanged, 3 many blank ballots. */
export const count = async (
  system: Scene,
  { ward }: WardSupply,
  station: string,
  cells: Cells,
  kind: number,
  planted: Planted,
) => {
  const params = { electionId: system.electionId(), wardCode: ward }
  well(
    await system.ask('addStation', { params, at: at.evening, body: { station, name: `Stembureau ${station}` } }),
    201,
  )
  let version = 1
  const step = async (name: 'claimEntry' | 'finishEntry' | 'settleEntries', by: Persona, body?: object) => {
    const input = { params: { ...params, station }, at: at.evening, by, ifMatch: version, ...(body && { body }) }
    const answered = await system.ask(name, input)
    if (answered.status === 200) version = versionOf(answered)
    return answered
  }
  const blank = (cells.blank ?? 0) + (kind === 3 ? 60 : 0)
  const all = {
    ...cells,
    blank,
    admitted: (cells.admitted ?? 0) + blank - 1,
    pollingCards: (cells.admitted ?? 0) + blank - 1,
  }
  const right: Cells = { ...all, cast: all.admitted }
  const handled = kind === 3 ? [{ code: 'WZ.W.201', explanation: 'Nageteld: het zijn er zoveel.' }] : []

  well(await step('claimEntry', anna))
  if (kind === 1) {
    const wrong = well(await step('finishEntry', anna, { cells: { ...right, blank: blank + 1 } }))
    expect(wrong.body).toMatchObject({ status: 'first-has-errors', errors: ['WZ.F.203'] })
    planted['first-has-errors'] += 1
    well(await step('settleEntries', coordinator, { action: 'resume' }))
  }
  if (kind === 3) {
    expect((await step('finishEntry', anna, { cells: right })).body).toMatchObject({ code: 'warnings-not-handled' })
    planted.warning += 1
  }
  well(await step('finishEntry', anna, { cells: right, handled }))
  well(await step('claimEntry', bram))
  const names = Object.keys(right).filter((name) => name.startsWith('votes:'))
  const [one, other] = names.filter((name, place) => right[name] !== right[names[place - 1] ?? ''])
  if (kind !== 2 || one === undefined || other === undefined) {
    expect((await step('finishEntry', bram, { cells: right, handled })).body).toMatchObject({ status: 'definitive' })
    return
  }
  const exchanged = { ...right, [one]: right[other] ?? 0, [other]: right[one] ?? 0 }
  expect((await step('finishEntry', bram, { cells: exchanged })).body).toMatchObject({ status: 'different' })
  planted.different += 1
  well(await step('settleEntries', coordinator, { action: 'return', which: 'second' }))
  const again = await step('finishEntry', bram, { cells: { [one]: right[one] ?? 0, [other]: right[other] ?? 0 } })
  expect(again.body).toMatchObject({ status: 'definitive' })
}
