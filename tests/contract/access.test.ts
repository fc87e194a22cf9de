// Access is denied by default: every combination of caller and operation.
import { afterAll, describe, expect, it } from 'vitest'
import type { Operation } from '../../shared/api/operation.ts'
import { codeOf } from '../support/builders/voting/voting.ts'
import { startApi } from '../support/services/deployed.ts'
import { type Answered, claims, type Persona } from '../support/services/http-event.ts'
import { all, holders as holdersOfRoles, holds, people, sample } from './samples.ts'

type Verdict = 'in' | 'unauthorized' | 'forbidden' | 'residence-not-verified'
const everybody = [...Object.entries<Persona | undefined>(people), ...holdersOfRoles]

/** Whom the roles of an access row admit, written out a second time so that a mistake in the table is noticed. */
const holders: { readonly [role: string]: string } = {
  'election-office': 'the election office',
  'rules-officer': 'the rules officer',
  moderator: 'a moderator',
}

const expected = ({ access }: Operation, name: string, person?: Persona): Verdict => {
  if (access.kind === 'public') return 'in'
  if (name === 'nobody') return 'unauthorized'
  switch (access.kind) {
    case 'signed-in':
      return 'in'
    case 'resident':
      return name === 'a resident' ? 'in' : 'residence-not-verified'
    case 'staff':
      return access.roles.some((role) => holders[role] === name) ? 'in' : 'forbidden'
    case 'holder':
      return person !== undefined && holds(access, person) ? 'in' : 'forbidden'
    default:
      return access satisfies never
  }
}

const verdictOf = (answered: Answered): Verdict => {
  const code = codeOf(answered)
  return code === 'unauthorized' || code === 'forbidden' || code === 'residence-not-verified' ? code : 'in'
}

describe('who may do what', async () => {
  const api = await startApi()
  afterAll(api.stop)

  describe.each(all)('%s', (_, operation) => {
    it.each(everybody)('%s', async (name, person) => {
      const { by: _by, ...request } = sample(operation)
      const answered = await api.call(operation, { ...request, ...(person === undefined ? {} : { by: person }) })
      expect(verdictOf(answered)).toBe(expected(operation, name, person))
    })

    it('ignores a role that the city does not know, and a birth date that is not a date', async () => {
      const forged = { ...claims({ sub: 'forger' }), 'cognito:groups': '[admin root]', birthDate: 'unknown', ward: 'X' }
      const { by: _by, ...request } = sample(operation)
      const answered = await api.call(operation, { ...request, claims: forged })
      expect(verdictOf(answered)).toBe(expected(operation, 'somebody without a verified address'))
    })
  })
})
