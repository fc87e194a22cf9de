// Paper and online votes on one roll: nobody votes twice, with parallel requests or after an interruption at any point.
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MyRollEntry } from '../../../shared/roll/operations.ts'
import { listMyPolls } from '../../../shared/voting/operations.ts'
import { type Online, polling, startOnline, voter, ward } from '../../support/builders/elections/online-api.ts'
import { codeOf, itemsUnder, someBlindedMessage } from '../../support/builders/voting/voting.ts'
import { type Fault, type FaultyEngine, startFaultyEngine } from '../../support/engine/faults.ts'
import { runs } from '../../support/sizes.ts'

let system: Online
beforeAll(async () => {
  system = await startOnline()
})
afterAll(() => system.stop())

type Open = Awaited<ReturnType<Online['open']>>
const marksOf = async ({ electionId, poll }: Open) => ({
  roll: await itemsUnder(system.table, `ROLL#${electionId}#MARKS`),
  poll: await itemsUnder(system.table, `POLL#${poll.frozen.pollId}#ROLL`),
})

describe('the online poll of a contest', () => {
  let contest: Open
  beforeAll(async () => {
    contest = await system.open()
  })

  it('the online poll of a contest asks voters on the roll for one candidate, in drawn order, during the hours of the polling stations', () => {
    const { frozen } = contest.poll
    expect(frozen.options.map(({ id }) => id)).toEqual(contest.ids)
    expect(frozen).toMatchObject({
      ballotForm: { kind: 'one-choice' },
      rule: { rule: 'votes_only' },
      lots: { source: 'none' },
      opensAt: '2026-03-18T06:30:00.000Z',
      closesAt: '2026-03-18T20:00:00.000Z',
      electorate: {
        wardCode: ward,
        minimumAge: 16,
        ageOn: '2026-03-18',
        size: 12,
        roll: { electionId: contest.electionId },
      },
    })
  })

  it('the online poll of a contest is open by its own dates only', async () => {
    const code = async (at: string) => codeOf(await system.permit(contest, voter('v0'), undefined, at))
    expect(await code('2026-03-18T06:29:59.999Z')).toBe('poll-not-open-yet')
    expect(await code('2026-03-18T20:00:00.000Z')).toBe('poll-closed')
    expect(await code('2026-03-18T06:30:00.000Z')).toBe(200)
  })

  it('the online poll of a contest is for everybody on the roll of the ward, wherever they live now', async () => {
    const moved = voter('v1', { ward: 'charlois' })
    expect(codeOf(await system.permit(contest, moved))).toBe(200)
    const { ward: _, birthDate: __, ...gone } = voter('v2')
    expect(codeOf(await system.permit(contest, gone))).toBe(200)
    expect(codeOf(await system.permit(contest, voter('nobody')))).toBe('not-on-roll')
    expect(codeOf(await system.permit(contest, voter('other')))).toBe('roll-of-other-ward')
    expect(codeOf(await system.permit(contest, { sub: 'x', ward, birthDate: '1980-05-17' }))).toBe('person-not-known')
    expect(codeOf(await system.permit(contest, voter('v3', { birthDate: '2010-03-19' })))).toBe('too-young')
    expect(codeOf(await system.permit(contest, voter('v3', { birthDate: '2010-03-18' })))).toBe(200)
  })

  it('the online poll of a contest follows corrections after the reference day', async () => {
    const { electionId } = contest
    await system.correct(electionId, 'v4', { change: 'strike', reason: 'died' })
    expect(codeOf(await system.permit(contest, voter('v4')))).toBe('not-on-roll')
    await system.correct(electionId, 'forgotten', { change: 'add', reason: 'left-out-by-mistake', wardCode: ward })
    expect(codeOf(await system.permit(contest, voter('forgotten')))).toBe(200)
    await system.correct(electionId, 'v5', { change: 'move', reason: 'entered-in-wrong-ward', wardCode: 'pernis' })
    expect(codeOf(await system.permit(contest, voter('v5')))).toBe('roll-of-other-ward')
    expect(codeOf(await system.onPaper(contest, 'v5'))).toBe('person-of-other-ward')
  })

  it('the online poll of a contest is listed for those who may vote in it, and for nobody else', async () => {
    const mine = async (pseudonym: string) => {
      const { items } = listMyPolls.responses[200].parse(
        (await system.requested.myPolls(voter(pseudonym), { at: polling })).body,
      )
      return items.filter(({ poll }) => poll.pollId === contest.poll.frozen.pollId)
    }
    expect(await mine('v0')).toMatchObject([{ hasTakenPermit: true }])
    expect(await mine('v6')).toMatchObject([{ hasTakenPermit: false }])
    expect(await mine('v4')).toEqual([])
    const entry = async (pseudonym: string) =>
      MyRollEntry.parse((await system.onMyEntry(contest.electionId, voter(pseudonym))).body)
    expect(await entry('v0')).toMatchObject({ wardCode: ward, pollId: contest.poll.frozen.pollId, marked: 'online' })
    expect(await entry('v6')).not.toHaveProperty('marked')
  })
})

describe('one mark for paper and online', () => {
  let contest: Open
  let engine: FaultyEngine
  let overWire: { readonly permit: Online['permit']; readonly onPaper: Online['onPaper'] }
  beforeAll(async () => {
    contest = await system.open(220)
    engine = await startFaultyEngine()
    overWire = system.through(engine.endpoint)
  })
  afterAll(() => engine.stop())

  it('one mark for paper and online prevents voting on paper after taking a permit, used or not, and tells the officer why', async () => {
    expect((await system.permit(contest, voter('v0'))).status).toBe(200)
    const refused = await system.onPaper(contest, 'v0')
    expect(refused).toMatchObject({ status: 409, body: { code: 'has-online-permit' } })
    expect(JSON.stringify(refused.body)).toMatch(/Geef geen stembiljet|Hand out no ballot paper/)
  })

  it('one mark for paper and online prevents taking a permit after voting on paper, from any account', async () => {
    expect((await system.onPaper(contest, 'v1')).status).toBe(204)
    expect(codeOf(await system.permit(contest, voter('v1')))).toBe('has-voted-on-paper')
    expect(codeOf(await system.permit(contest, voter('v1', { sub: 'another-account' })))).toBe('has-voted-on-paper')
    expect((await system.onPaper(contest, 'v1')).body).toMatchObject({ code: 'has-voted' })
  })

  it('one mark for paper and online gives the same permit again for the same message, and never a second one', async () => {
    const blindedMessage = someBlindedMessage()
    const first = await system.permit(contest, voter('v2'), blindedMessage)
    expect(await system.permit(contest, voter('v2'), blindedMessage)).toMatchObject({ status: 200, body: first.body })
    expect(codeOf(await system.permit(contest, voter('v2')))).toBe('permit-already-taken')
  })

  it('one mark for paper and online moves with a person to another ward, where the same message gets no permit', async () => {
    const [here, there] = [await system.open(3), contest]
    const blindedMessage = someBlindedMessage()
    // A claim that did not contain the poll would be equal in both polls. Comparing claims does not depend on the random modulus.
    const item = async () => (await marksOf(here)).roll.map(({ claim }) => claim)
    expect((await system.permit(here, voter('v1'), blindedMessage)).status).toBe(200)
    const [claim] = await item()
    expect((await system.permit(there, voter('v3'), blindedMessage)).status).toBe(200)
    const claims = (await marksOf(there)).roll.map((each) => each.claim)
    expect(claims).not.toContain(claim)
  })

  it('one mark for paper and online is set once when paper and online are requested in parallel, many times', async () => {
    for (let n = 10; n < 10 + runs(30); n++) {
      const name = `v${n}`
      const answers = await Promise.all([
        system.permit(contest, voter(name)),
        system.onPaper(contest, name),
        system.permit(contest, voter(name)),
        system.onPaper(contest, name),
      ])
      const done = answers.map(({ status }) => status).filter((status) => status === 200 || status === 204)
      expect(done, JSON.stringify(answers)).toHaveLength(1)
    }
  })

  it('one mark for paper and online is set once and completely, wherever the connection breaks', async () => {
    const fault = fc.option(fc.constantFrom<Fault>('lost-after', 'lost-before', 'conflict'))
    const act = fc.record({ what: fc.constantFrom('online-a', 'online-b', 'paper-a', 'paper-b'), atOnce: fc.boolean() })
    let next = 60
    await fc.assert(
      fc.asyncProperty(
        fc.array(act, { minLength: 2, maxLength: 7 }),
        fc.array(fault, { maxLength: 9 }),
        async (acts, faults) => {
          const name = `v${next}`
          next += 1
          const before = await marksOf(contest)
          const messages = {
            a: someBlindedMessage(),
            b: someBlindedMessage(),
          }
          const left = [...faults]
          engine.choose = ({ operation }) =>
            operation === 'TransactWriteItems' || operation === 'PutItem' ? (left.shift() ?? undefined) : undefined
          const asked = async (what: string) => {
            const which = what.endsWith('a') ? 'a' : 'b'
            return {
              what,
              answer: what.startsWith('online')
                ? await overWire.permit(contest, voter(name), messages[which])
                : await overWire.onPaper(contest, name, { idempotencyKey: `request-${name}-${which}` }),
            }
          }
          const all: ReturnType<typeof asked>[] = []
          for (const { what, atOnce } of acts) {
            const one = asked(what)
            all.push(one)
            if (!atOnce) await one
          }
          const answered = await Promise.all(all)
          engine.choose = () => undefined
          // Every request is sent again, as by clients that got no answer.
          for (const { what } of acts) answered.push(await asked(what))
          const granted = answered.filter(({ answer }) => answer.status === 200 || answer.status === 204)
          expect(new Set(granted.map(({ what }) => what)).size, JSON.stringify(answered)).toBe(1)
          expect(new Set(granted.map(({ answer }) => JSON.stringify(answer.body))).size).toBe(1)
          const after = await marksOf(contest)
          const isOnline = granted[0]?.what.startsWith('online') === true
          expect(after.roll.length - before.roll.length).toBe(1)
          expect(after.poll.length - before.poll.length).toBe(isOnline ? 1 : 0)
        },
      ),
      { numRuns: runs(12) },
    )
  })

  it('one mark for paper and online contains nothing that joins it to a ballot or names a person', async () => {
    const secret = await system.open(6)
    for (const [n, id] of secret.ids.slice(0, 5).entries()) await system.vote(secret, `v${n}`, [id])
    const marks = await marksOf(secret)
    const ballots = await itemsUnder(system.voting.box, `POLL#${secret.poll.frozen.pollId}#BOX`)
    expect([marks.roll.length, marks.poll.length, ballots.length]).toEqual([5, 5, 5])
    const valuesOf = (items: readonly Record<string, unknown>[]) =>
      new Set(
        items.flatMap((item) =>
          Object.entries(item)
            .filter(([name]) => name !== 'pk')
            .map(([, value]) => String(value)),
        ),
      )
    const inBox = valuesOf(ballots)
    for (const value of [...valuesOf(marks.roll), ...valuesOf(marks.poll)].filter((each) => each.length > 8))
      expect([...inBox].some((each) => each.includes(value) || value.includes(each))).toBe(false)
    expect(JSON.stringify(marks)).not.toMatch(/account-of|"v\d"|20\d\d-\d\d-/)
  })

  it('one mark for paper and online costs two writes in one transaction, and the functions store nothing else', async () => {
    const blindedMessage = someBlindedMessage()
    engine.calls.length = 0
    expect((await overWire.permit(contest, voter('v4'), blindedMessage)).status).toBe(200)
    const writes = engine.calls.filter(({ operation }) => !operation.startsWith('Get') && operation !== 'Query')
    expect(writes.map(({ operation }) => operation)).toEqual(['TransactWriteItems'])
    expect(writes[0]?.body.match(/"Put"/g)).toHaveLength(2)
  })
})
