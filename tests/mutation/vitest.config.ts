// The tests that must fail for every mutant of an area: fast and deterministic. Most real elections are left out, because the
// generated polls and the hand-counted cases find the same faults in a hundredth of the time.
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { areaNamed } from './areas.ts'

process.env.WIJK_PART_OF_RUNS = '0.05'

const { tests, leftOut = [], needsEngine } = areaNamed(process.env.WIJK_MUTATION_AREA ?? 'counting')
const generated = /(naive|properties|sufficed|doubles|recount|bounds|ledger)\.test\.ts$/

/** One failing test is enough for a mutant, and the short cases kill most of them. */
class ShortCasesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) => Number(generated.test(moduleId))
    return files.toSorted((a, b) => isLong(a) - isLong(b))
  }
}

export default defineConfig({
  test: {
    include: [...tests],
    exclude: [...leftOut],
    expect: { requireAssertions: true },
    testTimeout: 30_000,
    env: { AWS_REGION: 'eu-west-1', AWS_ACCESS_KEY_ID: 'tests', AWS_SECRET_ACCESS_KEY: 'tests' },
    // Every mutant already runs in its own worker, so modules can be loaded once.
    isolate: false,
    sequence: { sequencer: ShortCasesFirst },
    setupFiles: ['tests/mutation/same-polls.ts', 'tests/support/runner/quiet-logs.ts'],
    globalSetup: needsEngine === true ? ['tests/support/engine/engine-setup.ts'] : [],
  },
})
