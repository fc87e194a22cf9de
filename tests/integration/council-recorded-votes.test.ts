// The votes that ward councils recorded, through the API.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { start as startInitiatives } from '../../functions/initiatives/api.ts'
import { item, startCouncil } from '../support/builders/council.ts'
import { initiativeCalls } from '../support/builders/initiatives/initiative-api.ts'
import { completeBody } from '../support/builders/initiatives/initiatives.ts'
import { tableEnvironment } from '../support/engine/engine.ts'

/** An initiative that a resident of the ward has handed in. */
const handedIn = async (council: Awaited<ReturnType<typeof startCouncil>>, ward: string, at: string) => {
  const { create, step } = initiativeCalls(startInitiatives(tableEnvironment(council)), council.table)
  const by = { sub: 'resident', ward, birthDate: '1990-01-01' }
  const created = await create({ ...completeBody, startsOn: '2027-06-01' }, { by, at })
  const { id } = z.object({ id: z.string() }).parse(created.body)
  expect(await step('submitInitiative', id, { by, ifMatch: 1, at })).toMatchObject({ status: 200 })
  return id
}

describe('the recorded votes of ward councils', () => {
  const rows = readFileSync('tests/data/councils/recorded_ward_council_votes.csv', 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map(
      (line) =>
        /^(?<date>[^,]*),(?<ward>[^,]*),(?<subject>"[^"]*"|[^,]*),(?<amount>[^,]*),(?<yes>\d+),(?<no>\d+),(?<result>[^,]*),/.exec(
          line,
        )?.groups ?? {},
    )
  const wards: { readonly [name: string]: readonly [string, number] } = {
    'Pendrecht-Zuidwijk': ['pendrecht-zuidwijk', 9],
    Kralingen: ['kralingen', 9],
    'Katendrecht-Wilhelminapier': ['katendrecht-wilhelminapier', 7],
    'Delfshaven-Schiemond': ['delfshaven-schiemond', 7],
  }

  it('the recorded votes of ward councils are five', () => {
    expect(rows).toHaveLength(5)
  })

  it.each(rows)('$date, $ward: $subject, $yes for and $no against, $result', async (row) => {
    const { date = '', ward = '', subject = '', amount = '', result = '' } = row
    const [yes, no] = [Number(row.yes), Number(row.no)]
    const [code, seats] = wards[ward] ?? ['', 0]
    const recorded = await startCouncil(code, seats)
    const at = `${date}T18:30:00Z`
    const isElection = /elected/.test(result)
    const period = { from: date, until: `${Number(date.slice(0, 4)) + 1}${date.slice(4)}` }
    const about = isElection
      ? { kind: 'election', role: 'chair', period, nominated: [recorded.member(1)] }
      : {
          kind: 'initiative',
          initiativeId: await handedIn(recorded, code, `${date}T07:00:00Z`),
          proposal: 'award',
          ...(amount === '' ? {} : { amountCents: Number(amount) * 100 }),
        }
    const agenda = [item(subject.replaceAll('"', ''), { about, isAboutPersons: isElection })]
    const id = await recorded.convened(agenda, { at: `${date}T08:00:00Z`, more: { startsAt: at } })
    const present = Array.from({ length: yes + no }, (_, place) => place + 1)
    await recorded.open(id, present, { at })
    const counts = { handedIn: yes + no, votes: { [recorded.member(1)]: yes }, against: no, blank: 0, invalid: 0 }
    const vote = recorded.byName(present.slice(0, yes), present.slice(yes))
    const answered = isElection
      ? await recorded.choose(id, { move: 'ballot', ballot: counts })
      : await recorded.decide(id, vote, 1, { at })
    expect(answered.status).toBe(200)
    expect(await recorded.decisionOn(id)).toMatchObject({
      status: 'adopted',
      votings: [{ figures: { for: yes, against: no }, because: 'majority' }],
    })
  })
})
