import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openState } from '../../../local/emulator/state.ts'
import { startActivity } from '../../../local/emulator/time/activity.ts'
import { startAgenda } from '../../../local/emulator/time/agenda.ts'
import { startClock } from '../../../local/emulator/time/clock.ts'
import { startTimeMachine } from '../../../local/emulator/time/time-machine.ts'

const day = 86_400_000
const noon = Date.parse('2026-03-28T12:00:00Z')

const world = () => {
  const state = openState(':memory:')
  const clock = startClock(state)
  clock.set(noon)
  const activity = startActivity()
  const failures: string[] = []
  const agenda = startAgenda(clock, activity, (failure) => failures.push(failure))
  return { state, clock, activity, agenda, failures, machine: startTimeMachine(clock, agenda, activity) }
}
const everyFiveMinutes = {
  period: 300_000,
  nextAfter: (moment: number) => (Math.floor(moment / 300_000) + 1) * 300_000,
}

describe('moving the clock', () => {
  it('moving the clock runs what is due in between in the order of time, whatever the order of registration', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 10 * day }), { maxLength: 20 }), async (distances) => {
        const { agenda, machine } = world()
        const seen: number[] = []
        for (const distance of distances) agenda.once('job', noon + 1_000 + distance, (at) => void seen.push(at))
        await machine.travel(noon + 5 * day)
        const due = distances.map((distance) => noon + 1_000 + distance).filter((at) => at <= noon + 5 * day)
        expect(seen).toEqual(due.sort((a, b) => a - b))
        agenda.stop()
      }),
      { numRuns: 30 },
    )
  })

  it('moving the clock shows each job the time at which it was due, and lets it end before the next one', async () => {
    const { agenda, clock, machine } = world()
    const seen: string[] = []
    agenda.once('slow', noon + day, async () => {
      await new Promise((resolve) => setTimeout(resolve, 20))
      seen.push(`slow ${clock.now() - noon}`)
      // A follow-up that is scheduled before the target time also runs during this journey.
      agenda.once('follow-up', clock.now() + 60_000, () => void seen.push(`follow-up ${clock.now() - noon}`))
    })
    agenda.once('late', noon + 2 * day, () => void seen.push(`late ${clock.now() - noon}`))
    const fired = await machine.travel(noon + 3 * day)
    expect(seen).toEqual([`slow ${day}`, `follow-up ${day + 60_000}`, `late ${2 * day}`])
    expect(fired.map(({ name }) => name)).toEqual(['slow', 'follow-up', 'late'])
    expect(clock.now()).toBeGreaterThanOrEqual(noon + 3 * day)
    expect(clock.isFrozen).toBe(false)
  })

  it('moving the clock runs every repetition of a rate within two hours', async () => {
    const { agenda, machine } = world()
    agenda.every('sweeper', everyFiveMinutes, noon, () => {})
    expect(await machine.travel(noon + 3_600_000)).toHaveLength(12)
  })

  it('moving the clock over a year runs a rate once a day, after each other job, and last before the target', async () => {
    const { agenda, machine } = world()
    agenda.every('sweeper', everyFiveMinutes, noon, () => {})
    agenda.once('close', noon + 100 * day + 1_000, () => {})
    const fired = await machine.travel(noon + 365 * day)
    expect(fired.length).toBeLessThan(370)
    const after = fired[fired.findIndex(({ name }) => name === 'close') + 1]
    expect(after).toEqual({ name: 'sweeper', at: new Date(noon + 100 * day + 300_000).toISOString() })
    expect(fired.at(-1)?.at).toBe(new Date(noon + 365 * day).toISOString())
  })

  it('moving the clock runs rates due at the same moment in parallel, and lets both end before the next job', async () => {
    const { agenda, clock, machine } = world()
    const seen: string[] = []
    for (const name of ['one', 'other'])
      agenda.every(name, everyFiveMinutes, noon, async () => {
        seen.push(`${name} begins ${clock.now() - noon}`)
        await new Promise((resolve) => setTimeout(resolve, 10))
        seen.push(`${name} ends ${clock.now() - noon}`)
      })
    agenda.once('job', noon + 300_000, () => void seen.push(`job ${clock.now() - noon}`))
    const fired = await machine.travel(noon + 300_000)
    expect(fired.map(({ name }) => name)).toEqual(['one', 'other', 'job'])
    expect(seen).toEqual([
      'one begins 300000',
      'other begins 300000',
      'one ends 300000',
      'other ends 300000',
      'job 300000',
    ])
  })

  it('moving the clock does not go back unless forced, and then does not move at all', async () => {
    const { clock, machine } = world()
    await expect(machine.travel(noon - 1)).rejects.toThrow('going back undoes nothing')
    expect(clock.now()).toBeGreaterThanOrEqual(noon)
    expect(clock.isFrozen).toBe(false)
  })

  it('moving the clock backwards runs nothing, undoes nothing, and lets later jobs wait', async () => {
    const { agenda, clock, machine } = world()
    let count = 0
    agenda.once('job', noon + day, () => {
      count += 1
    })
    await machine.travel(noon + 2 * day)
    expect(await machine.travel(noon, { isForced: true })).toEqual([])
    expect(clock.now() - noon).toBeLessThan(1_000)
    await machine.travel(noon + 2 * day)
    expect(count).toBe(1)
  })

  it('moving the clock reports which job failed and continues', async () => {
    const { agenda, failures, machine } = world()
    agenda.once('bad', noon + day, () => {
      throw new Error('no')
    })
    agenda.once('good', noon + day, () => {})
    expect(await machine.travel(noon + 2 * day)).toHaveLength(2)
    expect(failures).toEqual(['bad: no'])
  })

  it('moving the clock runs two moves one after the other', async () => {
    const { agenda, machine } = world()
    agenda.once('a', noon + day, () => {})
    const [first, second] = await Promise.all([machine.travel(noon + 2 * day), machine.travel(noon + 3 * day)])
    expect([first.length, second.length]).toEqual([1, 0])
  })
})

describe('at normal speed', () => {
  it('at normal speed runs due jobs automatically, and overdue jobs immediately', async () => {
    const { agenda } = world()
    const seen: string[] = []
    agenda.once('overdue', noon - day, () => void seen.push('overdue'))
    agenda.once('soon', noon + 40, () => void seen.push('soon'))
    const cancel = agenda.once('cancelled', noon + 20, () => void seen.push('cancelled'))
    cancel()
    await expect.poll(() => seen).toEqual(['overdue', 'soon'])
  })

  it('at normal speed runs nothing while time is frozen', async () => {
    const { agenda, clock } = world()
    clock.freeze(true)
    let count = 0
    agenda.once('soon', noon + 20, () => {
      count += 1
    })
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(count).toBe(0)
    clock.run()
    await expect.poll(() => count).toBe(1)
  })
})
