// Two people who together hold every role by ward and term, so that the fuzzer reaches operations that no token alone allows.
import type { City, Person } from '../../../local/play/scenario/city.ts'

const ward = 'heijplaat'
const born = '1980-05-01'
const [council, municipality, secretary] = ['fuzz-council', 'fuzz-municipality', 'fuzz-secretary']
const ofWard = ['ward-manager', 'ward-networker', 'adopting-alderman'] as const

/** By their names in the report. */
export const holders: readonly (readonly [string, Person])[] = [
  ['who holds every role of the council', { sub: council, ward, birthDate: born }],
  ['who holds every role of the municipality', { sub: municipality, ward, birthDate: born }],
]

/** Grants them their roles; the rules officer, the election office and a coordinator do this. */
export const grantRoles = async (city: City): Promise<void> => {
  const year = Number((await city.now()).slice(0, 4))
  const period = { from: `${year - 1}-01-01`, until: `${year + 3}-01-01` }
  const rules = await city.token({ sub: 'fuzz-grants', roles: ['rules-officer'] })
  const office = await city.token({ sub: 'fuzz-installs', roles: ['election-office'] })
  const name = 'Iemand die van alles probeert'
  for (const residentId of [council, secretary]) {
    const body = { role: 'coordinator', wardCode: ward, residentId, name, period } as const
    await city.must('grantRole', { body, token: rules })
  }
  for (const role of ofWard)
    await city.must('grantRole', {
      body: { role, wardCode: ward, residentId: municipality, name, period },
      token: rules,
    })
  const everywhere = { residentId: municipality, name, period }
  await city.must('grantRole', { body: { role: 'council-clerk', ...everywhere }, token: rules })
  await city.must('grantRole', { body: { role: 'department', department: 'Stadsbeheer', ...everywhere }, token: rules })
  const params = { wardCode: ward }
  const body = { residentId: council, name, mandate: period }
  const { etag = '"1"', body: member } = await city.must('installMember', { params, body, token: office })
  await city.must('appointMember', {
    params: { ...params, memberId: member.id },
    body: { role: 'chair', period: { from: `${year}-01-01`, until: `${year + 1}-01-01` } },
    ifMatch: etag,
    token: await city.token({ sub: secretary }),
  })
}
