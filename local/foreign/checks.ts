// The findings of a run, one sentence each, printed as they are found.

export type Checks = {
  /** Does something that must succeed. The first failure ends the run. */
  holds<Value>(sentence: string, act: () => Promise<Value>): Promise<Value>
  passed(): number
}

export const startChecks = (): Checks => {
  let passed = 0
  return {
    async holds(sentence, act) {
      const begun = performance.now()
      try {
        const value = await act()
        passed++
        console.log(`✓ ${sentence} (${((performance.now() - begun) / 1_000).toFixed(1)} s)`)
        return value
      } catch (error) {
        console.log(`✗ ${sentence}`)
        throw error
      }
    },
    passed: () => passed,
  }
}
