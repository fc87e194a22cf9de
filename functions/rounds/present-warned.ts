import type { Language } from '../../shared/api/problem.ts'
import { warnings } from '../../shared/api/warning.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import type { Warning } from '../../shared/kernel/refusals.ts'
import { presentRound } from '../../shared/rounds/present.ts'
import type { Round } from '../../shared/rounds/round.ts'

/** A round with its warnings, in the language of the request. */
export const presentWarned = (
  round: Round,
  { now, language }: { readonly now: Instant; readonly language: Language },
  noted: readonly Warning[],
) => ({ ...presentRound(round, now), ...warnings(noted, language) })
