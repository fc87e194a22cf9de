import { globSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { defineConfig } from 'vitest/config'
import { fontsAsBytes } from './tests/support/runner/fonts-as-bytes.ts'
import { SystemsFirst } from './tests/support/runner/systems-first.ts'

const all = 'tests/**/*.test.ts'
/** A module that one file replaces would be replaced for all files of its process. */
const mocking = globSync(all).filter((file) => readFileSync(file, 'utf8').includes('vi.mock('))

const common = {
  expect: { requireAssertions: true },
  // Credentials of the SDK's clients. Each test names their endpoints in the environment that it gives a function.
  env: {
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'tests',
    AWS_SECRET_ACCESS_KEY: 'tests',
    AWS_EC2_METADATA_DISABLED: 'true',
    POWERTOOLS_DEV: 'false',
    // CloudFormation's own rules are checked where synth.test.ts synthesizes production.
    CDK_VALIDATION: 'false',
    // Code that one program of a test has compiled is reused by the next.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? resolve('node_modules/.cache/compiled'),
  },
  setupFiles: ['tests/support/runner/quiet-logs.ts', 'tests/support/runner/time-limits.ts'],
}

export default defineConfig({
  test: {
    // One worker more than cores: some tests wait for a timeout, or for a program that they start. A worker keeps its modules,
    // because most files import the same operations, handlers and CDK.
    maxWorkers: availableParallelism() + 1,
    reporters: ['default', './tests/support/runner/small-sizes.ts'],
    sequence: { sequencer: SystemsFirst },
    globalSetup: ['tests/support/engine/engine-setup.ts'],
    projects: [
      { plugins: [fontsAsBytes], test: { ...common, name: 'alone', include: mocking } },
      {
        plugins: [fontsAsBytes],
        test: { ...common, name: 'together', include: [all], exclude: mocking, isolate: false },
      },
    ],
  },
})
