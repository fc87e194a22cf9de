// Any sequence of commands by anyone: the invariants hold, and a refused command changes nothing.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as assess from '../../../shared/initiatives/decision/assess.ts'
import { lapseAward, renounceAward, restoreAward } from '../../../shared/initiatives/decision/award.ts'
import * as decide from '../../../shared/initiatives/decision/decide.ts'
import * as round from '../../../shared/initiatives/decision/in-round.ts'
import { decideObjection, objectToDecision } from '../../../shared/initiatives/decision/objection.ts'
import {
  type HandedIn,
  Initiative,
  InitiativeStatus,
  isHandedIn,
  standingAward,
} from '../../../shared/initiatives/initiative.ts'
import { initiatives } from '../../../shared/initiatives/machine.ts'
import { OwnInitiative, PublicInitiative, presentOwn, presentPublic } from '../../../shared/initiatives/present.ts'
import { discardDraft, editInitiative, withdrawInitiative } from '../../../shared/initiatives/text/draft.ts'
import { submitInitiative } from '../../../shared/initiatives/text/submit.ts'
import { type Instant, plusMilliseconds } from '../../../shared/kernel/clock.ts'
import { canonicalJson, Sha256 } from '../../../shared/kernel/digest.ts'
import { PollId, ResidentId } from '../../../shared/kernel/ids.ts'
import type { Taken } from '../../../shared/kernel/machine.ts'
import { type Refusal, refuse } from '../../../shared/kernel/refusals.ts'
import {
  applicant,
  assessor,
  draft,
  handedInAt,
  rulesWith,
  someRound,
  votingRules,
} from '../../support/builders/initiatives/initiatives.ts'

const staff = { id: assessor, roles: ['member', 'ward-manager'] as const }
const vote = {
  pollId: PollId.parse('0193c3c6-0000-7000-8000-000000000009'),
  resultDigest: Sha256.parse('a'.repeat(64)),
}
const colleague = ResidentId.parse('colleague')
const reason = 'Daarom.'
const day = 24 * 3_600_000

type Context = { readonly rules: ReturnType<typeof rulesWith>; readonly now: Instant; readonly days: number }
type Outcome = Refusal | Taken<Initiative>
/** The steps that start from a state, so without `draft`, which creates an initiative. */
type Step = Exclude<keyof typeof initiatives.steps, 'draft'>
const { draft: _, ...rows } = initiatives.steps
const stepNames = Object.keys(rows).filter((name): name is Step => name in rows)

const steps: { readonly [Name in Step]: (of: HandedIn, context: Context) => Outcome } = {
  edit: (of) => editInitiative(of, { plan: 'Anders.' }),
  submit: (of, { rules, now }) => submitInitiative(of, rules, now),
  withdraw: (of, { now }) => withdrawInitiative(of, applicant, now),
  return: (of, { now }) => assess.returnInitiative(of, reason, assessor, now),
  admit: (of, { now }) => assess.admitInitiative(of, assessor, now),
  refuse: (of, { now }) => assess.refuseInitiative(of, reason, assessor, now),
  extend: (of, { now, days }) => assess.extendTerm(of, { days, reason }, assessor, now),
  award: (of, { now, days }) =>
    decide.decideInitiative(of, { outcome: 'award', reason, amountCents: days }, staff, now),
  decline: (of, { now }) => decide.decideInitiative(of, { outcome: 'decline', reason }, staff, now),
  'enter-round': (of, { now }) => round.enterRound(of, someRound, assessor, now),
  'leave-round': (of, { now }) => round.leaveRound(of, someRound, assessor, now),
  'award-in-round': (of, { now }) => round.awardInRound(of, { roundId: someRound, budgetYear: 2026 }, vote, now),
  'decline-in-round': (of, { now }) => round.declineInRound(of, someRound, vote, now),
  start: (of, { now }) => decide.startInitiative(of, assessor, now),
  complete: (of, { now }) => decide.completeInitiative(of, assessor, now),
  stop: (of, { now }) => decide.stopInitiative(of, reason, assessor, now),
  renounce: (of, { now }) => renounceAward(of, applicant, now),
  lapse: (of, { now }) => lapseAward(of, reason, assessor, now),
  restore: (of, { now }) => restoreAward(of, assessor, now),
  object: (of, { now }) => objectToDecision(of, reason, now),
  'maintain-refusal': (of, { now }) => decideObjection(of, { outcome: 'dismiss', reason }, colleague, now),
  'maintain-decline': (of, { now }) => decideObjection(of, { outcome: 'dismiss', reason }, colleague, now),
  'reopen-assessment': (of, { now }) => decideObjection(of, { outcome: 'uphold', reason }, colleague, now),
  'reopen-decision': (of, { now }) => decideObjection(of, { outcome: 'uphold', reason }, colleague, now),
  discard: (of) => discardDraft(of),
}

/** Before an initiative is submitted only its applicant can reach it; for others it is not found. */
const take = (step: Step, initiative: Initiative, context: Context): Outcome => {
  if (isHandedIn(initiative)) return steps[step](initiative, context)
  switch (step) {
    case 'edit':
      return editInitiative(initiative, { plan: 'Anders.' })
    case 'submit':
      return submitInitiative(initiative, context.rules, context.now)
    case 'withdraw':
      return withdrawInitiative(initiative, applicant, context.now)
    case 'discard':
      return discardDraft(initiative)
    default:
      return refuse('initiative-not-found')
  }
}

const mayStart = (step: Step, { status }: Initiative) => new Set<string>(rows[step].from).has(status)

// Mostly steps that are allowed, and seldom one that ends the initiative, because otherwise late states would hardly be reached. The
// other steps must be refused in every state.
const command = fc.record({
  isFitting: fc.integer({ min: 0, max: 3 }).map((lot) => lot > 0),
  step: fc.nat({ max: 1_000 }),
  support: fc.boolean(),
  days: fc.integer({ min: 1, max: 300_000 }),
  // One in ten pauses is so long that terms expire.
  pause: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 40 }) },
    { weight: 1, arbitrary: fc.constant(600) },
  ),
})
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never

const isEarlyEnd = (step: Step) => step === 'withdraw' || step === 'refuse' || step === 'discard'

const stepOf = ({ isFitting, step }: Command, initiative: Initiative): Step => {
  const fitting = stepNames.filter((name) => mayStart(name, initiative))
  const likely = step % 10 === 0 ? fitting : fitting.filter((name) => !isEarlyEnd(name))
  const choice = isFitting && likely.length > 0 ? likely : stepNames
  return choice[step % choice.length] ?? 'edit'
}
const commands = fc.array(command, { maxLength: 30, size: 'max' })

/** Runs the commands and passes each outcome to `check`. */
const play = (
  list: readonly Command[],
  rules: Context['rules'],
  check: (before: Initiative, step: Step, outcome: Outcome) => void,
): Initiative => {
  let present: Initiative = draft({ startsOn: '2029-01-01' })
  let now = handedInAt
  for (const each of list) {
    const { support, days, pause } = each
    const step = stepOf(each, present)
    now = plusMilliseconds(now, pause * day)
    if (support) present = { ...present, supporterCount: 4 }
    const before = canonicalJson(present)
    const outcome = take(step, present, { rules, now, days })
    if (canonicalJson(present) !== before) throw new Error('The state before was touched')
    check(present, step, outcome)
    if (!outcome.refused && outcome.isEnd) return present
    if (!outcome.refused) present = outcome.after
  }
  return present
}

const bothRules = fc.constantFrom(rulesWith(), votingRules())
const holds = (check: (before: Initiative, step: Step, outcome: Outcome) => boolean) => () =>
  fc.assert(
    fc.property(commands, bothRules, (list, rules) => {
      play(list, rules, (before, step, outcome) => {
        if (!check(before, step, outcome)) throw new Error(`${before.status} ${step}`)
      })
    }),
    { numRuns: 400 },
  )

describe('any sequence of steps', () => {
  it('any sequence of steps takes exactly the declared steps, with their start and end states', () => {
    expect(
      holds((before, step, outcome) => {
        const isStateRefusal =
          outcome.refused && [rows[step].otherwise, 'initiative-not-found'].some((code) => code === outcome.code)
        if (outcome.refused) return mayStart(step, before) || isStateRefusal
        const { to } = rows[stepNames.find((name) => name === outcome.step) ?? step]
        const isSame = to === 'same' || to === 'nothing'
        return mayStart(step, before) && outcome.after.status === (isSame ? before.status : to)
      }),
    ).not.toThrow()
  })

  it('any sequence of steps increases the version by one and publishes one event for each step', () => {
    expect(
      holds(
        (before, _, outcome) =>
          outcome.refused || (outcome.after.version === before.version + 1 && outcome.events.length === 1),
      ),
    ).not.toThrow()
  })

  it('any sequence of steps never changes the pinned rules or the place in the list', () => {
    expect(
      holds((before, _, outcome) => {
        if (outcome.refused || !isHandedIn(before)) return true
        if (!isHandedIn(outcome.after)) return false
        const { submission } = outcome.after
        return (
          submission.submittedAt === before.submission.submittedAt &&
          canonicalJson(submission.rules) === canonicalJson(before.submission.rules)
        )
      }),
    ).not.toThrow()
  })

  it('any sequence of steps never awards more than was requested', () => {
    expect(
      holds((_, __, outcome) => {
        if (outcome.refused || !isHandedIn(outcome.after)) return true
        const { after } = outcome
        const hasMoney = ['awarded', 'under-way', 'done', 'stopped'].includes(after.status)
        const award = standingAward(after)
        return (award !== undefined) === hasMoney && (award?.amountCents ?? 0) <= after.content.amountCents
      }),
    ).not.toThrow()
  })

  it('any sequence of steps reveals nothing private in an event or to the public', () => {
    const secrets = ['Ada Bakker', 'ada@example.org', '3032 EG', 'NL91ABNA0417164300', 'applicant', 'assessor']
    expect(
      holds((_, __, outcome) => {
        if (outcome.refused) return true
        const { after: value } = outcome
        const said = [
          canonicalJson(outcome.events),
          ...(isHandedIn(value) ? [canonicalJson(PublicInitiative.parse(presentPublic(value, handedInAt)))] : []),
        ]
        return secrets.every((secret) => said.every((text) => !text.includes(`"${secret}"`)))
      }),
    ).not.toThrow()
  })

  it('any sequence of steps gives an initiative that can be stored, read back and shown to its applicant', () => {
    expect(() =>
      fc.assert(
        fc.property(commands, bothRules, (list, rules) => {
          const present = play(list, rules, () => {})
          const stored: unknown = JSON.parse(JSON.stringify(present))
          return (
            canonicalJson(Initiative.parse(stored)) === canonicalJson(Initiative.parse(present)) &&
            OwnInitiative.safeParse(presentOwn(present)).success
          )
        }),
      ),
    ).not.toThrow()
  })

  it('any sequence of steps reaches every state', () => {
    const reached = new Set<string>()
    const gather = fc.property(commands, bothRules, (list, rules) => {
      play(list, rules, (_, __, outcome) => {
        if (!outcome.refused) reached.add(outcome.after.status)
      })
    })
    fc.assert(gather, { numRuns: 500, seed: 7 })
    expect([...reached].sort()).toEqual([...InitiativeStatus.options].sort())
  })
})
