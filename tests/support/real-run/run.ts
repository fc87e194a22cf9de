// A real vote on the whole local system, as `npm start` runs it, with a dump of everything while the poll is open and another one
// after its result is published.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startEngine } from '../../../local/emulator/engine.ts'
import { makeRound } from '../../../local/play/demo/poll/round.ts'
import { connect } from '../../../local/play/scenario/city.ts'
import { startSystem } from '../../../local/play/scenario/own-system.ts'
import { always, startFaultyEngine } from '../engine/faults.ts'
import { type Disk, readDisk } from './disk.ts'
import { exportOf, objectsOf, publishedOf, schedulesOf } from './outside.ts'
import { castChoice, fetchPermit, type Resident, settle, tryForPermit, tryToCast } from './residents.ts'
import { openBox, openSecrets, scanTable, streamsOf, tableNames } from './tables.ts'

const ward = 'heijplaat'
const voters = 20
const project = (id: string, costCents: number) => ({ id, name: `Project ${id}`, costCents })
const election = {
  title: 'Een geheime stemming',
  budgetCents: 300_000,
  projects: [project('a', 200_000), project('b', 150_000), project('c', 100_000)],
  choices: [],
  maximumChoices: 2,
  electorateSize: 40,
  expected: undefined,
}
const choices = [['a', 'c'], ['b'], [], ['c'], ['a', 'b']]

/** Unrelated orders in which residents take permits, cast ballots and change them. */
const permitOrder = Array.from({ length: voters }, (_, turn) => (turn * 7 + 3) % voters)
const castOrder = Array.from({ length: voters }, (_, turn) => (turn * 11 + 5) % voters)
const changeOrder = [14, 2, 9, 17, 6, 2]

const start = async () => {
  const engineDir = mkdtempSync(join(tmpdir(), 'wijk-engine-'))
  const engine = await startEngine({ dataDir: engineDir })
  const faulty = await startFaultyEngine(engine.endpoint)
  process.env.DYNAMODB_ENDPOINT = faulty.endpoint
  try {
    const own = await startSystem('silent')
    const stop = async () => {
      await own.stop()
      await faulty.stop()
      await engine.stop()
      rmSync(engineDir, { recursive: true, force: true })
    }
    return { own, engine: engine.endpoint, engineDir, faulty, stop }
  } finally {
    delete process.env.DYNAMODB_ENDPOINT
  }
}
type Started = Awaited<ReturnType<typeof start>>

const dumpTables = async (engine: string) =>
  Promise.all(
    (await tableNames(engine)).map(async (name) => ({
      name,
      items: await scanTable(engine, name),
      stream: await streamsOf(engine, name),
    })),
  )

const isBox = ({ name }: { readonly name: string }) => name.endsWith('ballot-box')

/** The present contents of tables, scheduler and disk. */
const dumpNow = async ({ own, engine, engineDir }: Started) => {
  await own.system.settled()
  const tables = await dumpTables(engine)
  const disk = { engine: readDisk(engineDir), runner: readDisk(own.dataDir) }
  return { tables, schedules: await schedulesOf(own.system.awsEndpoint), disk, ...own.system.dump() }
}
export type Moment = Awaited<ReturnType<typeof dumpNow>>

const bucketsOn = ({ files }: Disk) => [
  ...new Set(files.flatMap(({ name }) => /^objects\/([^/]+)\//.exec(name)?.[1] ?? [])),
]

/** A vote of twenty residents, from the first initiative to the published result. */
export const holdVote = async () => {
  const started = await start()
  const { own, faulty, engine } = started
  const city = connect(own.origin)
  const { poll, opensAt, closesAt, projectOf } = await makeRound(city, ward, election, () => {})
  const optionOf = new Map([...projectOf].map(([option, { id }]) => [id, option]))
  const optionsOf = (choice: readonly string[]) => choice.map((id) => optionOf.get(id) ?? 'none')
  let turn = 0
  /** Moves the clock by a little more than seven minutes. */
  const later = async () => city.reach(new Date(Date.parse(opensAt) + ++turn * 431_270).toISOString())

  await city.reach(opensAt)
  const now = () => Math.floor(own.system.clock.now())
  const residents = await Promise.all(Array.from({ length: voters }, (_, index) => settle(city, ward, index, now)))
  const inOrder = async (order: readonly number[], act: (resident: Resident, index: number) => Promise<void>) => {
    for (const index of order) {
      await later()
      const resident = residents[index]
      if (resident !== undefined) await act(resident, index)
    }
  }
  /** Requests while writes fail. The answer is a server error, and is logged unless the request casts a ballot. */
  const inVain = async (whose: readonly number[], ask: (resident: Resident) => Promise<unknown>) => {
    faulty.choose = always('PutItem', 'lost-before')
    await Promise.all(residents.filter((_, index) => whose.includes(index)).map(ask))
    faulty.choose = () => undefined
  }

  await inOrder(permitOrder, async (resident, index) => {
    // Two residents in parallel: an answer that both get does not identify either of them.
    if (index === 4) await inVain([4, 12], (each) => tryForPermit(each, poll))
    await fetchPermit(resident, poll)
  })
  await inOrder(castOrder, async (resident, index) => {
    if (index === 8) await inVain([8, 14], (each) => tryToCast(each, poll))
    await castChoice(resident, poll, optionsOf(choices[index % choices.length] ?? []))
  })
  const early = (await dumpTables(engine)).find(isBox)?.items ?? []
  await inOrder(changeOrder, (resident, index) => castChoice(resident, poll, optionsOf(choices[(index + 2) % 5] ?? [])))

  const open = await dumpNow(started)
  const items = open.tables.flatMap((each) => each.items)
  const secrets = await openSecrets(items, own.system.awsEndpoint)
  const openedBox = openBox(open.tables.find(isBox)?.items ?? [], items, secrets)
  await city.reach(closesAt)
  // Time for the count, the beacon an hour after the close, and the result.
  await city.can.clock.advance('PT70M')
  const closed = await dumpNow(started)
  const objects = await Promise.all(
    bucketsOn(closed.disk.runner).map((bucket) => objectsOf(own.system.awsEndpoint, bucket)),
  )
  const outside = {
    ...(await publishedOf(city, poll.pollId)),
    pb: await exportOf(city, poll.pollId, 'pb'),
    ndjson: await exportOf(city, poll.pollId, 'ndjson'),
  }
  await started.stop()
  return { poll, residents, early, open, secrets, openedBox, closed, objects: objects.flat(), outside }
}
export type RealRun = Awaited<ReturnType<typeof holdVote>>
