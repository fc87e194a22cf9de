// Polls whose exports are checked, and what the verifier says of them.
import { verifyExport } from '../../../cli/verify/verify-export.ts'
import type { LotEvidence } from '../../../shared/voting/lots.ts'
import { instant } from '../../support/polls.ts'
import { piecesOf } from '../../support/published-polls.ts'

/** The checks that fail, by name. */
export const failing = async (text: string, signingKey?: string): Promise<readonly string[]> => {
  const { findings } = await verifyExport(piecesOf(text), signingKey)
  return findings.filter(({ holds }) => !holds).map(({ check }) => check)
}

export const approvals = [
  ['bench', 'trees'],
  ['bench'],
  ['trees'],
  ['bench', 'swing', 'trees'],
  [],
  ['swing'],
  ['bench', 'trees'],
].map((options) => ({ options }))

/** Round 1000 of quicknet, as published: 2023-08-23T15:59:24Z. */
export const beacon: LotEvidence = {
  source: 'drand-quicknet',
  round: 1_000,
  signature: 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
  randomness: 'fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd',
}
export const byBeacon = {
  opensAt: '2023-08-09T07:00:00.000Z',
  closesAt: '2023-08-23T14:59:24.000Z',
  rule: { rule: 'sntv', seats: 1, ties: { order: 'lots' } },
  ballotForm: { kind: 'one-choice' },
  lots: { source: 'drand-quicknet', round: 1_000 },
  evidence: beacon,
} as const
export const session = {
  source: 'public-session',
  who: 'The election office, in the town hall',
  when: instant('2026-03-25T10:00:00.000Z'),
  seed: '3 5 4 6 3 1 1 5 5 6',
} as const satisfies LotEvidence
export const bySession = {
  rule: { rule: 'sntv', seats: 1, ties: { order: 'lots' } },
  ballotForm: { kind: 'one-choice' },
  lots: { source: 'public-session' },
  evidence: session,
} as const
export const tied = ['bench', 'trees', 'swing', 'swing', 'bench', 'trees'].map((id) => ({ options: [id] }))
