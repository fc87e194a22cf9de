// A real vote on the whole local system, and an attacker who has everything it left behind. On AWS nobody has all of that:
// docs/threat-model.md names the measure that prevents each of these dumps.
import { beforeAll, describe, expect, it } from 'vitest'
import { Ballot } from '../../shared/voting/box/ballot.ts'
import { attack, type Knowledge, type Link } from '../support/join/attack.ts'
import { knowledgeOf } from '../support/real-run/knowledge.ts'
import { plants } from '../support/real-run/plants.ts'
import { holdVote, type RealRun } from '../support/real-run/run.ts'

let run: RealRun
let knowledge: Knowledge
let links: readonly Link[]

beforeAll(async () => {
  run = await holdVote()
  knowledge = await knowledgeOf(run)
  links = attack(knowledge)
}, 400_000)

const under = (prefix: string) => (item: Readonly<Record<string, unknown>>) => String(item.pk).includes(prefix)
/** What the local engine writes to its own disk: rows in the order of writing, and earlier versions of pages. */
const isOfTheEngine = ({ channel }: Link) => channel.startsWith('engine’s disk')
const tableOf = (name: string) => run.closed.tables.find((table) => table.name === `wijk-local-${name}`)

describe('an attacker with every dump of a vote of twenty residents', () => {
  it('an attacker with every dump of a vote of twenty residents has everything that exists', () => {
    expect(tableOf('ballot-box')?.items).toHaveLength(20)
    expect(tableOf('main')?.items.filter(under('#ROLL#'))).toHaveLength(20)
    expect(tableOf('main')?.stream?.length).toBeGreaterThan(100)
    expect(run.secrets.map(({ purpose }) => purpose).sort()).toEqual(['acceptance', 'permit', 'roll', 'seal'])
    expect(run.openedBox.filter((ballot) => Ballot.safeParse(ballot).success)).toHaveLength(20)
    expect(run.closed.logs.filter(({ text }) => text.includes('operation-failed'))).toHaveLength(2)
    for (const some of [run.closed.events, run.closed.executions, run.open.schedules, run.objects, run.closed.awsCalls])
      expect(some.length).toBeGreaterThan(0)
    expect(run.outside.ndjson.trim().split('\n')).toHaveLength(21)
    expect(knowledge.replaced.size).toBe(5)
  })

  it('an attacker with every dump of a vote of twenty residents has no stream of the box, because it has none', () => {
    expect(tableOf('ballot-box')).toMatchObject({ stream: undefined })
  })

  it('an attacker with every dump of a vote of twenty residents has only permit, choice, number and signature of published ballots, and those of a small poll in one list', () => {
    const [, ...lines] = run.outside.ndjson.trim().split('\n')
    const parts = ['choice', 'choiceSignature', 'number', 'permit']
    for (const line of lines) expect(Object.keys(JSON.parse(line)).sort()).toEqual(parts)
    expect(run.outside.pb).toMatch(/^VOTES\nvoter_id;vote\n/m)
    expect(run.outside.counted).toHaveLength(1)
  })

  it('an attacker with every dump of a vote of twenty residents finds nothing that joins a voter and a ballot', () => {
    expect(links.filter((link) => !isOfTheEngine(link))).toEqual([])
  })

  // The engine stands in for DynamoDB on this machine and keeps its tables in SQLite. These findings are real, not planted.
  it('an attacker with every dump of a vote of twenty residents finds the order and the replaced ballots on the disk of the development engine, which holds no real vote', () => {
    const found = new Set(links.filter(isOfTheEngine).map(({ kind }) => kind))
    // On a slow machine the attack may also find times.
    expect([...found]).toEqual(expect.arrayContaining(['old image', 'order']))
  })
})

describe('the attack', () => {
  it('the attack finds no leak if none was planted', () => {
    const channels = knowledge.channels.filter(({ name }) =>
      /^(table wijk-local-ballot-box|export|bucket|logs)/.test(name),
    )
    expect(attack({ ...knowledge, channels, files: [] })).toEqual([])
  })

  it.each(plants.map((plant) => [plant.leak, plant] as const))(
    'the attack finds a planted leak: %s',
    (_, { channel, kind, into }) => {
      const found = attack(into(knowledge)).map((link) => `${link.kind} in ${link.channel}`)
      expect(found).toContain(`${kind} in ${channel}`)
    },
  )
})
