import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { askForProofs } from '../../../cli/receipt/proofs.ts'
import { wijkClient } from '../../../client/client.ts'
import { pollId } from '../../support/builders/voting/polls.ts'

const id = pollId()
const hash = 'c0ffee0123456789c0ffee0123456789c0ffee0123456789c0ffee0123456789'
type Refused = 'prefix-too-long' | 'prefix-too-short' | undefined

/** Requests proofs from an API that judges prefixes like this. Returns the prefixes it was sent, and the one that it accepted. */
const asking = async (ballots: number, judge: (prefix: string) => Refused) => {
  const shown: string[] = []
  const client = wijkClient({
    baseUrl: 'http://wijk.test/v1',
    fetch: async (input) => {
      const prefix = new URL(String(input)).searchParams.get('prefix') ?? ''
      shown.push(prefix)
      const code = judge(prefix)
      const problem = { type: 'about:blank', title: code, status: 422, code }
      return code === undefined
        ? new Response(JSON.stringify({ checkpoint: 'a checkpoint', items: [] }))
        : new Response(JSON.stringify(problem), { status: 422 })
    },
  })
  const outcome = await askForProofs(client, id, hash, ballots).then(
    ({ prefix }) => prefix,
    (error: unknown) => (error instanceof Error ? error.name : error),
  )
  return { shown, outcome }
}

describe('the prefix of a hash that is sent', () => {
  it.each([
    [0, ''],
    [12, ''],
    [511, ''],
    [512, 'c'],
    [8_191, 'c'],
    [8_192, 'c0'],
    [400_000, 'c0f'],
    [10 ** 12, 'c0ffee01'],
  ])(
    'the prefix of a hash that is sent for %i ballots is the longest one that more than thirty ballots are expected to have',
    async (ballots, prefix) => {
      expect(await asking(ballots, () => undefined)).toEqual({ shown: [prefix], outcome: prefix })
    },
  )

  it('the prefix of a hash that is sent becomes shorter while too few ballots have it', async () => {
    const judged = await asking(400_000, (prefix) => (prefix.length > 1 ? 'prefix-too-long' : undefined))
    expect(judged).toEqual({ shown: ['c0f', 'c0', 'c'], outcome: 'c' })
  })

  it('the prefix of a hash that is sent becomes longer if too much had to be searched, but only until ten ballots are expected', async () => {
    const judged = await asking(3_000, (prefix) => (prefix.length < 2 ? 'prefix-too-short' : undefined))
    expect(judged).toEqual({ shown: ['c', 'c0'], outcome: 'c0' })
  })

  it('the prefix of a hash that is sent never becomes so long that it identifies the ballot, whatever the server answers', async () => {
    const answers = fc.array(fc.constantFrom<Refused>('prefix-too-long', 'prefix-too-short'), { minLength: 20 })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 500_000 }), answers, async (ballots, refusals) => {
        const left = [...refusals]
        const { shown, outcome } = await asking(ballots, () => left.pop())
        expect(outcome).toBe('Refusal')
        for (const prefix of shown) {
          expect(hash.startsWith(prefix)).toBe(true)
          expect(prefix === '' || ballots / 16 ** prefix.length >= 10).toBe(true)
        }
        expect(new Set(shown).size).toBe(shown.length)
      }),
    )
  })
})
