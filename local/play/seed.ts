import type { LocalSystem } from '../emulator/system.ts'

/** On AWS an operator runs this function after the first deployment; a second time it changes nothing. */
export const seed = async (system: LocalSystem): Promise<void> => {
  const seeds = system.functions.find(({ id }) => id.includes('SeedWards'))
  if (!seeds) return
  const outcome = await system.invoke(seeds.name, {})
  if (!outcome.ok) throw new Error(`The wards could not be seeded: ${outcome.error.errorMessage}`)
}
