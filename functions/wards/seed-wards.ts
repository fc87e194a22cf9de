// Puts the city's wards and their dated rules into the table. An operator runs it after the first deployment (the
// local runner at every start). Existing items are left unchanged.
import * as z from 'zod'
import { event } from '../../events/envelope.ts'
import { wardEstablished } from '../../events/wards.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import { digestOf } from '../../shared/kernel/digest.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { derivedId } from '../../shared/kernel/random.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { rulesPublished } from '../../shared/wards/publish-rules.ts'
import { regimesOfRotterdam } from '../../shared/wards/regimes-of-rotterdam.ts'
import { establishWard, knownOf, saveRules } from '../../shared/wards/store.ts'
import type { Ward } from '../../shared/wards/ward.ts'
import { wardsOfRotterdam } from '../../shared/wards/wards-of-rotterdam.ts'
import { task } from '../runtime/task.ts'

/** The ward first, because rules can only be published for an existing ward. Returns how many items were missing. */
const seedWard = async (table: Table, ward: Ward, now: Instant): Promise<number> => {
  const { code: wardCode } = ward
  const known = await knownOf(table, wardCode, regimesOfRotterdam)
  if (!known.ward) await establishWard(table, ward, [event(wardEstablished, `wards/${wardCode}`, { wardCode })], now)
  const missing = regimesOfRotterdam.filter(({ validFrom }) => !known.rules.has(validFrom))
  for (const rules of missing) {
    const origin = {
      wardCode,
      createdId: derivedId('seed', wardCode, rules.validFrom),
      requestDigest: digestOf(rules),
    }
    await saveRules(table, rules, origin, [rulesPublished(wardCode, rules)], now)
  }
  return missing.length + (known.ward ? 0 : 1)
}

export const start = (environment: Environment) => {
  const table = openTable(environment)
  return task({
    name: 'seed-wards',
    input: z.unknown(),
    output: z.strictObject({ wards: z.int(), added: z.int() }),
    facts: () => ({}),
    run: async (_input, now) => {
      let added = 0
      for (const ward of wardsOfRotterdam) added += await seedWard(table, ward, now)
      return { wards: wardsOfRotterdam.length, added }
    },
  })
}
