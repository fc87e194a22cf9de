// Polls of every ballot form with money, written as Pabulib files: valid by the archive's own rules, with the same result.
import { describe, expect, it } from 'vitest'
import { writePollAsPb } from '../../../cli/export-pb.ts'
import { readPublished } from '../../../cli/published-poll.ts'
import { profileOf } from '../../../shared/voting/pabulib/election.ts'
import { readPbText } from '../../../shared/voting/pabulib/reader.ts'
import { threeOptions } from '../../support/builders/voting/polls.ts'
import { exportText, piecesOf, publishedPoll } from '../../support/builders/voting/published-polls.ts'
import { approvals } from '../cli-verify/cases.ts'
import { greedyByColumns, objections, seen } from './checker-rules.ts'

async function* streamed(text: string) {
  yield* piecesOf(text)
}

const fileOf = async (...of: Parameters<typeof publishedPoll>) => {
  const { header, ballots } = await readPublished(streamed(await exportText(await publishedPoll(...of))))
  let text = ''
  for await (const line of writePollAsPb(header, ballots)) text += line
  return { header, text }
}

const ranked = [['bench', 'swing', 'trees'], ['swing', 'bench'], ['trees'], ['swing'], []].map((options) => ({
  options,
}))
const pointed = [
  { options: ['bench', 'swing'], points: [3, 1] },
  { options: ['trees'], points: [4] },
  { options: [], points: [] },
]
const grouped = threeOptions.map((option, place) => ({
  ...option,
  category: ['groen, water', 'spelen', 'groen, water'][place],
  ...(place === 0 ? { area: 'Noord' } : {}),
}))

describe('a poll written as a Pabulib file', () => {
  it.each([
    ['approvals', approvals, {}],
    [
      'approvals with a threshold',
      approvals,
      { rule: { rule: 'greedy_score', budget: 500_000, thresholds: { votes: 2 } } },
    ],
    ['a budget for everything', approvals, { rule: { rule: 'greedy_score', budget: 900_000 } }],
    ['equal shares', approvals, { rule: { rule: 'mes_cost', budget: 500_000, add1: { step: 100 } } }],
    ['knapsacks', approvals.slice(0, 3), { ballotForm: { kind: 'knapsack', budgetCents: 400_000 } }],
    [
      'one choice',
      [['bench'], ['trees'], ['swing'], []].map((options) => ({ options })),
      { ballotForm: { kind: 'one-choice' } },
    ],
    ['points', pointed, { ballotForm: { kind: 'points', sum: 4, maxPerOption: 4 } }],
    ['places worth 3, 2 and 1', ranked, { ballotForm: { kind: 'ranking', weights: [3, 2, 1] } }],
    ['places worth 5, 1 and 1', ranked, { ballotForm: { kind: 'ranking', weights: [5, 1, 1] } }],
    ['categories with a comma', approvals, { options: grouped }],
  ] as const)('%s: is valid by the rules of the archive', async (_, choices, wishes) => {
    const { text } = await fileOf(choices, wishes)
    expect(objections(text)).toEqual([])
  })

  it.each([[[3, 2, 1]], [[5, 1, 1]]])(
    'a poll written as a Pabulib file gives the same winners to every reader for places worth %j',
    async (weights) => {
      const rule = { rule: 'greedy_score', budget: 500_000 }
      const { header, text } = await fileOf(ranked, { ballotForm: { kind: 'ranking', weights }, rule })
      const { options } = header.result.outcome
      const scores = new Map(seen(text).projects.rows.map((row) => [row.get('project_id'), Number(row.get('score'))]))
      expect(scores).toEqual(new Map(options.map(({ option, score }) => [option, score])))
      expect([...greedyByColumns(text, 5_000)].sort()).toEqual([...header.result.outcome.winners].sort())
      expect(text).toContain('vote_type;scoring\n')
    },
  )

  it('a poll written as a Pabulib file states the minimum that an option needs, in votes or in points', async () => {
    const rule = { rule: 'greedy_score', budget: 500_000, thresholds: { votes: 2, score: 3 } }
    expect((await fileOf(approvals, { rule })).text).toContain('min_project_score_threshold;2\n')
    const points = { kind: 'points', sum: 4, maxPerOption: 4 }
    expect((await fileOf(pointed, { rule, ballotForm: points })).text).toContain('min_project_score_threshold;3\n')
  })

  it('a poll written as a Pabulib file keeps a category whole, even if its name has a comma', async () => {
    const { text } = await fileOf(approvals, { options: grouped })
    const categories = readPbText(text).projects.map(({ option }) => option.category?.split(','))
    expect(new Set(categories.map((each) => each?.length))).toEqual(new Set([1]))
    expect(text).toContain('groen\uff0c water')
  })

  it('a poll written as a Pabulib file counts a person who gave no points as a voter', async () => {
    const { header, text } = await fileOf(pointed, { ballotForm: { kind: 'points', sum: 4, maxPerOption: 4 } })
    const { ballots } = profileOf(readPbText(text))
    expect(ballots.find(({ options }) => options.length === 0)?.count).toBe(1)
    expect(ballots.reduce((sum, { count }) => sum + count, 0)).toBe(header.result.counts.ballots)
    expect(text.trimEnd().split('\n').at(-1)).toMatch(/^[^;]+;;$/)
  })
})
