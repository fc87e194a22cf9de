import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    expect: { requireAssertions: true },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    setupFiles: ['tests/support/quiet-logs.ts'],
    globalSetup: ['tests/support/engine-setup.ts'],
  },
})
