// How a ward council votes on persons, through the API: in secret, with second ballots and lots.
import { beforeAll, describe, expect, it } from 'vitest'
import { item, startCouncil } from '../support/builders/council.ts'
import { codeOf } from '../support/builders/voting/voting.ts'

let council: Awaited<ReturnType<typeof startCouncil>>
beforeAll(async () => {
  council = await startCouncil()
})

const bench = [item('Een bank in het park')]

describe('a secret vote', () => {
  const persons = [item('Een benoeming', { isAboutPersons: true })]
  const papers = (more: object) => ({ how: 'secret', handedIn: 7, for: 7, against: 0, blank: 0, invalid: 0, ...more })

  it('a secret vote is required for decisions on persons, and shows only counts', async () => {
    const id = await council.opened(persons, [1, 2, 3, 4, 5, 6, 7])
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 4])))).toBe('vote-must-be-secret')
    await council.decide(id, papers({ for: 5, against: 2 }))
    const decision = await council.decisionOn(id)
    expect(decision.votings).toMatchObject([{ how: 'secret', figures: { for: 5, against: 2 } }])
    expect(decision.votings[0]).not.toHaveProperty('votes')
  })

  it('a secret vote is refused if the counts do not add up to the ballots, or exceed the members who may vote', async () => {
    const id = await council.opened(persons, [1, 2, 3, 4, 5, 6, 7])
    expect(await council.decide(id, papers({ for: 5 }))).toMatchObject({
      status: 409,
      body: { code: 'ballots-unaccounted', facts: { handedIn: 7, announced: 5, difference: 2 } },
    })
    expect(codeOf(await council.decide(id, papers({ handedIn: 8, for: 8 })))).toBe('more-ballots-than-members')
  })
})

describe('the election of a chair', () => {
  const period = { from: '2026-07-01', until: '2027-07-01' }
  const election = (...numbers: readonly number[]) =>
    item('Voorzitter', { about: { kind: 'election', role: 'chair', period, nominated: numbers.map(council.member) } })
  const ballot = (votes: { readonly [number: number]: number }, blank = 0) => ({
    move: 'ballot',
    ballot: {
      handedIn: Object.values(votes).reduce((sum, count) => sum + count, blank),
      votes: Object.fromEntries(
        Object.entries(votes).map(([number, count]) => [council.member(Number(number)), count]),
      ),
      ...{ against: 0, blank, invalid: 0 },
    },
  })

  it('the election of a chair goes through a second ballot and a lot, and gives the role from its first day', async () => {
    const id = await council.opened([election(1, 2)], [1, 2, 3, 4, 5, 6, 7])
    expect(codeOf(await council.decide(id, council.byName([1, 2, 3, 4])))).toBe('persons-by-ballot')
    const lot = { move: 'lot', drawn: council.member(2), drawnBy: 'De coördinator' }
    expect(codeOf(await council.choose(id, lot))).toBe('lot-not-asked')
    await council.choose(id, ballot({ 1: 3, 2: 3 }, 1))
    expect((await council.read(id)).agenda[0]?.election).toMatchObject({ stands: 'ballot-needed' })
    await council.choose(id, ballot({ 1: 3, 2: 3 }, 1))
    expect((await council.read(id)).agenda[0]?.election).toMatchObject({ stands: 'lot-needed' })
    expect(codeOf(await council.choose(id, ballot({ 1: 4, 2: 3 })))).toBe('ballot-not-asked')
    await council.choose(id, lot)
    const decision = await council.decisionOn(id)
    expect(decision).toMatchObject({ status: 'adopted', votings: [{ because: 'lot', elected: council.member(2) }] })
    const mine = await council.ask('listMyWardRoles', { at: '2026-07-01T12:00:00Z', by: { sub: 'pernis-2' } })
    expect(JSON.stringify(mine.body)).toContain('"chair"')
    // The new chair convenes meetings from the first day of the term, not earlier.
    const byChair = { by: { sub: 'pernis-2' } }
    expect(codeOf(await council.convene(bench, { ...byChair, at: '2026-06-30T12:00:00Z' }))).toBe('role-not-in-force')
    const later = { more: { startsAt: '2026-07-08T18:00:00Z' }, at: '2026-07-01T12:00:00Z' }
    expect((await council.convene(bench, { ...byChair, ...later })).status).toBe(201)
  })

  it('the election of a chair is refused before the first ballot if no nominee could be chair in that term', async () => {
    const id = await council.opened([election(3)], [1, 2, 3, 4, 5, 6, 7])
    expect(codeOf(await council.choose(id, ballot({ 3: 7 })))).toBe('role-taken')
  })
})
