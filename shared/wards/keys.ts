// The partitions of wards.
import { partition, some } from '../table/keys.ts'

export const wardKeys = {
  /** All wards. */
  wards: partition`WARD`,
  /** Rule sets and budgets of one ward. */
  ofWard: partition`WARD#${some}`,
  /** In which ward the addresses of one postcode area lie, dated. */
  addresses: partition`POSTCODES#${some}`,
} as const
