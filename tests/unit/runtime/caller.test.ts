// The caller in a token: a missing or malformed claim is ignored and never gives a right.
import { describe, expect, it } from 'vitest'
import { type Account, accountOf, admit, isResident } from '../../../functions/runtime/caller.ts'
import { access } from '../../../shared/api/access.ts'
import { Instant } from '../../../shared/kernel/clock.ts'

const now = Instant.parse('2026-03-02T09:00:00.000Z')
const account = (claims: Record<string, unknown>): Account => {
  const found = accountOf({ sub: 'ada', ...claims }, now)
  if (found === undefined) throw new Error('Nobody')
  return found
}

describe('an account', () => {
  it('an account needs an id', () => {
    expect(accountOf(undefined, now)).toBeUndefined()
    expect(accountOf({ ward: 'pernis' }, now)).toBeUndefined()
    expect(account({}).id).toBe('ada')
  })

  it.each([
    ['[election-office moderator]', ['election-office', 'moderator']],
    ['[election-office, moderator]', ['election-office', 'moderator']],
    [['election-office', 'root'], ['election-office']],
    ['election-office', ['election-office']],
    ['ward-manager', []],
    ['[admin root]', []],
    ['[mode]rator rules-officer]', ['rules-officer']],
    ['[ward-[manager ward-]council]', []],
    ['', []],
    [undefined, []],
  ])('an account with the groups %j has the roles %j', (groups, roles) => {
    expect(account({ 'cognito:groups': groups }).roles).toEqual(roles)
  })

  it('an account with groups that are not a list has no roles', () => {
    expect(accountOf({ sub: 'ada', 'cognito:groups': 7 }, now)).toBeUndefined()
  })

  it.each([
    ['1980-05-17', '1980-05-17'],
    ['2026-03-02', '2026-03-02'],
    ['2026-03-03', undefined],
    ['1896-03-02', '1896-03-02'],
    ['1895-03-02', undefined],
    ['unknown', undefined],
    [undefined, undefined],
  ])('an account born on %s has the birth date %s', (birthDate, verified) => {
    expect(account({ birthDate }).birthDate).toBe(verified)
  })

  it.each([
    ['pernis', 'pernis'],
    ['X', undefined],
    [undefined, undefined],
  ])('an account of ward %s has the ward %s', (ward, verified) => {
    expect(account({ ward }).wardCode).toBe(verified)
  })

  it('an account has all other claims of the token that are short texts', () => {
    const { claim } = account({
      pseudonym: ' p-1 ',
      empty: '  ',
      long: 'x'.repeat(201),
      longest: 'x'.repeat(200),
      n: 1,
    })
    expect([claim('pseudonym'), claim('empty'), claim('long'), claim('n'), claim('other')]).toEqual([
      'p-1',
      undefined,
      undefined,
      undefined,
      undefined,
    ])
    expect(claim('longest')).toHaveLength(200)
  })
})

describe('a resident', () => {
  it('a resident has a ward and a birth date, both verified', () => {
    expect(isResident(account({ ward: 'pernis', birthDate: '1980-05-17' }))).toBe(true)
    expect(isResident(account({ ward: 'pernis' }))).toBe(false)
    expect(isResident(account({ birthDate: '1980-05-17' }))).toBe(false)
  })
})

describe('a row of the permission table', () => {
  const resident = account({ ward: 'pernis', birthDate: '1980-05-17' })
  const office = account({ 'cognito:groups': '[moderator election-office]' })

  it.each([
    ['public', access.public, undefined, undefined],
    ['public', access.public, resident, undefined],
    ['somebody', access.self, undefined, 'unauthorized'],
    ['somebody', access.self, account({}), undefined],
    ['a resident', access.resident, undefined, 'unauthorized'],
    ['a resident', access.resident, account({ ward: 'pernis' }), 'residence-not-verified'],
    ['a resident', access.resident, resident, undefined],
    ['the staff', access.electionOffice, undefined, 'unauthorized'],
    ['the staff', access.electionOffice, resident, 'forbidden'],
    ['the staff', access.electionOffice, office, undefined],
    ['the staff', access.rulesOfficer, office, 'forbidden'],
    // Roles by ward and term are looked up with the thing.
    ['who holds a role', access.wardManager, undefined, 'unauthorized'],
    ['who holds a role', access.wardManager, resident, undefined],
    // One of the roles is enough.
    ['the staff', { kind: 'staff', roles: ['rules-officer', 'moderator'], of: 'city' }, office, undefined],
  ] as const)('a row of the permission table for %s (%j) answers %j', (_, row, who, code) => {
    expect(admit(row, who)).toEqual(code === undefined ? { in: true, caller: who, account: who } : { in: false, code })
  })
})
