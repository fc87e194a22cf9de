// Polls whose exports are verified, with the expected findings.
import { type Trusted, verifyExport } from '../../../cli/verify/verify-export.ts'
import { quicknet } from '../../../shared/voting/lots/beacon.ts'
import type { LotEvidence } from '../../../shared/voting/lots/lots.ts'
import { instant } from '../../support/builders/voting/polls.ts'
import { piecesOf } from '../../support/builders/voting/published-polls.ts'

/** The names of the checks that fail. */
export const failing = async (text: string, trusted?: Trusted): Promise<readonly string[]> => {
  const { findings } = await verifyExport(piecesOf(text), trusted)
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

/** Round 1000 of quicknet as the network published it, on 2023-08-23T15:59:24Z. */
export const beacon = {
  source: 'drand',
  chainHash: quicknet.chainHash,
  round: 1_000,
  signature: 'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
  randomness: 'fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd',
} as const satisfies LotEvidence
export const byBeacon = {
  opensAt: '2023-08-09T07:00:00.000Z',
  closesAt: '2023-08-23T14:59:24.000Z',
  rule: { rule: 'sntv', seats: 1 },
  ballotForm: { kind: 'one-choice' },
  lots: { source: 'drand', chainHash: quicknet.chainHash, round: 1_000 },
  evidence: beacon,
} as const
export const session = {
  source: 'public-session',
  who: 'The election office, in the town hall',
  when: instant('2026-03-25T10:00:00.000Z'),
  seed: '3 5 4 6 3 1 1 5 5 6',
} as const satisfies LotEvidence
export const bySession = {
  rule: { rule: 'sntv', seats: 1 },
  ballotForm: { kind: 'one-choice' },
  lots: { source: 'public-session' },
  evidence: session,
} as const
export const tied = ['bench', 'trees', 'swing', 'swing', 'bench', 'trees'].map((id) => ({ options: [id] }))

/** Options in a category, in an area, or in both. Caps keep one option out of each. */
export const grouped = [
  { id: 'bench', title: 'A bench', costCents: 300_000, category: 'green', area: 'north' },
  { id: 'swing', title: 'A swing', costCents: 100_000, area: 'north' },
  { id: 'trees', title: 'Trees', costCents: 150_000, category: 'green' },
]
export const caps = [
  { by: 'category', name: 'green', money: 400_000 },
  { by: 'area', name: 'north', money: 350_000 },
]
