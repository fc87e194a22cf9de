// `npm run demo -- election`: one ward from the first nomination to the installed council, in fast motion. Nine residents stand for
// seven seats, and two of them tie for the last seat: a lot decides, which anyone can replay.
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import * as committee from '../election/committee.ts'
import * as counting from '../election/counting.ts'
import { peopleOf } from '../election/people.ts'
import { importRegister, registerFile } from '../election/register.ts'
import * as seating from '../election/seating.ts'
import type { City } from '../scenario/city.ts'
import { cityAt, type Target } from '../scenario/target.ts'
import { keep, root } from './keepsakes.ts'
import { cityDay, narrator, plusDays } from './narrator.ts'
import { openDocument } from './open-document.ts'
import { progressBar } from './progress.ts'
import { chosenSeats, eligible, names, stationVotes, totalsByHand } from './ward-election-votes.ts'

/** The first Wednesday for which nominations have not opened yet. */
const nextPollingDay = (now: string): string => {
  const earliest = plusDays(now, 75)
  const daysToWednesday = (3 - new Date(earliest).getUTCDay() + 7) % 7
  return plusDays(earliest, daysToWednesday).slice(0, 10)
}

type Scene = {
  readonly city: City
  readonly people: ReturnType<typeof peopleOf>
  readonly of: committee.Of
  readonly say: (sentence: string) => Promise<void>
}
type Calendar = Awaited<ReturnType<typeof committee.planElection>>['calendar']

/** Nine residents stand; one who comes late is refused. Returns the names by the id of the nomination. */
const standUp = async ({ city, people, of, say }: Scene, calendar: Calendar) => {
  await city.reach(calendar.nominationOpensAt)
  await say('Nominations are open.')
  const bar = progressBar('            Residents who stand', names.length)
  const stood = new Map<string, string>()
  for (const [place, ballotName] of names.entries()) {
    const sub = `candidate-${place}`
    stood.set(await committee.nominate(city, people, of, { sub, ballotName, text: 'Voor een groene wijk.' }), sub)
    bar.show(place + 1)
  }
  await city.reach(calendar.nominationClosesAt)
  const late = await city.client.call('nominate', {
    params: { ...of },
    body: { ballotName: 'L. Aat', text: 'Net te laat.' },
    token: await people.resident('late', of.wardCode),
  })
  if (late.ok) throw new Error('A nomination after the close was accepted')
  await say(`Closed at the second. Whoever comes now is told: "${late.problem.title}" (${late.problem.code}).`)
  return stood
}

/** The public session: every nomination judged, the list fixed, its order drawn by lot. */
const holdSession = async ({ city, people, of, say }: Scene, calendar: Calendar, ids: Iterable<string>) => {
  await city.reach(`${calendar.sessionOn}T09:00:00Z`)
  await committee.openSession(city, people, of)
  for (const id of ids) await committee.judge(city, people, of, { id, body: { outcome: 'valid' } })
  await city.must('closeSession', await committee.onContest(city, of, people.office))
  await say('The central electoral committee found all nominations valid, in a public session.')
  if (cityDay(await city.now()) < calendar.ballotLotOn) await city.reach(`${calendar.ballotLotOn}T09:00:00Z`)
  await city.must('drawBallotOrder', {
    ...(await committee.onContest(city, of, people.office)),
    body: committee.thrown(await city.now()),
  })
  await say('The order on the ballot was drawn by lot.')
}

const freezeRoll = async ({ city, people, of, say }: Scene, calendar: Calendar) => {
  await city.reach(`${calendar.residencyOn}T09:00:00Z`)
  const file = registerFile([{ wardCode: of.wardCode, eligible }])
  const roll = await importRegister(city, people, of.electionId, file)
  await say(`The roll is frozen: ${eligible} who may vote, under the root ${roll.root.slice(0, 16)}…`)
}

/** Each station is entered twice, by two people. For one, the second entry differs and is asked again. */
const countStations = async ({ city, people, of, say }: Scene, calendar: Calendar) => {
  await city.reach(calendar.pollingClosesAt)
  await say('The polls are closed. Each station is entered twice, by two people.')
  const order = await committee.orderOf(city, of)
  const bar = progressBar('            Stations counted   ', stationVotes.length)
  for (const [place, votes] of stationVotes.entries()) {
    const cells = counting.formOf(order, votes, eligible)
    const station = await counting.openStation(city, people, { ...of, station: `SB${place + 1}` })
    await station.claim(people.one)
    await station.finish(people.one, cells)
    await station.claim(people.other)
    if (place === 0) {
      const [a, b] = [`votes:${order[0]}`, `votes:${order[1]}`]
      const exchanged = { ...cells, [a]: cells[b] ?? 0, [b]: cells[a] ?? 0 }
      const { status } = await station.finish(people.other, exchanged)
      if (status !== 'different') throw new Error(`Two entries that differ made the station ${status}`)
      await station.settle({ action: 'return', which: 'second' })
      await station.finish(people.other, { [a]: cells[a] ?? 0, [b]: cells[b] ?? 0 })
    } else await station.finish(people.other, cells)
    bar.show(place + 1)
  }
  await say('At SB1 two cells differed: they came back blank, and alone, to the second typist.')
}

/** Two officers establish the result. The lot for the last seat is written to a file and replayed by `wijk lots`. */
const establish = async ({ city, people, of, say }: Scene, calendar: Calendar) => {
  await city.reach(`${calendar.resultOn}T09:00:00Z`)
  const { status, needed } = await counting.propose(city, people, of, eligible)
  if (status !== 'lot-needed' || needed === undefined) throw new Error(`A tie at the edge made the contest ${status}`)
  await say(
    `${needed.among.length} candidates have equally many votes at the edge, for ${needed.places} seat: a lot is needed.`,
  )
  await city.can.clock?.advance('PT1H')
  await counting.drawTie(city, people, of)
  await counting.propose(city, people, of, eligible)
  const result = await counting.establish(city, people, of)
  const [tie] = result.ties
  if (tie === undefined) throw new Error('The result has no lot')
  await say('The lot was thrown in public. One officer proposed the result, another established it.')
  return { result, tie }
}

type Tie = Awaited<ReturnType<typeof establish>>['tie']

const replay = async (tie: Tie, wardCode: string, nameOf: (id: string) => string): Promise<void> => {
  const file = keep(`lot-${wardCode}.json`, JSON.stringify(tie))
  const { stdout } = await promisify(execFile)(process.execPath, [join(root, 'cli', 'main.ts'), 'lots', file], {
    cwd: root,
  })
  console.log(`\n  Anybody replays the lot:\n  $ npx --no -- wijk lots ${file}`)
  console.log(stdout.trimEnd().replace(/^/gm, '    '))
  const [first, next] = tie.order.map(({ id }) => nameOf(id))
  console.log(`  So ${first} has the seat, and ${next} is the first to succeed.\n`)
}

/** Everyone elected accepts, is examined, and takes the oath on the first day of the term. */
const install = async (
  { city, people, of, say }: Scene,
  { elected, termStartsOn }: { readonly elected: readonly string[]; readonly termStartsOn: string },
  stood: ReadonlyMap<string, string>,
) => {
  for (const [place, id] of elected.entries()) {
    const seat = { ...of, seat: `${place + 1}` }
    const token = await people.resident(stood.get(id) ?? '', of.wardCode)
    await seating.answer(city, seat, token, 'accept')
    await seating.admit(city, people, seat)
  }
  await say('Everybody elected has accepted, and their credentials are in order.')
  await city.reach(`${termStartsOn}T19:00:00Z`)
  for (const place of elected.keys()) await seating.swearIn(city, people, { ...of, seat: `${place + 1}` }, termStartsOn)
  await say('Oath or promise before the mayor: the council is installed.')
  return (await city.must('listSeats', { params: { ...of } })).body.items
}

/** Differences from the numbers computed by hand. */
const differences = (
  order: readonly string[],
  result: Awaited<ReturnType<typeof establish>>['result'],
  installed: number,
): readonly string[] => {
  const wrong: string[] = []
  for (const [place, total] of totalsByHand.entries()) {
    const found = result.total?.[`votes:${order[place]}`]
    if (found !== total) wrong.push(`Place ${place + 1} on the ballot has ${found} votes instead of ${total}.`)
  }
  if (installed !== chosenSeats) wrong.push(`${installed} members took their seats instead of ${chosenSeats}.`)
  return wrong
}

const sayAddresses = (city: City, { electionId, wardCode }: committee.Of): void => {
  const election = `${city.baseUrl}/elections/${electionId}`
  const contest = `${election}/contests/${wardCode}`
  console.log(`\n  The candidates  ${contest}/candidates`)
  console.log(`  The result      ${contest}/result`)
  console.log(`  The council     ${contest}/seats`)
  console.log(`  EML_NL          ${contest}/messages/candidate-lists (230b), /count (510b), /result (520)`)
  console.log(`  CSV             ${election}/tables/candidates, /counts, /totals, /results, /seats`)
  console.log(`  Documents       ${city.baseUrl}/documents?about=elections/${electionId}\n`)
}

/** Plays it on a system with a movable clock: an election takes five months. Returns the exit code. */
export const playWardElection = async (target: Target, wardCode = 'oude-noorden'): Promise<number> => {
  const city = cityAt(target)
  if (city.can.clock === undefined) {
    console.error('An election takes five months: it is played where the clock can be moved, which no stage allows.')
    return 2
  }
  const people = peopleOf(city, `demo-${Math.random().toString(36).slice(2, 8)}`)
  const say = narrator(city)
  const election = await committee.planElection(city, people, {
    name: 'Wijkraad, gespeeld',
    pollingOn: nextPollingDay(await city.now()),
    contests: [{ wardCode, seats: chosenSeats }],
  })
  const { calendar } = election
  const of = { electionId: election.id, wardCode }
  const scene: Scene = { city, people, of, say }
  await say(`An election is planned for ${calendar.pollingOn} in ${wardCode}; all its dates follow from that day.`)
  const stood = await standUp(scene, calendar)
  await holdSession(scene, calendar, stood.keys())
  await freezeRoll(scene, calendar)
  await countStations(scene, calendar)
  const { result, tie } = await establish(scene, calendar)
  await replay(tie, wardCode, (id) => names[[...stood.keys()].indexOf(id)] ?? id)
  if (result.outcome.method !== 'personal') throw new Error('The result was allotted to lists')
  const { elected } = result.outcome
  const seats = await install(scene, { elected, termStartsOn: result.termStartsOn }, stood)
  const taken = seats.filter(({ status }) => status === 'taken').length
  const wrong = differences(await committee.orderOf(city, of), result, taken)
  await openDocument(city, `elections/${of.electionId}/contests/${wardCode}`, 'official-report')
  sayAddresses(city, of)
  for (const sentence of wrong) console.log(sentence)
  if (wrong.length === 0) console.log(`Equal to the count by hand: ${taken} members, the last by lot.`)
  return wrong.length === 0 ? 0 : 1
}
