// The people in a played year of a ward: the council, the officials around it, and residents.
import { tagOf } from '../election/people.ts'
import { accountIn } from '../scenario/account.ts'
import type { City } from '../scenario/city.ts'

export type Official = 'coordinator' | 'ward-manager' | 'ward-networker' | 'adopting-alderman'

/** Tokens, created anew at each use, because a year takes longer than a token is valid. */
export type People = {
  readonly official: (role: Official) => Promise<string>
  readonly department: (name: string) => Promise<string>
  /** A member of the council; the first one is its chair. */
  readonly member: (place: number) => Promise<string>
  readonly resident: (place: number) => Promise<string>
}

export type Council = { readonly people: People; readonly members: readonly string[] }

type Term = { readonly from: string; readonly until: string }
type Founding = {
  readonly wardCode: string
  /** Separates the accounts of this run from those of others. */
  readonly run: string
  readonly members: readonly string[]
  readonly departments: readonly string[]
  /** The term of members and officials. */
  readonly term: Term
  /** The term of the chair: at most one year. */
  readonly chairTerm: Term
}

const officials: readonly Official[] = ['coordinator', 'ward-manager', 'ward-networker', 'adopting-alderman']

/** Gives everybody a role by ward and term, as rules officer, election office and coordinator do. */
export const foundCouncil = async (
  city: City,
  { wardCode, run, members, departments, term, chairTerm }: Founding,
  onMember: (done: number) => void,
): Promise<Council> => {
  const sub = (name: string) => `${run}-${name.toLowerCase().replaceAll(' ', '-')}`
  const people: People = {
    official: (role) => city.token({ sub: sub(role) }),
    department: (name) => city.token({ sub: sub(name) }),
    member: (place) => city.token({ sub: sub(`member-${place}`) }),
    resident: (place) => city.token({ sub: sub(`resident-${place}`), ward: wardCode, birthDate: '1985-05-17' }),
  }
  const rules = await city.token({ sub: sub('rules-officer'), roles: ['rules-officer'] })
  const office = await city.token({ sub: sub('election-office'), roles: ['election-office'] })
  for (const role of officials) {
    const residentId = accountIn(await people.official(role))
    const body = { role, wardCode, residentId, name: `Gespeeld: ${role}`, period: term }
    await city.must('grantRole', { body, token: rules })
  }
  for (const department of departments) {
    const held = {
      residentId: accountIn(await people.department(department)),
      name: `Gespeeld: ${department}`,
      period: term,
    }
    await city.must('grantRole', { body: { role: 'department', department, ...held }, token: rules })
  }
  const installed: { readonly id: string; readonly tag: string }[] = []
  for (const [place, name] of members.entries()) {
    const body = { residentId: accountIn(await people.member(place)), name, mandate: term }
    const made = await city.must('installMember', { params: { wardCode }, body, token: office })
    installed.push({ id: made.body.id, tag: tagOf(made) })
    onMember(place + 1)
  }
  const [chair] = installed
  if (chair === undefined) throw new Error('A council has members')
  await city.must('appointMember', {
    params: { wardCode, memberId: chair.id },
    body: { role: 'chair', period: chairTerm },
    ifMatch: chair.tag,
    token: await people.official('coordinator'),
  })
  return { people, members: installed.map(({ id }) => id) }
}
