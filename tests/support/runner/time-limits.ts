// The time limit of a test, by folder. It only stops tests that hang: on a quiet machine the slowest test of each folder takes a
// tenth of its limit, and a busy machine may take many times as long.
import { expect, vi } from 'vitest'

const seconds = [
  ['tests/unit/voting-rules/', 180],
  ['tests/unit/', 60],
  ['tests/architecture/', 180],
  ['tests/contract/', 180],
  ['tests/integration/money-walk.test.ts', 600],
  ['tests/integration/', 120],
  ['tests/workflow/', 120],
  ['tests/infra/', 180],
  ['tests/e2e/', 300],
] as const

const { testPath = '' } = expect.getState()
const [, limit] = seconds.find(([folder]) => testPath.includes(folder)) ?? ['', 60]
vi.setConfig({ testTimeout: limit * 1_000, hookTimeout: limit * 1_000 })
