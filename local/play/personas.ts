// Ready-made people for trying things out: every role, and residents at the edges of the rules.
import type { Claims } from '../emulator/issuer.ts'

export type Persona = { readonly name: string; readonly description: string; readonly claims: Claims }

/** The ward of the personas with a role. */
export const wardOfPersonas = 'delfshaven-schiemond'
/** Personas whose roles are rows by ward and term, not claims in a token. `seed.ts` grants them. */
export const officialPersonas = [
  ['persona-ward-manager', 'ward-manager'],
  ['persona-coordinator', 'coordinator'],
  ['persona-ward-networker', 'ward-networker'],
  ['persona-alderman', 'adopting-alderman'],
  ['persona-council-clerk', 'council-clerk'],
  ['persona-department', 'department'],
] as const
/** The chair of that ward's council. */
export const chairPersona = 'persona-ward-council'

/** Birthdays are far from today's date, so that the ages below are right throughout the clock's year. */
const bornYearsAgo = (years: number, now: number) => `${new Date(now).getUTCFullYear() - years}-01-01`

/** The personas at a virtual moment: their ages always fit their names. */
export const personas = (now: number): readonly Persona[] => {
  const resident = (sub: string, ward: string, years: number): Claims => ({
    sub,
    ward,
    birthDate: bornYearsAgo(years, now),
  })
  const staff = (sub: string, role: string | undefined, ward?: string): Claims => ({
    sub,
    ...(ward === undefined ? {} : { ward }),
    birthDate: bornYearsAgo(45, now),
    roles: role === undefined ? [] : [role],
  })
  return [
    {
      name: 'fatima',
      description: 'Resident of Delfshaven-Schiemond, 34',
      claims: { ...resident('persona-fatima', 'delfshaven-schiemond', 34), pseudonym: 'person-fatima' },
    },
    {
      name: 'joris',
      description: 'Resident of Delfshaven-Schiemond, 71',
      claims: resident('persona-joris', 'delfshaven-schiemond', 71),
    },
    {
      name: 'fatima-again',
      description: 'Fatima with another account: the same person, who votes once',
      claims: { ...resident('persona-fatima-again', 'delfshaven-schiemond', 34), pseudonym: 'person-fatima' },
    },
    { name: 'mei', description: 'Resident of Heijplaat, 28', claims: resident('persona-mei', 'heijplaat', 28) },
    {
      name: 'sem',
      description: 'Resident of Delfshaven-Schiemond, 12: just old enough to support',
      claims: resident('persona-sem', 'delfshaven-schiemond', 12),
    },
    {
      name: 'noor',
      description: 'Resident of Delfshaven-Schiemond, 11: too young',
      claims: resident('persona-noor', 'delfshaven-schiemond', 11),
    },
    {
      name: 'alex',
      description: 'Has an account, but no verified ward or birth date',
      claims: { sub: 'persona-alex' },
    },
    {
      name: 'ward-manager',
      description: 'Ward manager of Delfshaven-Schiemond',
      claims: staff('persona-ward-manager', undefined, 'delfshaven-schiemond'),
    },
    {
      name: 'ward-council',
      description: 'Presides over the ward council of Delfshaven-Schiemond',
      claims: staff('persona-ward-council', undefined, 'delfshaven-schiemond'),
    },
    {
      name: 'coordinator',
      description: 'Coordinator of the ward council of Delfshaven-Schiemond: runs its meetings',
      claims: staff('persona-coordinator', undefined, 'delfshaven-schiemond'),
    },
    {
      name: 'ward-networker',
      description: 'Ward networker of Delfshaven-Schiemond',
      claims: staff('persona-ward-networker', undefined, 'delfshaven-schiemond'),
    },
    {
      name: 'department',
      description: 'Works for the department Stadsbeheer: costs its actions, and reports on them',
      claims: staff('persona-department', undefined),
    },
    {
      name: 'alderman',
      description: 'The alderman who adopted Delfshaven-Schiemond',
      claims: staff('persona-alderman', undefined),
    },
    {
      name: 'council-clerk',
      description: 'Clerk of the municipal council',
      claims: staff('persona-council-clerk', undefined),
    },
    {
      name: 'election-office',
      description: 'Election office of the city',
      claims: staff('persona-election-office', 'election-office'),
    },
    {
      name: 'rules-officer',
      description: 'Publishes rule sets',
      claims: staff('persona-rules-officer', 'rules-officer'),
    },
    {
      name: 'moderator',
      description: 'Moderates initiatives and comments',
      claims: staff('persona-moderator', 'moderator'),
    },
  ]
}
