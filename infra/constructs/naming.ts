// Names of resources. Some are needed before the resource exists (the box names its two roles), so all are made here.
import type { Stage } from '../stages.ts'

/** `wijk-production-cast-ballot`. */
export const nameOf = (stage: Stage, thing: string): string => `wijk-${stage.name}-${thing}`

/** Construct id of a unit: `SeedWards` for `seed-wards`. */
export const pascalCase = (name: string): string =>
  name
    .split('-')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('')
