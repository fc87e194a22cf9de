// From projects to an announced round, through the public API, as the people of a ward would do it.
import type { Result } from '../../../../client/client.ts'
import type { VotablePoll } from '../../../../client/vote.ts'
import { accountIn } from '../../scenario/account.ts'
import { atOnce } from '../../scenario/at-once.ts'
import type { City } from '../../scenario/city.ts'
import type { Election, Project } from './election.ts'

const supportersPerInitiative = 4
const day = 24 * 3_600_000

type Staff = { readonly manager: string; readonly rulesOfficer: string; readonly electionOffice: string }
export type DemoRound = {
  readonly wardCode: string
  readonly roundId: string
  readonly poll: VotablePoll
  readonly configurationHash: string
  readonly opensAt: string
  readonly closesAt: string
  /** Project of the file, by option on the ballot. */
  readonly projectOf: ReadonlyMap<string, Project>
}

const plus = (instant: string, milliseconds: number) => new Date(Date.parse(instant) + milliseconds)
const cityDay = (instant: string) => new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Europe/Amsterdam' })
/** Rounded to a whole minute, as schedules require. */
const onTheMinute = (moment: Date) => new Date(Math.ceil(moment.getTime() / 60_000) * 60_000).toISOString()

/** Rules by which residents decide, with the cost of the most expensive project as the limit. */
const rulesOf = (election: Election, validFrom: string) => {
  const byVote = {
    decidedBy: 'residents',
    handling: 'rounds',
    advisedBy: [],
    mandateConditions: null,
    decisionTermDays: null,
    longestTermDays: null,
  } as const
  return {
    regime: 'Demo: residents vote',
    validFrom,
    smallUpToCents: 0,
    maximumCents: Math.max(election.budgetCents, ...election.projects.map(({ costCents }) => costCents)),
    small: byVote,
    large: byVote,
    voting: { isOn: true, votesPerPerson: election.maximumChoices, minimumVotes: 0, minimumAge: 12 },
    leadTimeDays: 0,
    supporters: { required: supportersPerInitiative, minimumAge: 12 },
    contactMinimumAge: 18,
    assumed: [],
    source: 'demo',
  } as const
}

/** Publishes the rules from today. If that day has some already, waits for the next, if the clock can be moved. */
const publishRules = async (city: City, wardCode: string, election: Election, staff: Staff): Promise<void> => {
  for (;;) {
    const today = cityDay(await city.now())
    const published = await city.client.call('publishInitiativeRules', {
      params: { wardCode },
      body: rulesOf(election, today),
      token: staff.rulesOfficer,
    })
    if (published.ok) return
    if (published.problem.code !== 'rules-already-published')
      throw new Error(`The rules of ${wardCode} could not be published: ${published.problem.title}`)
    if (city.can.clock === undefined)
      throw new Error(`The rules of ${wardCode} were published today already: play in another ward, or tomorrow.`)
    await city.can.clock.advance('P1D')
  }
}

/** Adds the round's budget to the ward's budget of this year. */
const provideBudget = async (city: City, wardCode: string, election: Election, staff: Staff): Promise<void> => {
  const params = { wardCode, year: (await city.now()).slice(0, 4) }
  const standing = await city.client.call('getWardBudget', { params })
  const [totalCents, ifMatch] = standing.ok ? [standing.body.totalCents, standing.etag ?? '"0"'] : [0, '"0"']
  const body = { totalCents: totalCents + election.budgetCents }
  await city.must('setWardBudget', { params, body, ifMatch, token: staff.manager })
}

const electorateOf = (election: Election) => Math.max(election.choices.length, election.electorateSize ?? 0)

/** Has the election office enter at least as many residents as the election has voters. */
const provideRegister = async (city: City, wardCode: string, election: Election, staff: Staff): Promise<void> => {
  const params = { wardCode, date: cityDay(await city.now()) }
  const [newest] = (await city.must('listRegisterFigures', { params: { wardCode }, query: { limit: 1 } })).body.items
  if (newest !== undefined && newest.residents >= electorateOf(election)) return
  const standing = await city.client.call('getRegisterFigure', { params })
  await city.must('setRegisterFigure', {
    params,
    body: { residents: electorateOf(election), source: 'Demo: so many voters as the election had' },
    ifMatch: standing.ok ? tagOf(standing) : '"0"',
    token: staff.electionOffice,
  })
}

const tagOf = (
  result: Extract<Result<'getInitiative'>, { ok: true }> | { readonly etag: string | undefined },
): string => {
  if (result.etag === undefined) throw new Error('An answer without ETag')
  return result.etag
}

const draftOf = (project: Project, startsOn: string) => ({
  title: project.name.slice(0, 120),
  summary: `Project ${project.id}`,
  plan: project.name,
  amountCents: project.costCents,
  startsOn,
  contact: { name: 'Demo Bewoner', email: 'demo@example.org', birthDate: '1975-02-11' },
  address: { street: 'Noordsingel', houseNumber: '1', postalCode: '3032 EG', town: 'Rotterdam' },
  bankAccount: { iban: 'NL91ABNA0417164300', holder: 'Demo Bewoner' },
})

/** Hands in an initiative, has four residents support it, and has the ward manager admit it. */
const handIn = async (city: City, wardCode: string, project: Project, run: string, staff: Staff): Promise<string> => {
  const resident = (name: string) => city.token({ sub: `${run}-${name}`, ward: wardCode, birthDate: '1975-02-11' })
  const token = await resident(`applicant-${project.id}`)
  const startsOn = cityDay(plus(await city.now(), 90 * day).toISOString())
  const drafted = await city.must('createInitiative', { body: draftOf(project, startsOn), token })
  const params = { initiativeId: drafted.body.id }
  const submitted = await city.must('submitInitiative', { params, ifMatch: tagOf(drafted), token })
  for (let supporter = 1; supporter <= supportersPerInitiative; supporter++)
    await city.must('supportInitiative', {
      params,
      body: { name: `Demo Buur ${supporter}` },
      token: await resident(`supporter-${supporter}`),
    })
  await city.must('admitInitiative', { params, ifMatch: tagOf(submitted), token: staff.manager })
  return drafted.body.id
}

/**
 * When voting opens and closes. With a movable clock: in an hour, for a week. Otherwise: in about a minute, for as long as
 * the votes take.
 */
const windowOf = async (city: City, { projects, choices }: Election) => {
  const now = await city.now()
  if (city.can.clock !== undefined) {
    const opensAt = onTheMinute(plus(now, 3_600_000))
    return { opensAt, closesAt: onTheMinute(plus(opensAt, 7 * day)) }
  }
  const opensAt = onTheMinute(plus(now, 20_000 + 2_000 * projects.length))
  return { opensAt, closesAt: onTheMinute(plus(opensAt, 20_000 + 3_000 * choices.length)) }
}

/** Grants the role of ward manager for a year: a row by ward and term, and nothing in the token. */
const appointManager = async (city: City, wardCode: string, { manager, rulesOfficer }: Staff) => {
  const now = await city.now()
  const period = { from: cityDay(now), until: cityDay(plus(now, 366 * day).toISOString()) }
  const residentId = accountIn(manager)
  const body = { role: 'ward-manager', wardCode, residentId, name: 'Demo-wijkmanager', period } as const
  await city.must('grantRole', { body, token: rulesOfficer })
}

/** Makes the round of an election and announces it. */
export const makeRound = async (
  city: City,
  wardCode: string,
  election: Election,
  onInitiative: (done: number) => void,
): Promise<DemoRound> => {
  const run = `demo-${Math.random().toString(36).slice(2, 8)}`
  const staff: Staff = {
    manager: await city.token({ sub: `${run}-manager`, birthDate: '1980-01-01' }),
    rulesOfficer: await city.token({ sub: `${run}-rules`, birthDate: '1980-01-01', roles: ['rules-officer'] }),
    electionOffice: await city.token({ sub: `${run}-office`, birthDate: '1980-01-01', roles: ['election-office'] }),
  }
  await appointManager(city, wardCode, staff)
  await publishRules(city, wardCode, election, staff)
  await provideRegister(city, wardCode, election, staff)
  await provideBudget(city, wardCode, election, staff)
  let handedIn = 0
  const initiatives = await atOnce(election.projects, 8, async (project) => {
    const id = await handIn(city, wardCode, project, run, staff)
    onInitiative(++handedIn)
    return id
  })
  const { opensAt, closesAt } = await windowOf(city, election)
  const title = election.title.slice(0, 200)
  const created = await city.must('createRound', {
    body: {
      wardCode,
      title: { nl: title, en: title },
      budgetCents: election.budgetCents,
      opensAt,
      closesAt,
      lots: election.lots,
      electorateSize: electorateOf(election),
    },
    token: staff.manager,
  })
  const params = { roundId: created.body.id }
  let tag = tagOf(created)
  for (const initiativeId of initiatives) {
    const entered = await city.must('enterInitiative', {
      params: { ...params, initiativeId },
      ifMatch: tag,
      token: staff.manager,
    })
    tag = tagOf(entered)
  }
  const announced = await city.must('announceRound', { params, ifMatch: tag, token: staff.manager })
  const { pollId, configurationHash } = announced.body
  if (pollId === undefined || configurationHash === undefined) throw new Error('The round has no poll')
  const entries = await city.must('listRoundEntries', { params })
  const poll = await city.must('getPoll', { params: { pollId } })
  const projectById = new Map(election.projects.map((project, index) => [initiatives[index], project]))
  const projectOf = new Map(
    entries.body.items.flatMap(({ optionId, initiativeId }) => {
      const project = projectById.get(initiativeId)
      return project === undefined ? [] : [[optionId, project] as const]
    }),
  )
  return { wardCode, roundId: params.roundId, poll: poll.body, configurationHash, opensAt, closesAt, projectOf }
}
