// One well-formed input for each operation. A new operation does not compile without one.

import { randomBytes } from 'node:crypto'
import type * as z from 'zod'
import { agreementRulesOfRotterdam } from '../../shared/agreements/rules/rules-of-rotterdam.ts'
import { type Access, WardRole } from '../../shared/api/access.ts'
import type { Operation } from '../../shared/api/operation.ts'
import { meetingRulesOfRotterdam } from '../../shared/councils/rules/rules-of-rotterdam.ts'
import { operations } from '../../shared/operations.ts'
import { completeBody, rulesWith } from '../support/builders/initiatives/initiatives.ts'
import { holderOf } from '../support/builders/ward-roles.ts'
import type { Persona } from '../support/services/http-event.ts'

type Operations = typeof operations
type Id = keyof Operations
type WithBody = { [I in Id]: z.input<Operations[I]['body']> extends undefined ? never : I }[Id]
type Bodies = { readonly [I in WithBody]: z.input<Operations[I]['body']> }

const window = { opensAt: '2026-05-01T09:00:00+02:00', closesAt: '2026-05-15T21:00:00+02:00' }
const text = (bytes: number) => randomBytes(bytes).toString('base64url')

const bodies: Bodies = {
  publishInitiativeRules: rulesWith({ validFrom: '2027-01-01' }),
  setWardBudget: { totalCents: 500_000 },
  findWardOfAddress: { postcode: '3089 AB', houseNumber: 12 },
  setAddresses: {
    source: 'Verzonnen, om het systeem mee te proberen',
    isSynthetic: true,
    ranges: [{ letters: 'AB', from: 1, to: 99, side: 'both', wardCode: 'heijplaat' }],
  },
  setRegisterFigure: { residents: 12_000, source: 'Basisregistratie personen, 1 januari 2026' },
  createInitiative: completeBody,
  editInitiative: { title: 'Tuin op het dak' },
  supportInitiative: { name: 'Bo de Vries' },
  returnInitiative: { missing: 'Een begroting.' },
  refuseInitiative: { reason: 'Dit kan niet op deze plek.' },
  extendTerm: { days: 7, reason: 'Wij wachten op advies.' },
  decideInitiative: { outcome: 'award', reason: 'Een mooi plan.' },
  decideByDelegation: {
    outcome: 'award',
    reason: 'Een mooi plan.',
    delegationId: '0193c3c6-7a00-7000-8000-0000000000a3',
  },
  objectToDelegatedDecision: { reason: 'Dit hoort bij het plein.' },
  objectToDecision: { grounds: 'De plek is wel geschikt.' },
  decideObjection: { outcome: 'dismiss', reason: 'De plek is van een ander.' },
  lapseAward: { reason: 'Er is niets begonnen.' },
  stopInitiative: { reason: 'De groep is gestopt.' },
  createRound: {
    wardCode: 'oude-noorden',
    title: { nl: 'Buurtbudget', en: 'Ward budget' },
    budgetCents: 100_000,
    electorateSize: 900,
    ...window,
  },
  enterInitiative: { category: 'Groen', area: 'Noord' },
  changeRound: { budgetCents: 200_000 },
  rescheduleRound: window,
  planElection: {
    name: { nl: 'Wijkraadsverkiezing', en: 'Ward-council election' },
    pollingOn: '2030-03-20',
    contests: [{ wardCode: 'oude-noorden', seats: 7 }],
  },
  moveElection: { pollingOn: '2030-03-27' },
  cancelElection: { reason: 'De raad heeft anders besloten.' },
  resizeContest: { seats: 9 },
  cancelContest: { reason: 'De raad heeft anders besloten.' },
  openSession: { reason: 'Een kandidaat was ten onrechte geweigerd.' },
  drawBallotOrder: { who: 'Het stembureau', when: '2026-01-30T11:00:00+01:00', seed: '3 1 6 2 2 5 4' },
  nominate: { ballotName: 'A. de Vries', text: 'Ik wil meer groen in de wijk.' },
  amendNomination: { text: 'Ik wil nog meer groen in de wijk.' },
  judgeNomination: { outcome: 'valid' },
  moveNomination: { wardCode: 'pernis' },
  correctBallotName: { ballotName: 'A.B. de Vries', reason: 'De voorletter ontbrak.' },
  nominateList: {
    designation: { kind: 'association', name: 'Bewoners Heijplaat', evidence: 'Zie de statuten.' },
    candidates: ['0193c3c6-7a00-7000-8000-0000000000ee'],
  },
  amendList: { candidates: ['0193c3c6-7a00-7000-8000-0000000000ee'] },
  judgeList: { outcome: 'valid', isDesignationProved: true },
  registerAppeal: {
    against: { kind: 'nomination', id: '0193c3c6-7a00-7000-8000-0000000000ee' },
    receivedOn: '2026-01-26',
    judgedBy: 'committee-for-election-matters',
    grounds: 'De kandidaat woonde wel in de wijk.',
    fileNumber: '2026-014',
  },
  ruleOnAppeal: { outcome: 'dismissed', ruledOn: '2026-01-30', reason: 'De kandidaat woonde niet in de wijk.' },
  addStation: { station: 'SB1', name: 'Het buurthuis' },
  openCountSession: { reason: 'Een stapel was niet geteld.', stations: ['SB1'] },
  finishEntry: { cells: { admitted: 10 } },
  importEntry: { file: '<EML/>' },
  settleEntries: { action: 'discard' },
  proposeResult: { electorate: 900 },
  drawTie: { who: 'Het stembureau', when: '2026-03-25T11:00:00+01:00', seed: '3 1 6 2 2 5 4' },
  announceRollFile: { sha256: 'a'.repeat(64), bytes: 120 },
  importRoll: { leavesOutWrongLines: false },
  correctRoll: { person: '001234567', correction: { change: 'strike', reason: 'died' } },
  markPaperVoter: { person: '001234567' },
  answerSeat: { answer: 'accept' },
  annulContest: { orderedBy: 'municipal-council', reason: 'Een stembureau gaf stembiljetten van een andere wijk uit.' },
  adjustSeats: { seats: 9, reason: 'De wijk is gegroeid.', decidedOn: '2027-02-18', effectiveOn: '2027-03-01' },
  orderRecount: { orderedBy: 'municipal-council', reason: 'Een stembureau telde een stapel niet mee.' },
  reviewSeat: { outcome: 'leaves', decidedOn: '2026-04-24' },
  examineMember: { isAdmitted: true },
  takeSeat: { takenOn: '2026-04-22' },
  vacateSeat: { reason: 'resigned', vacantOn: '2027-01-18' },
  drawSeatLot: { who: 'Het stembureau', when: '2027-02-01T11:00:00+01:00', seed: '3 1 6 2 2 5 4' },
  announceLottery: { source: 'public-session', without: ['001234567'] },
  drawLottery: { source: 'public-session', who: 'De griffie', when: '2026-04-24T19:00:00+02:00', seed: '4 4 1' },
  voidLottery: { reason: 'De kiezerslijst wordt eerst hersteld.' },
  passOverDrawn: { reason: 'moved-away' },
  answerDraw: { answer: 'decline' },
  recogniseDrawn: { persons: ['001234567'] },
  dropCandidate: { reason: 'withdrew', on: '2026-02-01' },
  installMember: {
    residentId: 'somebody',
    name: 'A. de Vries',
    mandate: { from: '2030-04-17', until: '2034-04-12' },
  },
  appointMember: { role: 'chair', period: { from: '2030-05-01', until: '2031-05-01' } },
  declareSideActivities: { sideActivities: [{ description: 'Penningmeester van de speeltuin', isPaid: false }] },
  correctMember: { name: 'A. de Fries' },
  endMembership: { on: '2031-01-01', because: 'moved' },
  grantRole: {
    role: 'coordinator',
    wardCode: 'oude-noorden',
    residentId: 'official',
    name: 'B. Jansen',
    period: { from: '2030-01-01', until: '2032-01-01' },
  },
  endRole: { on: '2031-01-01' },
  setHub: {
    address: 'Zwart Janstraat 1',
    openings: [{ weekday: 2, opensTime: '09:00', closesTime: '17:00' }],
    closedOn: [{ on: '2030-12-24', reason: 'Kerstavond' }],
  },
  conveneMeeting: {
    wardCode: 'oude-noorden',
    kind: 'formal',
    startsAt: '2030-04-10T19:30:00+02:00',
    place: 'Wijkhub',
    agenda: [{ title: 'Een bank in het park', purpose: 'decision', isAboutPersons: false }],
  },
  reconveneMeeting: { startsAt: '2030-04-12T19:30:00+02:00', place: 'Wijkhub' },
  addAgendaItems: { items: [{ title: 'Verkeer', purpose: 'discussion', isAboutPersons: false }] },
  openMeeting: { present: [] },
  notePresence: { memberId: '0193c3c6-7a00-7000-8000-0000000000a1', isPresent: true },
  declareConflict: { memberId: '0193c3c6-7a00-7000-8000-0000000000a1', itemNumber: 1 },
  registerToSpeak: { name: 'Bo de Vries', subject: 'De bank', itemNumber: 1 },
  decideItem: { how: 'secret', handedIn: 5, for: 3, against: 1, blank: 1, invalid: 0 },
  chooseMember: {
    move: 'ballot',
    ballot: {
      handedIn: 5,
      votes: { '0193c3c6-7a00-7000-8000-0000000000a1': 5 },
      against: 0,
      blank: 0,
      invalid: 0,
    },
  },
  publishMeetingRules: { ...meetingRulesOfRotterdam[0], validFrom: '2031-01-01' },
  drawUpDecisionList: { texts: [{ itemNumber: 1, text: 'De bank komt bij de vijver.' }] },
  correctDecisionList: { reason: 'De plek ontbrak.', texts: [{ itemNumber: 1, text: 'De bank komt bij de vijver.' }] },
  cancelMeeting: { reason: 'De wijkhub is die avond dicht.' },
  planAgreementRules: { wardCode: 'oude-noorden', rules: { ...agreementRulesOfRotterdam, validFrom: '2031-01-01' } },
  draftAgreement: {
    wardCode: 'oude-noorden',
    title: 'Wijkakkoord',
    from: '2030-01-01',
    until: '2034-01-01',
    text: [{ key: 'visie', kind: 'vision', title: 'Onze wijk', text: 'Groen en veilig.' }],
  },
  reviseAgreement: {
    because: 'Na gesprekken met bewoners',
    text: [{ key: 'visie', kind: 'vision', title: 'Onze wijk', text: 'Groener en veiliger.' }],
  },
  consultResidents: { closesAt: '2030-02-01T12:00:00+01:00' },
  announceConsultationPoll: {
    question: { nl: 'Wat heeft voorrang?', en: 'What comes first?' },
    answers: ['Een speeltuin', 'Meer bomen'],
    opensAt: '2030-02-01T09:00:00+01:00',
  },
  commentOnAgreement: { text: 'Vergeet het pleintje niet.' },
  adoptAgreement: { decisionId: '0193c3c6-7a00-7000-8000-000000000001' },
  signAgreement: { by: 'Voorzitter' },
  planYear: {
    year: 2031,
    because: 'Plan voor het tweede jaar',
    text: [{ key: 'visie', kind: 'vision', title: 'Onze wijk', text: 'Groener en veiliger.' }],
    decisionId: '0193c3c6-7a00-7000-8000-000000000001',
  },
  endAgreement: { reason: 'De wijk is gesplitst.' },
  withdrawAgreement: { reason: 'Wij beginnen opnieuw.' },
  proposeAction: {
    year: 2030,
    title: 'Speeltuin',
    text: 'Een nieuwe speeltuin.',
    owner: { department: 'Stadsbeheer', role: 'gebiedsbeheerder' },
    source: { kind: 'resident' },
    dueOn: '2030-10-01',
  },
  costAction: { state: 'costed', budgetCents: 750_000, coveredBy: 'Voorjaarsnota' },
  setActionAside: { reason: 'Er is geen plek voor.' },
  reportProgress: { text: 'De speeltuin is besteld.' },
  raiseAlarm: { reason: 'De speeltuin is er nog niet.' },
  answerAlarm: { text: 'De speeltuin komt in mei.' },
  rejectAlarmAnswer: { reason: 'Dat duurt ons te lang.' },
  solveAlarm: { solution: 'De speeltuin staat er nu.' },
  judgeAction: {
    verdict: 'realised',
    reason: 'Wij hebben hem gezien.',
    decisionId: '0193c3c6-7a00-7000-8000-000000000001',
  },
  issuePermit: { blindedMessage: text(384) },
  voidPoll: { reason: 'Er zijn meer stembewijzen dan kiezers.', isToBeRepeated: true },
  recordLots: { who: 'Het stembureau', when: '2026-03-23T11:00:00+01:00', seed: '3 1 6 2 2 5 4' },
  castBallot: { permit: { message: text(64), signature: text(384) }, choice: { options: ['bench'] } },
}

const params: { readonly [name: string]: string } = {
  wardCode: 'nergenshuizen',
  year: '2026',
  date: '2026-01-01',
  validFrom: '2027-01-01',
  initiativeId: '0193c3c6-7a00-7000-8000-0000000000aa',
  roundId: '0193c3c6-7a00-7000-8000-0000000000bb',
  pollId: '0193c3c6-7a00-7000-8000-0000000000cc',
  electionId: '0193c3c6-7a00-7000-8000-0000000000dd',
  station: 'SB1',
  message: 'result',
  countSession: '1',
  table: 'results',
  seat: '1',
  lottery: '1',
  area: '3089',
  nominationId: '0193c3c6-7a00-7000-8000-0000000000ee',
  listId: '0193c3c6-7a00-7000-8000-0000000000ef',
  appealId: '0193c3c6-7a00-7000-8000-0000000000f0',
  memberId: '0193c3c6-7a00-7000-8000-0000000000a1',
  roleHolderId: '0193c3c6-7a00-7000-8000-0000000000a2',
  meetingId: '0193c3c6-7a00-7000-8000-0000000000ff',
  agreementId: '0193c3c6-7a00-7000-8000-0000000000a1',
  actionId: '0193c3c6-7a00-7000-8000-0000000000a2',
  commentId: '0193c3c6-7a00-7000-8000-0000000000a3',
  reviewId: '0193c3c6-7a00-7000-8000-0000000000a4',
  alarmId: '0193c3c6-7a00-7000-8000-0000000000a5',
  textVersion: '1',
  scope: 'oude-noorden',
  decisionId: '0193c3c6-7a00-7000-8000-0000000000a3',
  delegatedDecisionId: '0193c3c6-7a00-7000-8000-0000000000a6',
  itemNumber: '1',
  listVersion: '1',
  documentId: '0193c3c6-7a00-8000-8000-0000000000d1',
  format: 'html',
  shard: '0',
}
const queries: { readonly [I in Id]?: { readonly [name: string]: string } } = {
  listDocuments: { about: 'elections/0193c3c6-7a00-7000-8000-0000000000dd' },
  listPolls: { wardCode: 'oude-noorden' },
  listRounds: { wardCode: 'oude-noorden' },
  listInitiatives: { wardCode: 'oude-noorden' },
  listMeetings: { wardCode: 'oude-noorden' },
  listDelegations: { wardCode: 'oude-noorden' },
  listDelegatedDecisions: { wardCode: 'oude-noorden' },
  listAgreements: { wardCode: 'oude-noorden' },
  compareAgreementTexts: { from: '1', to: '1' },
  getAgreementShares: { year: '2030' },
  listDecisions: { wardCode: 'oude-noorden' },
  listAgreementAlarms: { wardCode: 'oude-noorden' },
}

/** A person for each row of the permission table, and somebody who is not signed in. */
export const people = {
  nobody: undefined,
  'somebody without a verified address': { sub: 'unverified' },
  'a resident': { sub: 'resident', ward: 'oude-noorden', birthDate: '1980-05-17' },
  'the election office': { sub: 'office', roles: ['election-office'] },
  'the rules officer': { sub: 'rules', roles: ['rules-officer'] },
  'a moderator': { sub: 'moderator', roles: ['moderator'] },
} as const satisfies { readonly [name: string]: Persona | undefined }

/** A person for each role by ward and term. */
export const holders: readonly (readonly [string, Persona])[] = WardRole.options.map((role) => [
  `a holder of the role ${role}`,
  holderOf(role),
])

/** Whether this person has one of the roles of the access row. A chair also counts as a member. */
export const holds = (access: Access, { sub }: Persona): boolean =>
  access.kind === 'holder' &&
  access.roles.some((role) => holderOf(role).sub === sub || (role === 'member' && sub === holderOf('chair').sub))

/** Every operation by its id. */
export const all: readonly (readonly [string, Operation])[] = Object.entries(operations)

const staff = Object.values<Persona | undefined>(people).flatMap((person) =>
  person?.roles === undefined ? [] : [person],
)

const own = <Value>(object: { readonly [name: string]: Value }, name: string): Value | undefined =>
  Object.hasOwn(object, name) ? object[name] : undefined

const namesIn = (path: string) => [...path.matchAll(/\{([^}]+)\}/g)].flatMap(([, name]) => name ?? [])

/** The first person whom the operation's access row admits. */
export const somebodyFor = (operation: Operation): Persona | undefined => {
  // Everybody is admitted, but the answer depends on their roles.
  if (operation.id === 'listNotices') return holderOf('ward-manager')
  switch (operation.access.kind) {
    case 'public':
      return undefined
    case 'signed-in':
    case 'resident':
      return people['a resident']
    case 'staff':
      return staff.find(
        ({ roles = [] }) =>
          operation.access.kind === 'staff' && operation.access.roles.some((role) => roles.includes(role)),
      )
    case 'holder':
      return holders.map(([, person]) => person).find((person) => holds(operation.access, person))
    default:
      return operation.access satisfies never
  }
}

/** A valid request by somebody who is admitted, about things that do not exist. */
export const sample = (operation: Operation) => {
  const by = somebodyFor(operation)
  const body = own(bodies, operation.id)
  const query = own(queries, operation.id)
  return {
    params: Object.fromEntries(namesIn(operation.path).map((name) => [name, params[name] ?? ''])),
    ...(query === undefined ? {} : { query }),
    ...(body === undefined ? {} : { body }),
    ...(by === undefined ? {} : { by }),
    ...(operation.requires === 'if-match' ? { ifMatch: 1 } : {}),
  }
}
