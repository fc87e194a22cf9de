import { beforeAll, describe, expect, it } from 'vitest'
import { verifyExport } from '../../../cli/verify/verify-export.ts'
import { mintPermit, privateKeyOf, secretsNamed } from '../../support/builders/voting/polls.ts'
import {
  anotherSigningKey,
  anyExportText,
  citySigningKey,
  exportText,
  type Published,
  piecesOf,
  publishedPoll,
  withResult,
} from '../../support/builders/voting/published-polls.ts'
import { approvals, byBeacon, bySession, caps, failing, grouped, tied } from './cases.ts'

const budget = 500_000

describe('an export fails verification if it', () => {
  let published: Published
  beforeAll(async () => {
    published = await publishedPoll(approvals)
  })
  const lines = async () => (await exportText(published)).split('\n').slice(0, -1)
  const text = (all: readonly string[]) => `${all.join('\n')}\n`

  it('an export fails verification if it lacks a ballot, has one twice, or has two in the wrong order', async () => {
    const [header = '', first = '', second = '', ...rest] = await lines()
    expect(await failing(text([header, second, ...rest]))).toEqual([
      ...['counts', 'shards', 'merkleRoot', 'checkpoint', 'outcome'],
    ])
    expect(await failing(text([header, first, first, second, ...rest]))).toContain('unique')
    expect(await failing(text([header, second, first, ...rest]))).toEqual(
      expect.arrayContaining(['sorted', 'merkleRoot']),
    )
  })

  it('an export fails verification if it has a ballot in another spelling of the same JSON', async () => {
    const [header = '', first = '', ...rest] = await lines()
    expect(await failing(text([header, first.replace(',', ', '), ...rest]))).toContain('ballotForm')
    expect(await failing(text([header.replace(',', ', '), first, ...rest]))).toEqual(['form'])
  })

  it('an export fails verification if it has more ballots than permits, or more permits than voters, even if all is signed', async () => {
    const { header, ballots } = published
    const counts = (marks: number) =>
      withResult(header, { ...header.result, counts: { ...header.result.counts, marks } })
    expect(await failing(await exportText({ header: counts(6), ballots }))).toEqual(['counts'])
    expect(await failing(await exportText({ header: counts(1_001), ballots }))).toEqual(['counts'])
    expect(await failing(await exportText({ header: counts(1_000), ballots }))).toEqual([])
  })

  it('an export fails verification if it has fewer ballots than the poll allows to be published', async () => {
    const few = await publishedPoll(approvals, { smallestGroup: approvals.length + 1 })
    expect(await failing(await exportText(few))).toEqual(['counts'])
    const enough = await publishedPoll(approvals, { smallestGroup: approvals.length })
    expect(await failing(await exportText(enough))).toEqual([])
  })

  it('an export fails verification if it has a permit of another poll', async () => {
    const other = await secretsNamed('another poll')
    const [ballot, ...rest] = published.ballots
    const message = Buffer.from(ballot?.permit.message ?? '', 'base64url')
    const permit = mintPermit(privateKeyOf(other), new Uint8Array(message))
    const forged = [{ ...ballot, permit }, ...rest]
    expect(await failing(anyExportText(published.header, forged))).toEqual([
      'permits',
      'shards',
      'merkleRoot',
      'checkpoint',
    ])
  })

  it('an export fails verification if it has a winner whom the ballots did not elect, even if all is signed', async () => {
    const { header, ballots } = published
    const outcome = { ...header.result.outcome, winners: ['swing'], order: ['swing'], cost: 400_000 }
    const lied = withResult(header, { ...header.result, outcome })
    const { findings } = await verifyExport(piecesOf(await exportText({ header: lied, ballots })))
    expect(findings.filter(({ holds }) => !holds)).toEqual([
      { check: 'outcome', holds: false, says: 'counted again, the outcome differs at /winners/0' },
    ])
  })

  it('an export fails verification if it was counted without the fixed caps, even if all is signed', async () => {
    const rule = { rule: 'greedy_score', budget }
    const capped = await publishedPoll(approvals, { options: grouped, rule: { ...rule, caps } })
    const reasons = capped.header.result.outcome.options.map(({ reason }) => reason)
    expect(reasons).toEqual(['chosen', 'cap-reached', 'cap-reached'])
    const { outcome } = (await publishedPoll(approvals, { options: grouped, rule })).header.result
    const lied = withResult(capped.header, { ...capped.header.result, outcome })
    expect(await failing(await exportText({ header: lied, ballots: capped.ballots }))).toEqual(['outcome'])
  })

  it('an export fails verification if it is signed with another key than that of the city', async () => {
    const whole = await exportText(published)
    expect(await failing(whole, { signingKey: anotherSigningKey })).toEqual(['signingKey'])
    expect(await failing(whole, { signingKey: citySigningKey })).toEqual([])
  })

  it('an export fails verification if it is empty, not JSON, other JSON, not UTF-8, or truncated', async () => {
    const whole = await exportText(published)
    for (const bad of ['', 'META\n', '{}\n', 'null\n', whole.slice(0, -5), whole.slice(0, 300)])
      await expect(failing(bad)).rejects.toThrow(/^line \d+: /)
    await expect(verifyExport([Buffer.from([0xff, 0x0a])])).rejects.toThrow('line 1: not UTF-8')
  })
})

const threeRanks = { kind: 'ranking', weights: [5, 3, 1] }
const ranked = [['bench', 'swing', 'trees'], ['swing', 'bench'], ['trees'], []].map((options) => ({ options }))
const pointed = [
  { options: ['bench', 'swing'], points: [3, 1] },
  { options: ['trees'], points: [4] },
  { options: ['swing'], points: [2] },
]
const question = ['yes', 'no', 'abstain'].map((id) => ({ id, title: id, costCents: 0 }))
const answers = ['yes', 'yes', 'no', 'abstain'].map((id) => ({ options: [id] }))

describe('a correct export', () => {
  it.each([
    ['approval, greedy', approvals, {}],
    [
      'approval, Equal Shares',
      approvals,
      { rule: { rule: 'mes_cost', budget, add1: { step: 100 }, utilitarian: true } },
    ],
    ['approval, Phragmén', approvals, { rule: { rule: 'phragmen', budget } }],
    ['knapsack', approvals.slice(0, 3), { ballotForm: { kind: 'knapsack', budgetCents: 400_000 } }],
    [
      'points',
      pointed,
      { ballotForm: { kind: 'points', sum: 4, maxPerOption: 4 }, rule: { rule: 'mes_unit', budget } },
    ],
    ['ranking', ranked, { ballotForm: threeRanks, rule: { rule: 'greedy_score_per_cost', budget } }],
    ['one choice, seats', tied, { ballotForm: { kind: 'one-choice' }, rule: { rule: 'sntv', seats: 2 } }],
    ['a question', answers, { options: question, ballotForm: { kind: 'yes-no-abstain' }, rule: { rule: 'yes_no' } }],
    ['caps by category and area', approvals, { options: grouped, rule: { rule: 'greedy_score', budget, caps } }],
    ['no ballot at all', [], {}],
    ['lots from a beacon', tied, byBeacon],
    ['lots in public session', tied, bySession],
    ['a box in one part', approvals, { shards: 1 }],
  ] as const)('a correct export is valid: %s', async (_, choices, wishes) => {
    expect(
      await failing(await exportText(await publishedPoll(choices, wishes)), { signingKey: citySigningKey }),
    ).toEqual([])
  })
})
