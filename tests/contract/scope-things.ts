// A real thing of each kind, in one ward and of one owner, on which callers try every operation.
import * as z from 'zod'
import { agreementsOperations } from '../../shared/agreements/operations.ts'
import { agreementRulesOfRotterdam } from '../../shared/agreements/rules/rules-of-rotterdam.ts'
import { raiseAlarm } from '../../shared/agreements/watch/alarm.ts'
import { keptAlarms } from '../../shared/agreements/watch-store.ts'
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
import type { startApi } from '../support/services/deployed.ts'
import { sample } from './samples.ts'
import { at, owner, ward } from './scope-people.ts'

type Api = Awaited<ReturnType<typeof startApi>>
const Made = z.object({ id: z.string() })
const wardCode = WardCode.parse(ward)
const now = Instant.parse(new Date(at).toISOString())
/** The id of what the operation made. */
const madeBy = async (api: Api, ...[operation, input]: Parameters<Api['call']>): Promise<string> =>
  Made.parse((await api.call(operation, input)).body).id

const makeInitiative = async (api: Api) => {
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
  const initiativeId = await madeBy(api, createInitiative, { at, by: owner, body: completeBody })
  await api.call(submitInitiative, { at, by: owner, params: { initiativeId }, ifMatch: 1 })
  return { initiativeId }
}

/** A meeting with its list of decisions, a member, and a decision by delegation about the initiative. */
const makeCouncil = async (api: Api, initiativeId: string) => {
  const { conveneMeeting, installMember } = councilsOperations
  const call = { ...sample(conveneMeeting), at, by: { sub: 'coordinator-here', ward } }
  const meetingId = await madeBy(api, conveneMeeting, call)
  const drawn = drawUpList(
    { id: MeetingId.parse(meetingId), wardCode, requestDigest: '', kind: 'formal', heldAt: now },
    [],
    [],
    now,
  )
  if (drawn.refused) throw new Error(drawn.code)
  const { taken, written } = drawn
  await save(api.table, written.writtenAt, changeOf(keptLists, taken), listVersionWritten(taken.after.id, written))
  const delegated = keepDelegated(
    {
      ...{ id: DelegatedDecisionId.parse(freshSecretId()), delegationId: DecisionId.parse(freshSecretId()) },
      ...{ initiativeId: InitiativeId.parse(initiativeId), wardCode, title: 'Een tuin', outcome: 'decline' },
    },
    meetingRulesOfRotterdam[0],
    written.writtenAt,
  )
  if (delegated.refused) throw new Error(delegated.code)
  await save(api.table, written.writtenAt, changeOf(keptDelegated, delegated))
  const memberId = await madeBy(api, installMember, { ...sample(installMember), at, params: { wardCode: ward } })
  return { meetingId, memberId, delegatedDecisionId: delegated.after.id }
}

/** An election in which the owner has a nomination, a list, and the offer of a seat. */
const makeElection = async (api: Api) => {
  const { planElection, nominate } = electionsOperations
  const planned = sample(planElection)
  const body = { ...Object(planned.body), pollingOn: '2026-05-06' }
  const electionId = await madeBy(api, planElection, { ...planned, at, body })
  const nomination = { ...sample(nominate), at, by: owner, params: { electionId, wardCode: ward } }
  const nominationId = await madeBy(api, nominate, nomination)
  const list = collectiveLists.begin('submit', {
    id: NominationId.parse(freshSecretId()),
    electionId: ElectionId.parse(electionId),
    wardCode,
    submittedBy: ResidentId.parse(owner.sub),
    designation: { kind: 'association', name: 'Samen', evidence: 'Uittreksel' },
    candidates: [{ nominationId: NominationId.parse(nominationId) }],
    submittedAt: now,
    requestDigest: Sha256.parse('0'.repeat(64)),
  })
  await save(api.table, now, changeOf(keptCollectiveLists, list))
  const offeredAt = Instant.parse('2026-05-13T09:00:00.000Z')
  const offered = seats.begin('fall', {
    electionId: ElectionId.parse(electionId),
    wardCode,
    number: Number(SeatNumber.parse('1')),
    termStartsOn: LocalDate.parse('2026-06-10'),
    termEndsOn: LocalDate.parse('2099-01-01'),
    isTermEndFixed: false,
    mandates: [],
    lots: [],
    voidedLots: [],
    nominationId: NominationId.parse(nominationId),
    residentId: ResidentId.parse(owner.sub),
    offeredAt,
    answerBefore: Instant.parse('2099-01-01T00:00:00.000Z'),
    vacantOn: LocalDate.parse('2026-06-10'),
    passedOver: [],
  })
  await save(api.table, offeredAt, changeOf(keptSeats, offered))
  return { electionId, nominationId, listId: list.after.id }
}

const makeAgreement = async (api: Api) => {
  const { draftAgreement, proposeAction } = agreementsOperations
  const council = { at, by: { sub: 'chair-here', ward } }
  const agreementId = await madeBy(api, draftAgreement, { ...sample(draftAgreement), ...council })
  const action = { ...sample(proposeAction), ...council, params: { agreementId } }
  const actionId = await madeBy(api, proposeAction, action)
  // Only an alarm is needed here. A real agreement would need three signatures and a decision.
  const alarm = raiseAlarm(
    {
      ...{ id: AlarmId.parse(freshSecretId()), agreementId: AgreementId.parse(agreementId), wardCode },
      ...{ requestDigest: '', actionId: undefined, arrangement: undefined, department: 'Stadsbeheer' },
      ...{ raisedBy: 'council', reason: 'Er gebeurt niets.' },
    },
    { wardCode: null, rules: agreementRulesOfRotterdam },
    now,
  )
  if (alarm.refused) throw new Error(alarm.code)
  await save(api.table, alarm.after.raisedAt, changeOf(keptAlarms, alarm))
  return { agreementId, actionId, alarmId: alarm.after.id }
}

/** Makes all of them, when the people have their roles. Returns the ids by the names of path parameters. */
export const makeThings = async (api: Api): Promise<{ readonly [parameter: string]: string }> => {
  const { initiativeId } = await makeInitiative(api)
  return {
    wardCode: ward,
    initiativeId,
    ...(await makeCouncil(api, initiativeId)),
    ...(await makeElection(api)),
    ...(await makeAgreement(api)),
    roundId: await madeBy(api, createRound, { ...sample(createRound), at, by: { sub: 'ward-manager-here', ward } }),
  }
}
