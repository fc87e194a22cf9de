import { openapiUnits } from './openapi.ts'
import { outboxUnits } from './outbox.ts'
import { residentsUnits } from './residents.ts'
import type { Unit } from './unit.ts'
import { votingUnits } from './voting.ts'
import { wardsUnits } from './wards.ts'

/** Every function there is. */
export const allUnits: readonly Unit[] = [
  ...wardsUnits,
  ...residentsUnits,
  ...votingUnits,
  ...outboxUnits,
  ...openapiUnits,
]
