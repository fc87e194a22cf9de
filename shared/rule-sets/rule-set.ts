// Dated rule sets: rules that an office plans for a ward, or for every ward without a set of its own, from a day on. A set holds
// until a later one begins. It never changes; before its first day it can be withdrawn. A context declares its kind of rules.
import * as z from 'zod'
import { dateInCity, type Instant, type LocalDate, plusDays } from '../kernel/clock.ts'
import { WardCode } from '../kernel/ids.ts'
import { machineOf, type StepEvent } from '../kernel/machine.ts'
import { refuse } from '../kernel/refusals.ts'
import { Term } from '../kernel/terms.ts'

/** A term in a rule set: with its unit, its source, and whether the General Terms Act moves its end. */
export const RuleTerm = Term.meta({ id: 'RuleTerm' })

/** JSON pointers of values that no source confirms. */
export const AssumedValues = z
  .array(
    z
      .string()
      .max(100)
      .regex(/^(\/[A-Za-z]+)+$/),
  )
  .max(40)
  .readonly()

/** What all rules have: the first day on which they hold. */
export type Dated = { readonly validFrom: LocalDate }
/** The ward that a set is for; null: every ward that has no set of its own. */
export type Scope = WardCode | null

const origin = {
  wardCode: WardCode.nullable(),
  version: z.int().min(1),
  /** Id and digest of the request that planned it: a retry finds what it made. */
  createdId: z.string(),
  requestDigest: z.string(),
}

/** A planned set of this kind of rules, as it is stored. */
export const ruleSetOf = <Rules extends z.ZodType<Dated>>(rules: Rules) =>
  z.discriminatedUnion('status', [z.object({ ...origin, rules, status: z.literal('published') })])

export type RuleSet<Rules extends Dated = Dated> = {
  readonly status: 'published'
  readonly wardCode: Scope
  readonly version: number
  readonly createdId: string
  readonly requestDigest: string
  readonly rules: Rules
}

/** The machine of a kind of rules; `eventFor` makes its event. */
export const ruleSetMachine = (
  name: string,
  eventFor: (change: 'published' | 'withdrawn', set: RuleSet) => StepEvent,
) => {
  const { begin, step, machine } = machineOf<RuleSet>()
  return machine(name, {
    publish: begin({ to: 'published', eventFor: (set) => eventFor('published', set) }),
    withdraw: step({
      from: ['published'],
      to: 'nothing',
      otherwise: 'rules-not-published',
      eventFor: (set) => eventFor('withdrawn', set),
    }),
  })
}

/** A kind of rules. */
export type RuleKind<Rules extends Dated> = {
  readonly machine: ReturnType<typeof ruleSetMachine>
  readonly schema: z.ZodType<RuleSet<Rules>>
  /** The partition of the sets of a ward (its code) or of the city (`city`), and what their sort keys begin with. */
  readonly partitionOf: (wardCodeOrCity: string) => string
  readonly sort: string
  /**
   * The earliest first day. `tomorrow`: the rules of a day are final before it begins, so a job that runs late finds the same
   * rules as one that runs on time.
   */
  readonly earliest: 'today' | 'tomorrow'
  /** The city's sets that come with the software, oldest first. */
  readonly given: readonly Rules[]
  /** Whether an office can plan sets for the whole city. */
  readonly isPlannedForCity: boolean
}

/** A set with the ward that it is for. */
export type RulesOf<Rules> = { readonly wardCode: Scope; readonly rules: Rules }

/** The newest of these sets that begins on this day or before it. */
export const newestOn = <Rules extends Dated>(sets: readonly Rules[], on: LocalDate): Rules | undefined =>
  sets.reduce<Rules | undefined>(
    (newest, each) => (each.validFrom <= on && !(newest && newest.validFrom > each.validFrom) ? each : newest),
    undefined,
  )

type Planned<Rules extends Dated> = Omit<RuleSet<Rules>, 'status' | 'version'>

/** Plans a set. Rules are not retroactive: what began before was begun under other rules. */
export const publishRules = <Rules extends Dated>(
  { machine, earliest }: Pick<RuleKind<Rules>, 'machine' | 'earliest'>,
  set: Planned<Rules>,
  now: Instant,
) => {
  const first = plusDays(dateInCity(now), earliest === 'today' ? 0 : 1)
  return set.rules.validFrom < first ? refuse('rules-in-the-past', { earliest: first }) : machine.begin('publish', set)
}

/** Withdraws a set before its first day. From that day on it is final: something may have begun under it. */
export const withdrawRules = ({ machine }: Pick<RuleKind<Dated>, 'machine'>, set: RuleSet, now: Instant) =>
  machine.take('withdraw', set, (it) =>
    it.rules.validFrom <= dateInCity(now) ? refuse('rules-in-force', { validFrom: it.rules.validFrom }) : it,
  )
