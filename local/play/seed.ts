// The data that a new city needs before it can be used: its wards, and a register figure for each.
import type { LocalSystem } from '../emulator/system.ts'
import { chairPersona, officialPersonas, wardOfPersonas } from './personas.ts'
import { atOnce } from './scenario/at-once.ts'
import { connect } from './scenario/city.ts'

/** No source gives the residents of each ward. The city has about 660,000, in 39 wards. */
const example = {
  date: '2022-01-01',
  residents: 17_000,
  source: 'Voorbeeld van de lokale omgeving: het gemiddelde van de wijken, geen telling',
}

/** Enters an example figure for every ward, once. */
const seedRegisterFigures = async (origin: string): Promise<void> => {
  const city = connect(origin)
  const { items } = (await city.must('listWards', {})).body
  const [first] = items
  if (first === undefined) return
  const standing = await city.must('listRegisterFigures', { params: { wardCode: first.code } })
  if (standing.body.items.length > 0) return
  const token = await city.token({ sub: 'seed-election-office', roles: ['election-office'] })
  const { date, ...body } = example
  // The first ward gets its figure last: if it has one, all have.
  for (const wards of [items.slice(1), [first]])
    await atOnce(wards, 8, async ({ code: wardCode }) => {
      const params = { wardCode, date }
      const entered = await city.client.call('setRegisterFigure', { params, body, ifMatch: '"0"', token })
      if (!entered.ok && entered.problem.code !== 'changed-meanwhile')
        throw new Error(`The register figure of ${wardCode} was refused: ${entered.problem.code}`)
    })
}

/** Gives the personas their roles by ward and term, for the years around today; once. */
const seedRoles = async (origin: string): Promise<void> => {
  const city = connect(origin)
  const year = Number((await city.now()).slice(0, 4))
  const period = { from: `${year - 1}-01-01`, until: `${year + 8}-01-01` }
  const wardCode = wardOfPersonas
  const standing = await city.must('listRoleHolders', { query: { wardCode } })
  if (standing.body.items.length > 0) return
  const rulesOfficer = await city.token({ sub: 'seed-rules-officer', roles: ['rules-officer'] })
  const office = await city.token({ sub: 'seed-election-office', roles: ['election-office'] })
  // The member comes first: if a role is granted, all of this has been done.
  const installed = await city.must('installMember', {
    params: { wardCode },
    body: { residentId: chairPersona, name: 'Voorbeeldvoorzitter', mandate: period },
    token: office,
  })
  await atOnce(officialPersonas, 8, ([residentId, role]) => {
    const name = `Voorbeeld: ${role}`
    const body =
      role === 'council-clerk'
        ? { role, residentId, name, period }
        : role === 'department'
          ? { role, department: 'Stadsbeheer', residentId, name, period }
          : { role, wardCode, residentId, name, period }
    return city.must('grantRole', { body, token: rulesOfficer })
  })
  await city.must('appointMember', {
    params: { wardCode, memberId: installed.body.id },
    body: { role: 'chair', period: { from: `${year}-01-01`, until: `${year + 1}-01-01` } },
    ifMatch: installed.etag ?? '"1"',
    token: await city.token({ sub: 'persona-coordinator' }),
  })
}

/** On AWS an operator runs this function after the first deployment; a second run changes nothing. */
export const seed = async (system: LocalSystem): Promise<void> => {
  const seeds = system.functions.find(({ id }) => id.includes('SeedWards'))
  if (!seeds) return
  const outcome = await system.invoke(seeds.name, {})
  if (!outcome.ok) throw new Error(`The wards could not be seeded: ${outcome.error.errorMessage}`)
  const { origin } = new URL(system.baseUrl)
  await seedRegisterFigures(origin)
  await seedRoles(origin)
}
