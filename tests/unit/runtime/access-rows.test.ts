// The permission table as a snapshot, in which every changed row is visible.
import { describe, expect, it } from 'vitest'
import { access, Role, scopeOf, WardRole } from '../../../shared/api/access.ts'
import { isSameName } from '../../../shared/kernel/text.ts'

const manager = 'ward-manager'

describe('the rows of the permission table', () => {
  it('the rows of the permission table equal access-rows.txt, which shows changes (update: `npx vitest run tests/unit/runtime -u`)', async () => {
    const lines = Object.entries(access).map(([name, row]) => `${name} | ${JSON.stringify(row)}`)
    expect(lines.length).toBeGreaterThan(15)
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('access-rows.txt')
  })

  it('the rows of the permission table use the named roles of the API', () => {
    expect(Role.options).toEqual(['election-office', 'rules-officer', 'moderator'])
    expect(Role.meta()).toMatchObject({ id: 'Role' })
    const wide = ['adopting-alderman', 'council-clerk', 'department']
    expect([...WardRole.options].sort()).toEqual(
      [...wide, 'chair', 'coordinator', 'member', manager, 'ward-networker'].sort(),
    )
    expect(WardRole.meta()).toMatchObject({ id: 'WardRole' })
  })

  it('the rows of the permission table require the scope of a resident, of staff, or none', () => {
    expect(scopeOf(access.public)).toBeUndefined()
    expect(scopeOf(access.self)).toBe('wijk/resident')
    expect(scopeOf(access.residentOfWard)).toBe('wijk/resident')
    expect(scopeOf(access.electionOffice)).toBe('wijk/staff')
    expect(scopeOf(access.wardManager)).toBe('wijk/resident')
    expect(scopeOf(access.councilTable)).toBe('wijk/resident')
  })

  it('the rows of the permission table recognize a department by its name, however it is written', () => {
    expect(isSameName('Stadsbeheer', ' stadsbeheer ')).toBe(true)
    expect(isSameName('Zorg en  Welzijn', 'zorg en welzijn')).toBe(true)
    expect(isSameName('Stadsbeheer', 'Stadsontwikkeling')).toBe(false)
    expect(isSameName(undefined, 'Stadsbeheer')).toBe(false)
  })
})
