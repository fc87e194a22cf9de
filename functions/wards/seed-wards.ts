// Puts the city's wards and their dated rules into the table. An operator runs it after the first deployment (the
// local runner at every start). Existing items are left unchanged.
import * as z from 'zod'
import { event } from '../../events/envelope.ts'
import { wardEstablished } from '../../events/wards.ts'
import type { Instant } from '../../shared/kernel/clock.ts'
import { digestOf } from '../../shared/kernel/digest.ts'
import type { Environment } from '../../shared/kernel/environment.ts'
import { derivedId } from '../../shared/kernel/random.ts'
import { listRuleSets, saveRuleSet } from '../../shared/rule-sets/store.ts'
import { openTable, type Table } from '../../shared/table/table.ts'
import { regimesOfRotterdam } from '../../shared/wards/rules/regimes-of-rotterdam.ts'
import { initiativeRuleSets } from '../../shared/wards/rules/rule-set.ts'
import { establishWard, getWard } from '../../shared/wards/store.ts'
import type { Ward } from '../../shared/wards/ward.ts'
import { wardsOfRotterdam } from '../../shared/wards/wards-of-rotterdam.ts'
import { task } from '../runtime/task.ts'

/** The ward first, because rules are those of an existing ward. Returns how many items were missing. */
const seedWard = async (table: Table, ward: Ward, now: Instant): Promise<number> => {
  const { code: wardCode } = ward
  const [known, sets] = await Promise.all([getWard(table, wardCode), listRuleSets(table, initiativeRuleSets, wardCode)])
  if (known === undefined)
    await establishWard(table, ward, [event(wardEstablished, `wards/${wardCode}`, { wardCode })], now)
  const standing = new Set(sets.map(({ rules }) => rules.validFrom))
  const missing = regimesOfRotterdam.filter(({ validFrom }) => !standing.has(validFrom))
  for (const rules of missing) {
    const createdId = derivedId('seed', wardCode, rules.validFrom)
    const set = { wardCode, rules, createdId, requestDigest: digestOf(rules) }
    await saveRuleSet(table, initiativeRuleSets, initiativeRuleSets.machine.begin('publish', set), now)
  }
  return missing.length + (known === undefined ? 1 : 0)
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
