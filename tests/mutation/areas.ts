// Which code is mutated, and which tests must notice. `npm run mutation -- AREA` runs one area; `scripts/mutation.ts` reads this.

type Area = {
  readonly mutate: readonly string[]
  readonly tests: readonly string[]
  readonly leftOut?: readonly string[]
  /** The tests need the table engine. */
  readonly needsEngine?: true
}

export const areas = {
  /** The counting rules. */
  counting: {
    mutate: ['shared/voting/rules/**/*.ts'],
    tests: ['tests/unit/voting-rules/*.test.ts', 'tests/unit/cli-verify/recount.test.ts'],
    leftOut: ['tests/unit/voting-rules/references.test.ts'],
  },
  /** The engine of the state machines, and the table of each context. */
  machines: {
    mutate: ['shared/**/*machine.ts'],
    tests: [
      'tests/unit/kernel/machine.test.ts',
      'tests/unit/kernel/machine-tables.test.ts',
      'tests/unit/agreements/events.test.ts',
    ],
  },
  /** From a decision to one transaction. */
  save: {
    mutate: ['shared/table/save.ts'],
    tests: ['tests/integration/save.test.ts', 'tests/unit/kernel/machine.test.ts'],
    needsEngine: true,
  },
  /** Who is admitted, and to whose things. */
  access: {
    mutate: ['shared/api/access.ts', 'functions/runtime/caller.ts'],
    tests: ['tests/unit/runtime/caller.test.ts', 'tests/unit/runtime/access-rows.test.ts'],
  },
  /** The pipelines of requests, of things, of consumers, steps and sweepers. */
  pipelines: {
    mutate: ['functions/runtime/{caching,consumer,http,no-route,request,respond,sweeper,task,things}.ts'],
    tests: ['tests/unit/runtime/*.test.ts', 'tests/integration/pipelines.test.ts'],
    leftOut: ['tests/unit/runtime/denials.test.ts'],
    needsEngine: true,
  },
} as const satisfies { readonly [name: string]: Area }

export const areaNamed = (name: string | undefined): Area => {
  const found = Object.entries<Area>(areas).find(([each]) => each === name)
  if (found === undefined) throw new Error(`There is no area ${name}: ${Object.keys(areas).join(', ')}`)
  return found[1]
}
