// The directory of mailboxes: whom a notice reaches, and which entries a stage may contain.
import { describe, expect, it } from 'vitest'
import { WardCode } from '../../../shared/kernel/ids.ts'
import { addressOf, NoticeChannel } from '../../../shared/notices/channel.ts'

const ses = (directory: readonly object[], more: object = {}) => ({
  kind: 'ses',
  sender: 'wijkaanzet@stad.example',
  configurationSet: 'wijk',
  linksTo: 'https://stad.example',
  directory,
  ...more,
})
const channel = NoticeChannel.parse(
  ses([
    { role: 'ward-council', address: 'wijkraad.{ward}@stad.example' },
    { role: 'ward-council', wardCode: 'pernis', address: 'pernis@stad.example' },
    { role: 'department', address: 'diensten@stad.example' },
    { role: 'department', department: 'Zorg en Welzijn', address: 'zorg@stad.example' },
    { role: 'department', department: 'Zorg en Welzijn', wardCode: 'pernis', address: 'zorg.pernis@stad.example' },
  ]),
)
const reached = (role: 'ward-council' | 'department' | 'alderman', ward: string, department?: string) =>
  channel.kind === 'ses' ? addressOf(channel, { role, wardCode: WardCode.parse(ward), department }) : undefined

describe('the directory of a stage', () => {
  it('the directory of a stage gives each ward its own mailbox, or the one of a separate entry', () => {
    expect(reached('ward-council', 'heijplaat')).toBe('wijkraad.heijplaat@stad.example')
    expect(reached('ward-council', 'pernis')).toBe('pernis@stad.example')
  })

  it('the directory of a stage finds a department however its name is written, the most specific entry first', () => {
    expect(reached('department', 'heijplaat', 'zorg en  welzijn')).toBe('zorg@stad.example')
    expect(reached('department', 'pernis', 'Zorg en Welzijn')).toBe('zorg.pernis@stad.example')
  })

  it('the directory of a stage makes no address from the name of an unknown department', () => {
    expect(reached('department', 'pernis', 'burgemeester')).toBe('diensten@stad.example')
    expect(reached('department', 'pernis')).toBe('diensten@stad.example')
  })

  it('the directory of a stage reports that a role has no mailbox', () => {
    expect(reached('alderman', 'pernis')).toBeUndefined()
  })

  it.each([
    ['two addresses', { role: 'alderman', address: 'a@stad.example,b@stad.example' }],
    ['a name around the address', { role: 'alderman', address: 'Wethouder <a@stad.example>' }],
    ['a line break', { role: 'alderman', address: 'a@stad.example\r\nBcc: b@stad.example' }],
    ['no local part', { role: 'alderman', address: '@stad.example' }],
    ['a department of a council', { role: 'ward-council', department: 'Zorg', address: 'a@stad.example' }],
    ['a role that nobody has', { role: 'mayor', address: 'a@stad.example' }],
    ['the ward in the domain', { role: 'ward-council', address: 'raad@{ward}.example' }],
  ])('the directory of a stage refuses an entry with %s', (_, entry) => {
    expect(NoticeChannel.safeParse(ses([entry])).success).toBe(false)
  })

  it('the directory of a stage refuses a sender for each ward, an address that ends in a slash, and more than fits in an environment', () => {
    expect(NoticeChannel.safeParse(ses([], { sender: '{ward}@stad.example' })).success).toBe(false)
    expect(NoticeChannel.safeParse(ses([], { linksTo: 'https://stad.example/' })).success).toBe(false)
    const long = Array.from({ length: 60 }, (_, place) => ({
      ...{ role: 'ward-council', wardCode: `ward-${place}` },
      address: `wijkraad-nummer-${place}@stad.example`,
    }))
    expect(NoticeChannel.safeParse(ses(long)).success).toBe(false)
    expect(NoticeChannel.safeParse(ses(long.slice(0, 20))).success).toBe(true)
  })
})
