// The pipeline of a sweeper: due work is done, and a failure is reported but does not stop the rest.
import { afterEach, describe, expect, it, vi } from 'vitest'
import { sweep } from '../../../functions/runtime/sweeper.ts'
import { type Instant, readClock } from '../../../shared/kernel/clock.ts'
import { fieldsOf, linesLogged } from '../../support/services/log-lines.ts'

type Handler = (event: unknown, context: unknown) => Promise<unknown>

/** The fate of each item: it is done, somebody else was faster, or it fails. */
type Due = { readonly pollId: string; readonly fate: 'done' | 'quicker' | 'fails' }
const due = (pollId: string, fate: Due['fate'] = 'done'): Due => ({ pollId, fate })

const sweeping = (things: readonly Due[]) => {
  const [acted, moments]: [string[], Instant[]] = [[], []]
  const handler: Handler = sweep<Due>({
    name: 'sweepBenches',
    listDue: async (now) => {
      moments.push(now)
      return things
    },
    act: async ({ pollId, fate }, now) => {
      acted.push(pollId)
      moments.push(now)
      if (fate === 'fails') throw Object.assign(new Error('jan@example.org'), { name: 'TooEarlyError' })
      return fate === 'done'
    },
    facts: ({ pollId }) => ({ pollId }),
  })
  return { acted, moments, run: async () => handler({}, {}) }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a sweeper', () => {
  it('a sweeper usually finds nothing, and then logs nothing', async () => {
    const lines = linesLogged()
    expect([await sweeping([]).run(), lines]).toEqual([{ swept: 0 }, []])
  })

  it('a sweeper does all due work at one moment, and counts and names each item', async () => {
    const lines = linesLogged()
    const started = readClock()
    const { acted, moments, run } = sweeping([due('a'), due('b', 'quicker'), due('c')])
    expect([await run(), acted]).toEqual([{ swept: 2 }, ['a', 'b', 'c']])
    expect(new Set(moments).size).toBe(1)
    expect(Date.parse(moments[0] ?? '')).toBeGreaterThanOrEqual(Date.parse(started))
    const swept = { level: 'WARN', message: 'swept', operation: 'sweepBenches' }
    expect(fieldsOf(lines)).toMatchObject([
      { ...swept, pollId: 'a' },
      { ...swept, pollId: 'c' },
    ])
    expect(lines).toHaveLength(2)
  })

  it('a sweeper continues after an item that fails, and fails at the end, which raises the alarm', async () => {
    const lines = linesLogged()
    const { acted, run } = sweeping([due('a', 'fails'), due('b'), due('c', 'fails')])
    const failed: unknown = await run().catch((fault: unknown) => fault)
    expect(acted).toEqual(['a', 'b', 'c'])
    expect(failed).toBeInstanceOf(AggregateError)
    expect(failed).toMatchObject({
      message: '2 due items could not be processed',
      errors: [{ name: 'TooEarlyError' }, { name: 'TooEarlyError' }],
    })
    const operation = 'sweepBenches'
    expect(fieldsOf(lines)).toMatchObject([
      { level: 'ERROR', message: 'not-swept', operation, pollId: 'a', errorName: expect.stringMatching(/^TooEarlyE/) },
      { level: 'WARN', message: 'swept', operation, pollId: 'b' },
      { level: 'ERROR', message: 'not-swept', operation, pollId: 'c' },
      { level: 'ERROR', message: 'task-failed', operation },
    ])
    expect(lines.join()).not.toContain('jan@')
  })
})
