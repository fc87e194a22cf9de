// Whose things an operation may touch: every combination of operation × role × (own ward, other ward, owner, stranger), computed
// from the declarations and tried on real things.

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { agreementsOperations } from '../../shared/agreements/operations.ts'
import { agreementRulesOfRotterdam } from '../../shared/agreements/rules/rules-of-rotterdam.ts'
import { raiseAlarm } from '../../shared/agreements/watch/alarm.ts'
import { keptAlarms } from '../../shared/agreements/watch-store.ts'
import { WardRole } from '../../shared/api/access.ts'
import type { Operation } from '../../shared/api/operation.ts'
import { keepDelegated } from '../../shared/councils/delegation/delegated-decision.ts'
import { keptDelegated } from '../../shared/councils/delegation/store.ts'
import { drawUpList } from '../../shared/councils/lists/decision-list.ts'
import { keptLists, listVersionWritten } from '../../shared/councils/lists/store.ts'
import { councilsOperations } from '../../shared/councils/operations.ts'
import { meetingRulesOfRotterdam } from '../../shared/councils/rules/rules-of-rotterdam.ts'
import { collectiveLists } from '../../shared/elections/nominations/list-machine.ts'
import { electionsOperations } from '../../shared/elections/operations.ts'
import { seats } from '../../shared/elections/seating/machine.ts'
import { SeatNumber } from '../../shared/elections/seating/public-seat.ts'
import { keptSeats } from '../../shared/elections/seating/store.ts'
import { keptCollectiveLists } from '../../shared/elections/store.ts'
import { createInitiative, submitInitiative } from '../../shared/initiatives/operations.ts'
import { Instant, LocalDate } from '../../shared/kernel/clock.ts'
import { Sha256 } from '../../shared/kernel/digest.ts'
import {
  AgreementId,
  AlarmId,
  DecisionId,
  DelegatedDecisionId,
  ElectionId,
  InitiativeId,
  MeetingId,
  NominationId,
  ResidentId,
  WardCode,
} from '../../shared/kernel/ids.ts'
import { freshSecretId } from '../../shared/kernel/random.ts'
import { createRound } from '../../shared/rounds/operations.ts'
import { changeOf, save } from '../../shared/table/save.ts'
import { setRegisterFigure } from '../../shared/wards/register/operations.ts'
import { publishInitiativeRules } from '../../shared/wards/rules/operations.ts'
import { completeBody, votingRules } from '../support/builders/initiatives/initiatives.ts'
import { codeOf } from '../support/builders/voting/voting.ts'
import { giveRole } from '../support/builders/ward-roles.ts'
import { startApi } from '../support/services/deployed.ts'
import type { Persona } from '../support/services/http-event.ts'
import { all, sample } from './samples.ts'

const at = '2026-03-02T09:00:00Z'
const ward = 'oude-noorden'
const born = { birthDate: '1980-05-17' }

/** Each kind of person twice: in the ward of the things, and in another ward. The owner also holds roles by ward. */
const people: { readonly [name: string]: Persona } = {
  'the owner': { sub: 'owner', ward, ...born },
  'the owner after moving': { sub: 'owner', ward: 'pernis', ...born },
  'a neighbour': { sub: 'neighbour', ward, ...born },
  'a resident of another ward': { sub: 'stranger', ward: 'pernis', ...born },
  'the election office': { sub: 'office', ward: 'pernis', roles: ['election-office'] },
  'the rules officer': { sub: 'rules', roles: ['rules-officer'] },
}

/** Every role by ward and term: in the ward of the things, in another ward, after the term has ended, before it begins. */
type Held = { readonly role: WardRole; readonly where: 'here' | 'elsewhere' | 'over' | 'to-come' }
const isCitywide = (role: WardRole) => role === 'council-clerk' || role === 'department'
const terms = {
  here: { ward },
  elsewhere: { ward: 'pernis' },
  over: { ward, until: '2026-03-02' },
  'to-come': { ward, from: '2026-03-03' },
} as const
const held: readonly (readonly [string, Held])[] = WardRole.options.flatMap((role) =>
  (['here', 'elsewhere', 'over', 'to-come'] as const)
    .filter((where) => where !== 'elsewhere' || !isCitywide(role))
    .map((where) => [`${role}-${where}`, { role, where }] as const),
)
const heldBy = new Map(held)
/** Holds the role `department` for a department that owns nothing here. */
const otherDepartment = 'department-of-something-else'
const worksOnDepartments = ({ path, access }: Operation) =>
  access.kind === 'holder' && access.roles.includes('department') && /\{(actionId|alarmId)\}/.test(path)
const everybody: readonly (readonly [string, Persona])[] = [
  ...Object.entries(people),
  ...held.map(([sub]) => [sub, { sub }] as const),
  [otherDepartment, { sub: otherDepartment }],
]

/** The owner also assesses things of others here. Their roles by ward count, not where they live or what their token says. */
const rolesOfOwner = ['ward-manager', 'coordinator'] as const
const objectionToOwner = (operation: Operation): string | undefined => {
  const { access, about } = operation
  if (access.kind !== 'holder') return undefined
  if (!rolesOfOwner.some((role) => access.roles.includes(role))) return 'forbidden'
  return access.except === 'owner' && isAboutOwned(operation) ? about?.isOwner : undefined
}

/** Why the access row refuses this role holder. For holders this is checked before anything else. */
const objectionToHeld = (operation: Operation, { sub }: Persona): string | undefined => {
  if (sub === 'owner') return objectionToOwner(operation)
  const own = heldBy.get(sub === otherDepartment ? 'department-here' : sub)
  const { access } = operation
  if (access.kind !== 'holder') return undefined
  // A chair is also a member.
  const roles: readonly WardRole[] = own?.role === 'chair' ? ['chair', 'member'] : own === undefined ? [] : [own.role]
  if (own === undefined || !roles.some((role) => access.roles.includes(role))) return 'forbidden'
  if (own.where === 'elsewhere') return 'not-your-ward'
  if (sub === otherDepartment && worksOnDepartments(operation)) return 'not-your-department'
  return own.where === 'here' ? undefined : 'role-not-in-force'
}

/** Whether the access row admits this person, written out a second time so that a mistake is noticed. */
const isAdmitted = ({ access }: Operation, { ward: own, birthDate, roles = [] }: Persona): boolean => {
  switch (access.kind) {
    case 'public':
    case 'signed-in':
      return true
    case 'resident':
      return own !== undefined && birthDate !== undefined
    case 'staff':
      return access.roles.some((role) => roles.includes(role))
    case 'holder':
      throw new TypeError('A role by ward and term is no claim of a token')
    default:
      return access satisfies never
  }
}

/** Whether the operation is about a thing of `the owner`: an initiative, a nomination, a list, or a seat offered to them. */
const isAboutOwned = ({ path, tag }: Operation): boolean =>
  (path.includes('{initiativeId}') && tag === 'initiatives') ||
  path.includes('{nominationId}') ||
  path.includes('{listId}') ||
  path.includes('{seat}')

/** The refusal that the declaration requires; undefined if this person may call the operation. */
const expected = (operation: Operation, person: Persona): string | undefined => {
  const { access, about } = operation
  if (access.kind === 'holder') return objectionToHeld(operation, person)
  if (!isAdmitted(operation, person)) return access.kind === 'staff' ? 'forbidden' : 'residence-not-verified'
  const isOwner = person.sub === 'owner' && isAboutOwned(operation)
  if (access.of === 'owner') return isOwner ? undefined : (about?.notOwner ?? about?.missing)
  // An operation that loads nothing creates something in the caller's own ward, whichever ward that is.
  const isElsewhere = about === undefined ? person.ward === undefined : person.ward !== ward
  return access.of === 'ward' && isElsewhere ? 'not-your-ward' : undefined
}

const scoped = all.filter(([, { access }]) => access.of === 'ward' || access.of === 'owner')
const refusals = [
  'forbidden',
  'residence-not-verified',
  'not-your-ward',
  'role-not-in-force',
  'not-your-department',
  'not-your-initiative',
  'own-initiative',
  'not-your-nomination',
  'not-your-list',
  'seat-not-yours',
]
const Made = z.object({ id: z.string() })

describe('the rights of callers on things', async () => {
  const api = await startApi()
  const made: {
    initiativeId?: string
    roundId?: string
    electionId?: string
    nominationId?: string
    listId?: string
    meetingId?: string
    agreementId?: string
    actionId?: string
    alarmId?: string
    memberId?: string
    delegatedDecisionId?: string
  } = {}
  afterAll(api.stop)

  beforeAll(async () => {
    const [owner, manager] = [people['the owner'], { sub: 'ward-manager-here', ward }]
    if (owner === undefined) throw new Error('Nobody to make things')
    await api.call(publishInitiativeRules, {
      at,
      by: { sub: 'rules', roles: ['rules-officer'] },
      params: { wardCode: ward },
      body: votingRules({ validFrom: '2026-03-02' }),
    })
    await api.call(setRegisterFigure, {
      ...sample(setRegisterFigure),
      at,
      by: { sub: 'office', roles: ['election-office'] },
      params: { wardCode: ward, date: '2026-01-01' },
      ifMatch: 0,
    })
    made.initiativeId = Made.parse((await api.call(createInitiative, { at, by: owner, body: completeBody })).body).id
    await api.call(submitInitiative, { at, by: owner, params: { initiativeId: made.initiativeId }, ifMatch: 1 })
    for (const [sub, { role, where }] of held) await giveRole(api.table, sub, role, terms[where])
    for (const role of rolesOfOwner) await giveRole(api.table, owner.sub, role, { ward })
    await giveRole(api.table, otherDepartment, 'department', { department: 'Zorg' })
    const { conveneMeeting, installMember } = councilsOperations
    const call = { ...sample(conveneMeeting), at, by: { sub: 'coordinator-here', ward } }
    made.meetingId = Made.parse((await api.call(conveneMeeting, call)).body).id
    const drawn = drawUpList(
      {
        ...{ id: MeetingId.parse(made.meetingId), wardCode: WardCode.parse(ward), requestDigest: '', kind: 'formal' },
        heldAt: Instant.parse(new Date(at).toISOString()),
      },
      [],
      [],
      Instant.parse(new Date(at).toISOString()),
    )
    if (drawn.refused) throw new Error(drawn.code)
    const { taken, written } = drawn
    await save(api.table, written.writtenAt, changeOf(keptLists, taken), listVersionWritten(taken.after.id, written))
    const delegated = keepDelegated(
      {
        ...{ id: DelegatedDecisionId.parse(freshSecretId()), delegationId: DecisionId.parse(freshSecretId()) },
        ...{ initiativeId: InitiativeId.parse(made.initiativeId), wardCode: WardCode.parse(ward) },
        ...{ title: 'Een tuin', outcome: 'decline' },
      },
      meetingRulesOfRotterdam[0],
      written.writtenAt,
    )
    if (delegated.refused) throw new Error(delegated.code)
    await save(api.table, written.writtenAt, changeOf(keptDelegated, delegated))
    made.delegatedDecisionId = delegated.after.id
    const seat = { ...sample(installMember), at, params: { wardCode: ward } }
    made.memberId = Made.parse((await api.call(installMember, seat)).body).id
    const round = sample(createRound)
    const { planElection, nominate } = electionsOperations
    const election = {
      ...sample(planElection),
      at,
      body: { ...Object(sample(planElection).body), pollingOn: '2026-05-06' },
    }
    made.electionId = Made.parse((await api.call(planElection, election)).body).id
    const nomination = { ...sample(nominate), at, by: owner, params: { electionId: made.electionId, wardCode: ward } }
    made.nominationId = Made.parse((await api.call(nominate, nomination)).body).id
    const submittedAt = Instant.parse(new Date(at).toISOString())
    const list = collectiveLists.begin('submit', {
      id: NominationId.parse(freshSecretId()),
      electionId: ElectionId.parse(made.electionId),
      wardCode: WardCode.parse(ward),
      submittedBy: ResidentId.parse(owner.sub),
      designation: { kind: 'association', name: 'Samen', evidence: 'Uittreksel' },
      candidates: [{ nominationId: NominationId.parse(made.nominationId) }],
      submittedAt,
      requestDigest: Sha256.parse('0'.repeat(64)),
    })
    await save(api.table, submittedAt, changeOf(keptCollectiveLists, list))
    made.listId = list.after.id
    const offered = seats.begin('fall', {
      electionId: ElectionId.parse(made.electionId),
      wardCode: WardCode.parse(ward),
      number: Number(SeatNumber.parse('1')),
      termStartsOn: LocalDate.parse('2026-06-10'),
      termEndsOn: LocalDate.parse('2099-01-01'),
      isTermEndFixed: false,
      mandates: [],
      lots: [],
      voidedLots: [],
      nominationId: NominationId.parse(made.nominationId),
      residentId: ResidentId.parse(owner.sub),
      offeredAt: Instant.parse('2026-05-13T09:00:00.000Z'),
      answerBefore: Instant.parse('2099-01-01T00:00:00.000Z'),
      vacantOn: LocalDate.parse('2026-06-10'),
      passedOver: [],
    })
    await save(api.table, Instant.parse('2026-05-13T09:00:00.000Z'), changeOf(keptSeats, offered))
    const { draftAgreement, proposeAction } = agreementsOperations
    const council = { at, by: { sub: 'chair-here', ward } }
    made.agreementId = Made.parse((await api.call(draftAgreement, { ...sample(draftAgreement), ...council })).body).id
    const params = { agreementId: made.agreementId }
    made.actionId = Made.parse(
      (await api.call(proposeAction, { ...sample(proposeAction), ...council, params })).body,
    ).id
    // Only an alarm is needed here. A real agreement would need three signatures and a decision.
    const alarm = raiseAlarm(
      {
        ...{ id: AlarmId.parse(freshSecretId()), agreementId: AgreementId.parse(made.agreementId) },
        ...{
          wardCode: WardCode.parse(ward),
          requestDigest: '',
          actionId: undefined,
          arrangement: undefined,
          department: 'Stadsbeheer',
        },
        ...{ raisedBy: 'council', reason: 'Er gebeurt niets.' },
      },
      { wardCode: null, rules: agreementRulesOfRotterdam },
      Instant.parse(new Date(at).toISOString()),
    )
    if (alarm.refused) throw new Error(alarm.code)
    await save(api.table, alarm.after.raisedAt, changeOf(keptAlarms, alarm))
    made.alarmId = alarm.after.id
    made.roundId = Made.parse((await api.call(createRound, { ...round, at, by: manager })).body).id
  })

  it('are tested for every operation on things of a ward or an owner', () => {
    expect(scoped.length).toBeGreaterThan(20)
    const exceptOwner = scoped.filter(([, { access }]) => access.kind === 'holder' && access.except === 'owner')
    expect(exceptOwner.length).toBeGreaterThan(10)
    // An operation that loads nothing may be scoped by ward only if it creates something in the caller's own ward.
    expect(scoped.filter(([, { about, requires }]) => about === undefined && requires !== 'idempotency-key')).toEqual(
      [],
    )
  })

  describe.each(scoped)('%s', (_, operation) => {
    it.each(everybody)('%s', async (_name, person) => {
      const { by: _by, ...request } = sample(operation)
      const real: { readonly [name: string]: string | undefined } = { ...made, wardCode: ward }
      const params = Object.fromEntries(
        Object.entries(request.params).map(([name, value]) => [name, real[name] ?? value]),
      )
      // No version is this high, so people who are admitted get a version conflict and nothing changes.
      const answered = await api.call(operation, {
        ...request,
        at,
        by: person,
        params,
        ...(operation.requires === 'if-match' ? { ifMatch: 900 } : {}),
      })
      const code = codeOf(answered)
      const isRefusal = typeof code === 'string' && (refusals.includes(code) || code === operation.about?.missing)
      expect(isRefusal ? code : undefined).toBe(expected(operation, person))
    })
  })
})
