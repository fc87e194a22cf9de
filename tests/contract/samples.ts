// One well-formed input for each operation, and a person for each row of the permission table.
import { type Access, WardRole } from '../../shared/api/access.ts'
import type { Operation } from '../../shared/api/operation.ts'
import { operations } from '../../shared/operations.ts'
import { holderOf } from '../support/builders/ward-roles.ts'
import type { Persona } from '../support/services/http-event.ts'
import { bodies } from './sample-bodies.ts'

type Id = keyof typeof operations

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
