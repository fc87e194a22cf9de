// Whose things an operation may touch: every combination of operation × role × (own ward, other ward, owner, stranger), computed
// from the declarations and tried on real things.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf } from '../support/builders/voting/voting.ts'
import { startApi } from '../support/services/deployed.ts'
import { all, sample } from './samples.ts'
import { expected, refusals } from './scope-expected.ts'
import { at, everybody, giveRoles } from './scope-people.ts'
import { makeThings } from './scope-things.ts'

const scoped = all.filter(([, { access }]) => access.of === 'ward' || access.of === 'owner')

describe('the rights of callers on things', async () => {
  const api = await startApi()
  let made: Awaited<ReturnType<typeof makeThings>>
  afterAll(api.stop)

  beforeAll(async () => {
    await giveRoles(api.table)
    made = await makeThings(api)
  })

  it('the rights of callers on things are tested for every operation on things of a ward or an owner', () => {
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
      const params = Object.fromEntries(
        Object.entries(request.params).map(([name, value]) => [name, made[name] ?? value]),
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
