/** How often a property is tried: so often in the suite, a part of it where hundreds of mutants are (`tests/mutation`). */
export const runs = (often: number): number => Math.ceil(often * Number(process.env.WIJK_PART_OF_RUNS ?? 1))
