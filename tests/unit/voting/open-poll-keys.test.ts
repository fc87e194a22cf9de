import { beforeAll, describe, expect, it } from 'vitest'
import { openPollKeys } from '../../../functions/voting/open-poll-keys.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { announcedPoll, closesAt, opensAt, whileOpen } from '../../support/builders/voting/polls.ts'

describe('the keys of polls in a warm function', () => {
  let poll: Poll
  let later: Poll
  beforeAll(async () => {
    poll = await announcedPoll()
    later = await announcedPoll({ closesAt: '2026-04-22T19:00:00.000Z' })
  })
  const counted = () => {
    const asked: string[] = []
    const keys = openPollKeys(2, async (pollId) => {
      asked.push(pollId)
      return 'key'
    })
    return { keys, asked }
  }

  it('the keys of polls in a warm function are requested once while the poll is open', async () => {
    const { keys, asked } = counted()
    expect(await Promise.all([keys.find(poll, whileOpen), keys.find(poll, opensAt)])).toEqual(['key', 'key'])
    expect(asked).toHaveLength(1)
  })

  it('the keys of polls in a warm function are removed at the close, for every poll that has ended by then', async () => {
    const { keys } = counted()
    await keys.find(poll, whileOpen)
    await keys.find(later, whileOpen)
    expect(keys.size()).toBe(2)
    expect(await keys.find(later, closesAt)).toBe('key')
    expect(keys.size()).toBe(1)
  })

  it.each(['sealed', 'published', 'withheld', 'cancelled'] as const)(
    'the keys of polls in a warm function are not returned for a poll that is %s, whatever the time',
    async (status) => {
      const { keys } = counted()
      expect(await keys.find(poll, whileOpen)).toBe('key')
      expect(await keys.find({ ...poll, status }, whileOpen)).toBeUndefined()
      expect(keys.size()).toBe(0)
    },
  )

  it('the keys of polls in a warm function are not cached if there are none, or if reading them failed', async () => {
    const answers: (() => Promise<string | undefined>)[] = [
      async () => undefined,
      async () => {
        throw new Error('no answer')
      },
      async () => 'key',
    ]
    const keys = openPollKeys(2, () => answers.shift()?.() ?? Promise.resolve(undefined))
    expect(await keys.find(poll, whileOpen)).toBeUndefined()
    await expect(keys.find(poll, whileOpen)).rejects.toThrow('no answer')
    expect(await keys.find(poll, whileOpen)).toBe('key')
  })
})
