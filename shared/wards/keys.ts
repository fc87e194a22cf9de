// The partitions of wards.
import { partition, some } from '../table/keys.ts'

export const wardKeys = {
  /** All wards. */
  wards: partition`WARD`,
  /** Rule sets and budgets of one ward. */
  ofWard: partition`WARD#${some}`,
} as const
