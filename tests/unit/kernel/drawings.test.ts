// The drawings in docs/state-machines match the tables: one arrow for each row and no others.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { machines } from '../../../scripts/drawings.ts'
import { Action } from '../../../shared/agreements/actions/action.ts'
import { Agreement } from '../../../shared/agreements/agreement/agreement.ts'
import { AgreementRuleSet } from '../../../shared/agreements/rules/rule-set.ts'
import { Alarm } from '../../../shared/agreements/watch/alarm.ts'
import { Review } from '../../../shared/agreements/watch/review.ts'
import { DelegatedDecision } from '../../../shared/councils/delegation/delegated-decision.ts'
import { Delegation } from '../../../shared/councils/delegation/delegation.ts'
import { DecisionList } from '../../../shared/councils/lists/decision-list.ts'
import { Decision } from '../../../shared/councils/meetings/decision.ts'
import { Meeting } from '../../../shared/councils/meetings/meeting.ts'
import { Member } from '../../../shared/councils/members/member.ts'
import { RoleHolder } from '../../../shared/councils/members/role-holder.ts'
import { MeetingRuleSet } from '../../../shared/councils/rules/rule-set.ts'
import { KeptDocument } from '../../../shared/documents/kept-document.ts'
import { Appeal } from '../../../shared/elections/appeals/appeal.ts'
import { Contest } from '../../../shared/elections/contests/contest.ts'
import { CountSession } from '../../../shared/elections/count/session.ts'
import { StationCount } from '../../../shared/elections/count/station-count.ts'
import { Lottery } from '../../../shared/elections/lottery/lottery.ts'
import { CollectiveList } from '../../../shared/elections/nominations/collective-list.ts'
import { Nomination } from '../../../shared/elections/nominations/nomination.ts'
import { Election } from '../../../shared/elections/planning/election.ts'
import { Seat } from '../../../shared/elections/seating/seat.ts'
import { Initiative, InitiativeStatus, StepName } from '../../../shared/initiatives/initiative.ts'
import { initiatives } from '../../../shared/initiatives/machine.ts'
import { Notice } from '../../../shared/notices/notice.ts'
import { Roll } from '../../../shared/roll/roll.ts'
import { Round } from '../../../shared/rounds/round.ts'
import { ruleSetOf } from '../../../shared/rule-sets/rule-set.ts'
import { Poll } from '../../../shared/voting/poll/poll.ts'
import { InitiativeRules } from '../../../shared/wards/rules/initiative-rules.ts'

const pageOf = (name: string) =>
  readFileSync(new URL(`../../../docs/state-machines/${name}.md`, import.meta.url), 'utf8')
const drawnArrows = (page: string) =>
  [...page.matchAll(/^ {2}(\S+) --> ([^\s:]+): (\S+)$/gm)].map(([, from, to, step]) => `${from} → ${to}: ${step}`)
const drawnEnds = (page: string) => [...page.matchAll(/^ {2}(\S+) --> \[\*\]$/gm)].map(([, state]) => state)

const literals = (schema: {
  readonly options: readonly { readonly shape: { readonly status: { readonly value: string } } }[]
}) => schema.options.map(({ shape }) => shape.status.value)
/** The states that can be stored, by the name of the machine. */
const stored: { readonly [name: string]: readonly string[] } = {
  initiative: Initiative.options.flatMap(literals),
  round: literals(Round),
  poll: literals(Poll),
  election: literals(Election),
  contest: literals(Contest),
  nomination: literals(Nomination),
  'collective-list': literals(CollectiveList),
  appeal: literals(Appeal),
  'count-session': literals(CountSession),
  'station-count': literals(StationCount),
  seat: literals(Seat),
  lottery: literals(Lottery),
  roll: literals(Roll),
  member: literals(Member),
  'role-holder': literals(RoleHolder),
  meeting: literals(Meeting),
  decision: literals(Decision),
  'decision-list': literals(DecisionList),
  delegation: literals(Delegation),
  'delegated-decision': literals(DelegatedDecision),
  'initiative-rules': literals(ruleSetOf(InitiativeRules)),
  'meeting-rules': literals(MeetingRuleSet),
  agreement: literals(Agreement),
  action: literals(Action),
  review: literals(Review),
  alarm: literals(Alarm),
  'agreement-rules': literals(AgreementRuleSet),
  document: literals(KeptDocument),
  notice: literals(Notice),
}

/** Final states that can still be left: an adopted list of decisions can be corrected, and a later session can judge again. */
const rests: Readonly<Record<string, readonly string[]>> = {
  'decision-list': ['adopted'],
  'collective-list': ['valid', 'invalid', 'withdrawn'],
}

describe.each(machines.map((machine) => [machine.name, machine] as const))(
  'the drawing of the states of a %s',
  (name, machine) => {
    const rows = Object.entries(machine.steps)

    it('has an arrow for each row of its table, and no others', () => {
      const declared = rows.flatMap(([step, { from, to }]) =>
        from === 'nothing'
          ? [`[*] → ${to}: ${step}`]
          : from.map((state) => `${state} → ${{ same: state, nothing: '[*]' }[to] ?? to}: ${step}`),
      )
      expect(drawnArrows(pageOf(name)).sort()).toEqual(declared.sort())
    })

    it('has every state that can be stored, and no others', () => {
      const drawn = drawnArrows(pageOf(name)).flatMap((arrow) => arrow.split(':')[0]?.split(' → ') ?? [])
      expect([...new Set(drawn)].filter((state) => state !== '[*]').sort()).toEqual([...new Set(stored[name])].sort())
    })

    it('has a path from every state to an end or a resting state', () => {
      const ends = new Set<string | undefined>(name in rests ? rests[name] : drawnEnds(pageOf(name)))
      const next = (state: string) =>
        rows.flatMap(([, { from, to }]) =>
          from !== 'nothing' && from.includes(state) && to !== 'same' && to !== 'nothing' ? [to] : [],
        )
      const reaches = (state: string, seen: ReadonlySet<string> = new Set()): boolean =>
        ends.has(state) || (!seen.has(state) && next(state).some((each) => reaches(each, new Set([...seen, state]))))
      expect((stored[name] ?? []).filter((state) => !reaches(state))).toEqual([])
    })
  },
)

describe('the steps of an initiative', () => {
  it('the steps of an initiative are recorded by their names in the table, except drafting, editing and deleting', () => {
    const { draft: _, edit: __, discard: ___, ...recorded } = initiatives.steps
    expect([...StepName.options].sort()).toEqual(Object.keys(recorded).sort())
  })

  it('the steps of an initiative lead to the statuses that the API names', () => {
    expect([...InitiativeStatus.options].sort()).toEqual([...new Set(stored.initiative)].sort())
  })
})
