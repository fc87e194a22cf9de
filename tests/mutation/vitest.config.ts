// What every mutant of the counting rules must survive: fast, and the same each time. The real elections stay out: the
// generated polls and the counted cases find what they find, in a hundredth of the time.
import { defineConfig } from 'vitest/config'

process.env.WIJK_PART_OF_RUNS = '0.05'

export default defineConfig({
  test: {
    include: ['tests/unit/voting-rules/*.test.ts', 'tests/unit/cli-verify/recount.test.ts'],
    exclude: ['tests/unit/voting-rules/references.test.ts'],
    expect: { requireAssertions: true },
    testTimeout: 30_000,
    isolate: false,
    setupFiles: ['tests/mutation/same-polls.ts'],
  },
})
