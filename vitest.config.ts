import { defineConfig } from 'vitest/config'
import { fontsAsBytes } from './tests/support/services/fonts-as-bytes.ts'

export default defineConfig({
  plugins: [fontsAsBytes],
  test: {
    include: ['tests/**/*.test.ts'],
    expect: { requireAssertions: true },
    // Measured on two cores: a worker for each instead of one saves a quarter; threads or shared workers save nothing more.
    maxWorkers: '100%',
    // Who the SDK's clients are; where they go, each test says in the environment that it gives a function.
    env: {
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'tests',
      AWS_SECRET_ACCESS_KEY: 'tests',
      AWS_EC2_METADATA_DISABLED: 'true',
      POWERTOOLS_DEV: 'false',
    },
    setupFiles: ['tests/support/services/quiet-logs.ts', 'tests/support/services/time-limits.ts'],
    globalSetup: ['tests/support/engine/engine-setup.ts'],
  },
})
