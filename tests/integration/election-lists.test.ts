// Lists of candidates by the rules of 2026, through the handlers: handed in, consented to, judged, drawn, counted, allocated,
// exported.
import { beforeAll, expect, it } from 'vitest'
import * as z from 'zod'
import {
  anna,
  asOfficer,
  bram,
  coordinator,
  drawOrder,
  enteredStation,
  later,
  versionOf,
} from '../support/builders/elections/counted-ward.ts'
import { moments, office, resident, startElections } from '../support/builders/elections/election-api.ts'
import { schemaErrors } from '../support/readers/eml-schemas.ts'

let system: Awaited<ReturnType<typeof startElections>>
beforeAll(async () => {
  system = await startElections()
})

const wardCode = 'heijplaat'
const designation = { kind: 'association', name: 'Bewoners Heijplaat', evidence: 'Zie de statuten.' }
const ofLists = {
  allocation: {
    ...{ method: 'lists', averagesFromSeats: 19, remainderThresholdPercent: 75, absoluteMajority: true },
    ...{ preferencePercentBelow: 50, preferencePercentFrom: 25 },
  },
}
const Made = z.object({ id: z.string() })
const Ballot = z.object({
  lists: z
    .array(z.object({ id: z.string(), number: z.number().optional(), candidates: z.array(z.string()) }))
    .optional(),
  candidates: z.array(z.object({ id: z.string(), place: z.number().optional(), position: z.number().optional() })),
})
type By = ReturnType<typeof resident>

const candidatesOf = async (electionId: string, names: readonly string[]) => {
  const ids = new Map<string, string>()
  for (const name of names) ids.set(name, await system.nominated(electionId, wardCode, `${name}-${electionId}`))
  return (name: string) => ids.get(name) ?? ''
}
const personOf = (electionId: string) => (name: string) => resident(`${name}-${electionId}`, wardCode)

const handIn = (electionId: string, by: By, candidates: readonly string[], at: string = moments.open) =>
  system.ask('nominateList', { at, by, params: { electionId, wardCode }, body: { designation, candidates } })

type Step = 'amendList' | 'withdrawList' | 'consentToList' | 'withdrawConsent' | 'judgeList'
const onList = async (
  name: Step,
  electionId: string,
  listId: string,
  by: By | typeof office,
  body?: object,
  at: string = moments.open,
) => {
  const { body: all } = await system.ask('listCollectiveLists', { params: { electionId, wardCode } })
  const { version } = versions.get(listId) ?? { version: 1 }
  expect(JSON.stringify(all)).toContain(listId)
  const params = { electionId, wardCode, listId }
  const answered = await system.ask(name, { params, at, by, ifMatch: version, ...(body && { body }) })
  if (answered.status === 200) versions.set(listId, { version: versionOf(answered) })
  return answered
}
const versions = new Map<string, { version: number }>()

/** A ward with a list of these candidates, who all consented, and others who stand alone. The order has been drawn by lot. */
const drawn = async (onIt: readonly string[], alone: readonly string[], rules: object = ofLists) => {
  const electionId = await system.planned([wardCode], '2026-03-18', moments.before, rules)
  const [idOf, person] = [await candidatesOf(electionId, [...onIt, ...alone]), personOf(electionId)]
  const listId = Made.parse((await handIn(electionId, person(onIt[0] ?? ''), onIt.map(idOf))).body).id
  for (const name of onIt) await onList('consentToList', electionId, listId, person(name))
  await system.onContest('openSession', electionId, wardCode, moments.session, {})
  for (const name of onIt) await system.judge(electionId, wardCode, idOf(name), { outcome: 'valid' }, 2)
  for (const name of alone) await system.judge(electionId, wardCode, idOf(name), { outcome: 'valid' }, 1)
  return { electionId, idOf, person, listId }
}
const fixed = async (onIt: readonly string[], alone: readonly string[]) => {
  const ward = await drawn(onIt, alone)
  const { electionId, listId } = ward
  await onList(
    'judgeList',
    electionId,
    listId,
    office,
    { outcome: 'valid', isDesignationProved: true },
    moments.session,
  )
  await system.onContest('closeSession', electionId, wardCode, moments.session)
  await system.onContest('drawBallotOrder', electionId, wardCode, moments.lot, drawOrder)
  return ward
}

/** A count form with lists whose sums are right. */
const formOf = (listId: string, onIt: readonly string[], votes: ReadonlyMap<string, number>) => {
  const sum = [...votes.values()].reduce((all, each) => all + each, 0)
  const ofList = onIt.reduce((all, id) => all + (votes.get(id) ?? 0), 0)
  const alone = [...votes].filter(([id]) => !onIt.includes(id))
  return {
    ...{ pollingCards: sum + 2, proxies: 0, admitted: sum + 2, candidateVotes: sum, blank: 1, invalid: 1 },
    ...{ cast: sum + 2, saysEqual: 1, electorate: 5_000 },
    ...Object.fromEntries([...votes].map(([id, each]) => [`votes:${id}`, each])),
    ...{ [`list:${listId}`]: ofList, [`listTotal:${listId}`]: ofList },
    ...Object.fromEntries(
      alone.flatMap(([id, each]) => [
        [`list:${id}`, each],
        [`listTotal:${id}`, each],
      ]),
    ),
  }
}

it('a list is refused if the rules of the election have no lists, and the refusal names the rule', async () => {
  const electionId = await system.planned([wardCode], '2026-03-18', moments.before, { lists: false })
  const idOf = await candidatesOf(electionId, ['a', 'b'])
  const refused = await handIn(electionId, personOf(electionId)('a'), [idOf('a'), idOf('b')])
  expect(refused.body).toMatchObject({ code: 'lists-not-in-rules', facts: { rules: expect.any(String) } })
})

it('candidates consent personally, to one list only, until nominations close', async () => {
  const electionId = await system.planned([wardCode])
  const [idOf, person] = [await candidatesOf(electionId, ['a', 'b', 'c']), personOf(electionId)]
  const nobody = await handIn(electionId, person('a'), [idOf('a'), '00000000-0000-4000-8000-000000000000'])
  expect(nobody.body).toMatchObject({ code: 'candidates-not-nominated' })
  const elsewhere = await handIn(electionId, resident('p', 'pernis'), [idOf('a')])
  expect(elsewhere.body).toMatchObject({ code: 'nomination-in-another-ward' })
  const one = Made.parse((await handIn(electionId, person('a'), [idOf('a'), idOf('b')])).body).id
  const two = Made.parse((await handIn(electionId, person('c'), [idOf('b'), idOf('c')])).body).id
  expect((await onList('consentToList', electionId, one, person('c'))).body).toMatchObject({ code: 'not-on-this-list' })
  expect((await onList('consentToList', electionId, one, person('b'))).body).toMatchObject({
    candidates: [{ nominationId: idOf('a') }, { nominationId: idOf('b'), consentedAt: expect.any(String) }],
  })
  expect((await onList('consentToList', electionId, two, person('b'))).body).toMatchObject({
    code: 'on-another-list',
    facts: { list: 'Bewoners Heijplaat' },
  })
  await onList('withdrawConsent', electionId, one, person('b'))
  expect((await onList('consentToList', electionId, two, person('b'))).status).toBe(200)
  expect((await onList('amendList', electionId, two, person('a'), {})).body).toMatchObject({ code: 'not-your-list' })
  // A changed order keeps the consents; a changed name asks everybody for consent again.
  const order = { candidates: [idOf('c'), idOf('b')] }
  expect((await onList('amendList', electionId, two, person('c'), order)).body).toMatchObject({
    candidates: [{ nominationId: idOf('c') }, { nominationId: idOf('b'), consentedAt: expect.any(String) }],
  })
  const renamed = await onList('amendList', electionId, two, person('c'), {
    designation: { ...designation, name: 'Anders' },
  })
  expect(JSON.stringify(renamed.body)).not.toContain('consentedAt')
  expect((await onList('withdrawList', electionId, one, person('a'))).body).toMatchObject({ status: 'withdrawn' })
  expect((await onList('consentToList', electionId, one, person('a'))).body).toMatchObject({ code: 'list-not-open' })
  const close = '2026-01-19T14:00:00Z'
  for (const [name, by] of [
    ['consentToList', 'b'],
    ['withdrawList', 'c'],
    ['amendList', 'c'],
  ] as const)
    expect(
      (await onList(name, electionId, two, person(by), name === 'amendList' ? {} : undefined, close)).body,
    ).toMatchObject({
      code: 'nominations-closed',
    })
  expect((await handIn(electionId, person('a'), [idOf('a')], close)).body).toMatchObject({ code: 'nominations-closed' })
  const seen = { params: { electionId, wardCode, listId: two }, at: moments.open }
  expect((await system.ask('getCollectiveList', { ...seen, by: person('b') })).status).toBe(200)
  expect((await system.ask('getCollectiveList', { ...seen, by: person('a') })).body).toMatchObject({
    code: 'not-on-this-list',
  })
})

it('the ballot is not fixed while a list is not judged; the candidates of an invalid list stand alone', async () => {
  const { electionId, listId, idOf } = await drawn(['a', 'b'], ['c'])
  expect((await system.onContest('closeSession', electionId, wardCode, moments.session)).body).toMatchObject({
    code: 'lists-not-judged',
  })
  const unjudged = await onList('judgeList', electionId, listId, office, { outcome: 'valid' }, moments.session)
  expect(unjudged.body).toMatchObject({ code: 'designation-not-judged' })
  const verdict = { outcome: 'invalid', reason: 'incomplete', note: 'Geen bewijs.' }
  await onList('judgeList', electionId, listId, office, verdict, moments.session)
  await system.onContest('closeSession', electionId, wardCode, moments.session)
  const ballot = Ballot.parse((await system.ask('getCandidateList', { params: { electionId, wardCode } })).body)
  expect(ballot.lists).toBeUndefined()
  expect(ballot.candidates.map(({ id }) => id).toSorted()).toEqual(['a', 'b', 'c'].map(idOf).toSorted())
})

it('lists and single candidates are drawn together, and counted by list', async () => {
  const onIt = ['a', 'b', 'c', 'd']
  const alone = ['e', 'f', 'g', 'h', 'i', 'j']
  const { electionId, listId, idOf } = await fixed(onIt, alone)
  const params = { electionId, wardCode }
  const ballot = Ballot.parse((await system.ask('getCandidateList', { params })).body)
  expect(ballot.lists).toMatchObject([{ id: listId, candidates: onIt.map(idOf) }])
  const number = ballot.lists?.[0]?.number ?? 0
  expect(ballot.candidates.filter(({ place }) => place === number).map(({ id }) => id)).toEqual(onIt.map(idOf))
  expect(new Set(ballot.candidates.map(({ place }) => place)).size).toBe(7)

  const votes = new Map(
    [...[250, 20, 30, 10], ...[90, 85, 80, 70, 40, 25]].map((each, index) => [
      idOf([...onIt, ...alone][index] ?? ''),
      each,
    ]),
  )
  const cells = formOf(listId, onIt.map(idOf), votes)
  const wrong = await enteredStation(system, { ...params, station: 'SB1' }, { ...cells, [`listTotal:${listId}`]: 311 })
  expect(wrong.status).not.toBe(200)
  const entered = await enteredStation(system, { ...params, station: 'SB2' }, cells)
  expect(entered.body).toMatchObject({ status: 'definitive' })
})

it('a result in which both the majority rule and an exhausted list moved a seat needs a check by two officers', async () => {
  const onIt = ['a', 'b', 'c']
  const alone = ['e', 'f', 'g', 'h', 'i']
  const { electionId, listId, idOf } = await fixed(onIt, alone)
  const params = { electionId, wardCode }
  // The list has 351 of 700 votes, three full seats and three candidates: P 9 gives it a fourth seat, P 10 takes it away.
  const names = [...onIt, ...alone]
  const votes = new Map([251, 60, 40, 90, 88, 86, 85, 0].map((each, index) => [idOf(names[index] ?? ''), each]))
  const cells = formOf(listId, onIt.map(idOf), votes)
  await enteredStation(system, { ...params, station: 'SB1' }, cells)
  const proposed = await asOfficer(system, 'proposeResult', params, anna, { electorate: 5_000 })
  expect(proposed.body).toMatchObject({ status: 'proposed', review: { reviews: 0, needed: 2 } })
  const blocked = await asOfficer(system, 'establishResult', params, bram)
  expect(blocked.body).toMatchObject({ code: 'result-needs-review', facts: { reviews: 0, needed: 2 } })
  expect((await asOfficer(system, 'reviewResult', params, anna)).body).toMatchObject({ code: 'same-officer' })
  expect((await asOfficer(system, 'reviewResult', params, bram)).body).toMatchObject({ review: { reviews: 1 } })
  expect((await asOfficer(system, 'reviewResult', params, bram)).body).toMatchObject({ code: 'reviewed-already' })
  expect((await asOfficer(system, 'reviewResult', params, coordinator)).body).toMatchObject({ review: { reviews: 2 } })
  const established = await asOfficer(system, 'establishResult', params, bram)
  expect(established.body).toMatchObject({ status: 'established' })
  const { body } = await system.ask('getElectionResult', { params })
  const Outcome = z.object({
    outcome: z.object({
      method: z.literal('lists'),
      needsReview: z.boolean(),
      lists: z.array(z.object({ id: z.string(), seats: z.number(), elected: z.array(z.string()) })),
      steps: z.array(z.object({ why: z.string() })),
    }),
  })
  const { outcome } = Outcome.parse(body)
  expect(outcome.needsReview).toBe(true)
  expect(outcome.steps.map(({ why }) => why)).toEqual(expect.arrayContaining(['absolute-majority', 'list-exhausted']))
  expect(outcome.lists.find(({ id }) => id === listId)).toMatchObject({ seats: 3, elected: onIt.map(idOf) })
  for (const [message, id] of [
    ['candidate-lists', '230b'],
    ['count', '510b'],
    ['result', '520'],
  ] as const) {
    const exported = await system.ask('exportContestEml', { params: { ...params, message }, at: later })
    expect(await schemaErrors(id, String(exported.body))).toEqual([])
    if (id !== '510b') expect(String(exported.body)).toContain('Bewoners Heijplaat')
  }
  const table = await system.ask('exportElectionTable', { params: { electionId, table: 'results' }, at: later })
  expect(String(table.body)).toContain('Bewoners Heijplaat')
}, 60_000)
