// The table of rights once more: a row that changes shows here.
import { describe, expect, it } from 'vitest'
import { access, isCitywide, Role, scopeOf } from '../../../shared/api/access.ts'

const council = 'ward-council'
const manager = 'ward-manager'

describe('the rows of the table of rights', () => {
  it('are these', () => {
    expect(access).toEqual({
      public: { kind: 'public', of: 'city' },
      owner: { kind: 'signed-in', of: 'owner' },
      self: { kind: 'signed-in', of: 'self' },
      residentOwner: { kind: 'resident', of: 'owner' },
      residentOfWard: { kind: 'resident', of: 'ward' },
      residentSelf: { kind: 'resident', of: 'self' },
      resident: { kind: 'resident', of: 'city' },
      wardManager: { kind: 'staff', roles: [manager], of: 'ward' },
      otherWardManager: { kind: 'staff', roles: [manager], of: 'ward', except: 'owner' },
      wardCouncil: { kind: 'staff', roles: [council], of: 'ward' },
      wardAssessor: { kind: 'staff', roles: [manager, council], of: 'ward' },
      otherWardAssessor: { kind: 'staff', roles: [manager, council], of: 'ward', except: 'owner' },
      municipality: { kind: 'staff', roles: [manager, 'department'], of: 'ward', citywide: ['department'] },
      agreementParty: {
        kind: 'staff',
        roles: [council, manager, 'alderman', 'ward-networker'],
        of: 'ward',
        citywide: ['alderman'],
      },
      alarmAddressee: {
        kind: 'staff',
        roles: [manager, 'department', 'alderman', 'council-clerk'],
        of: 'ward',
        citywide: ['department', 'alderman', 'council-clerk'],
      },
      rulesOfficer: { kind: 'staff', roles: ['rules-officer'], of: 'city' },
      electionOffice: { kind: 'staff', roles: ['election-office'], of: 'city' },
    })
  })

  it('name these roles, and the API calls the list by its name', () => {
    expect(Role.options).toEqual(
      [manager, council, 'ward-networker', 'department', 'alderman', 'council-clerk'].concat([
        'election-office',
        'rules-officer',
        'moderator',
      ]),
    )
    expect(Role.meta()).toMatchObject({ id: 'Role' })
  })

  it('ask for the scope of a resident, of the staff, or for none', () => {
    expect(scopeOf(access.public)).toBeUndefined()
    expect(scopeOf(access.self)).toBe('wijk/resident')
    expect(scopeOf(access.residentOfWard)).toBe('wijk/resident')
    expect(scopeOf(access.wardCouncil)).toBe('wijk/staff')
  })

  it('let the roles of the whole city into any ward, and nobody else', () => {
    expect(isCitywide(access.municipality, ['department'])).toBe(true)
    expect(isCitywide(access.municipality, [manager, 'department'])).toBe(true)
    expect(isCitywide(access.municipality, [manager])).toBe(false)
    expect(isCitywide(access.wardCouncil, [council])).toBe(false)
    expect(isCitywide(access.residentOfWard, ['department'])).toBe(false)
  })
})
