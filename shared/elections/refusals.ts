import type { RefusalCatalogue } from '../kernel/refusals.ts'
import { appealRefusals } from './appeals/refusals.ts'
import { onlineRefusals } from './contests/online-refusals.ts'
import { contestRefusals } from './contests/refusals.ts'
import { countRefusals } from './count/refusals.ts'
import { exportRefusals } from './exports/refusals.ts'
import { lotteryRefusals } from './lottery/refusals.ts'
import { listRefusals } from './nominations/list-refusals.ts'
import { nominationRefusals } from './nominations/refusals.ts'
import { resultRefusals } from './results/refusals.ts'
import { seatRefusals } from './seating/refusals.ts'

/** Every refusal of the elections context. */
export const electionsRefusals = {
  ...contestRefusals,
  ...nominationRefusals,
  ...countRefusals,
  ...resultRefusals,
  ...onlineRefusals,
  ...seatRefusals,
  ...lotteryRefusals,
  ...listRefusals,
  ...appealRefusals,
  ...exportRefusals,
} as const satisfies RefusalCatalogue
