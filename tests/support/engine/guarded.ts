// Functions under their own rights, in the tests of what they do: a guard in front of the engine refuses what the unit of the
// function does not declare, so that the test fails. For the functions that no demo plays (tests/infra/rights-suffice.test.ts).
// tests/infra/policies.test.ts shows that the roles in the templates have the declared rights.
import { allUnits } from '../../../infra/units/all-units.ts'
import type { TableAccess } from '../../../infra/units/unit.ts'
import type { Environment } from '../../../shared/kernel/environment.ts'
import type { Statement } from '../../infra/support/rights.ts'
import { type Guard, startGuard } from '../../infra/support/rights-guard.ts'
import { engineEndpoint } from './engine.ts'

/** Every function with rights to a table that no demo plays. */
export const unplayed = [
  'residents-api',
  'index-initiative-words',
  'announce-consultation-poll',
  'announce-online-poll',
  'list-my-polls',
  'list-inclusion-proofs',
  'get-turnout',
  'record-lots',
  'void-poll',
  'roll-persons',
  'reject-import',
  'lotteries-api',
  'lotteries-pool',
  'lotteries-persons',
  'freeze-pool',
] as const
/** Demos play it, but not with everything that it may look up. */
const playedInPart = ['councils-api'] as const
const guarded = [...unplayed, ...playedInPart] as const
type Guarded = (typeof guarded)[number]

const statementsOf = ({ table, index, actions, leadingKeys }: TableAccess): readonly Statement[] =>
  actions.map((action) => ({
    ...{ effect: 'Allow', action, resource: index === undefined ? table : `${table}/index/${index}` },
    condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': leadingKeys.map(({ pattern }) => pattern) } },
  }))

const guardOf = (name: string): Promise<Guard> => {
  const unit = allUnits.find((each) => each.name === name)
  if (unit === undefined) throw new Error(`There is no unit ${name}`)
  const statements = unit.access.flatMap(statementsOf)
  return startGuard(engineEndpoint(), {
    statementsOf: () => statements,
    arnOf: (table) => (table.startsWith('box-') ? 'ballotBox' : 'main'),
  })
}

const guards = new Map(
  await Promise.all(guarded.map(async (name): Promise<readonly [Guarded, Guard]> => [name, await guardOf(name)])),
)

/** The environment of a function, in which it has no more rights than its unit declares. A proxy that injects faults stays. */
export const underRights = (name: Guarded, environment: Environment): Environment =>
  environment.AWS_ENDPOINT_URL_DYNAMODB === engineEndpoint()
    ? { ...environment, AWS_ENDPOINT_URL_DYNAMODB: guards.get(name)?.endpoint }
    : environment
