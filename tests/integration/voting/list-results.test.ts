import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { start as seedWards } from '../../../functions/wards/seed-wards.ts'
import { plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { listPolls, listResults } from '../../../shared/voting/operations.ts'
import type { Poll } from '../../../shared/voting/poll/poll.ts'
import { closesAt, day, ward } from '../../support/builders/voting/polls.ts'
import { announce, close, startVoting, type Voting } from '../../support/builders/voting/voting.ts'
import { send } from '../../support/services/http-event.ts'

const aDay = 86_400_000
let voting: Voting
const published: Poll[] = []

beforeAll(async () => {
  voting = await startVoting()
  await seedWards(voting.environment)(undefined, {})
  for (const [place, code] of ['oude-noorden', 'pernis', 'oude-noorden'].entries()) {
    const poll = await announce(voting, {
      electorate: { wardCode: ward(code), minimumAge: 12, ageOn: day('2026-03-09'), size: 1_000 },
      closesAt: plusMilliseconds(closesAt, place * aDay),
    })
    await close(voting, poll)
    published.push(poll)
  }
  await announce(voting, { closesAt: plusMilliseconds(closesAt, 9 * aDay) })
}, 60_000)
afterAll(() => voting.stop())

const Results = z.object({
  items: z.array(z.looseObject({ pollId: z.string(), wardCode: z.string(), resultDigest: z.string() })),
  cursor: z.string().optional(),
})
const results = async (query: Record<string, string | number> = {}) =>
  Results.parse((await send(voting.functions.api, listResults, { query })).body)
const ids = (polls: readonly Poll[]) => polls.map(({ frozen }) => frozen.pollId)

describe('the list of results', () => {
  it('the list of results has the published results of the city, newest first, and none of a running vote', async () => {
    const { items, cursor } = await results()
    expect([items.map(({ pollId }) => pollId), cursor]).toEqual([ids(published.toReversed()), undefined])
    expect(items[0]).toMatchObject({
      question: published[2]?.frozen.question,
      counts: { ballots: 0, blanks: 0, marks: 0, electorate: 1_000 },
      winners: [],
      resultDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  it('the list of results can be filtered by ward, area and day, and comes in pages', async () => {
    const [first, second, third] = ids(published)
    const found = async (query: Record<string, string | number>) =>
      (await results(query)).items.map(({ pollId }) => pollId)
    expect(await found({ wardCode: 'oude-noorden' })).toEqual([third, first])
    expect(await found({ area: 'Pernis' })).toEqual([second])
    expect(await found({ since: '2026-03-23' })).toEqual([third, second])
    const page = await results({ limit: 2 })
    expect(page.items.map(({ pollId }) => pollId)).toEqual([third, second])
    expect(await found({ limit: 2, cursor: page.cursor ?? '' })).toEqual([first])
    expect((await send(voting.functions.api, listResults, { query: { cursor: 'x' } })).body).toMatchObject({
      code: 'invalid-cursor',
    })
  })

  it('the list of results is answered by 304 for a client that has it', async () => {
    const { headers } = await send(voting.functions.api, listResults)
    const again = await send(voting.functions.api, listResults, { headers: { 'if-none-match': headers.etag ?? '' } })
    expect([again.status, again.body]).toEqual([304, undefined])
  })
})

describe('the polls of the city', () => {
  it('the polls of the city are sorted by close, latest first, and can be filtered by phase', async () => {
    const Polls = z.object({ items: z.array(z.object({ phase: z.string() })) })
    const phases = async (query: Record<string, string>) =>
      Polls.parse((await send(voting.functions.api, listPolls, { query })).body).items.map(({ phase }) => phase)
    expect(await phases({})).toHaveLength(4)
    expect(await phases({ phase: 'published' })).toEqual(['published', 'published', 'published'])
    expect(await phases({ phase: 'published', wardCode: 'pernis' })).toEqual(['published'])
    expect(await phases({ since: '2026-03-25' })).toHaveLength(1)
  })
})
