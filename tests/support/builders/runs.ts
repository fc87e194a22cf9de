/** How often a property is tried: this often in the suite, less often with hundreds of mutants (`tests/mutation`). */
export const runs = (often: number): number => Math.ceil(often * Number(process.env.WIJK_PART_OF_RUNS ?? 1))
