// Thousands of steps in random order, over wards and years, with repeated deliveries and crashes: no cent is lost or created.
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { enveloped, event } from '../../events/envelope.ts'
import { pollResultPublished, pollVoided } from '../../events/voting.ts'
import { start as startAnnouncing } from '../../functions/rounds/announce-round.ts'
import { start as startRounds } from '../../functions/rounds/api.ts'
import { start as startSettling } from '../../functions/rounds/settle-round.ts'
import { standingAward } from '../../shared/initiatives/initiative.ts'
import { getInitiative } from '../../shared/initiatives/store.ts'
import { Instant } from '../../shared/kernel/clock.ts'
import { InitiativeId, PollId, RoundId, WardCode } from '../../shared/kernel/ids.ts'
import { roundsOperations } from '../../shared/rounds/operations.ts'
import { getRound } from '../../shared/rounds/store.ts'
import { getWardBudget, setWardBudget } from '../../shared/wards/budgets/operations.ts'
import { publishInitiativeRules } from '../../shared/wards/rules/operations.ts'
import { personas, startInitiatives } from '../support/builders/initiatives/initiative-api.ts'
import { votingRules } from '../support/builders/initiatives/initiatives.ts'
import { giveRole } from '../support/builders/ward-roles.ts'
import { type AwsStub, awsEnvironment, startAwsStub } from '../support/engine/aws-stub.ts'
import { tableEnvironment } from '../support/engine/engine.ts'
import { type FaultyEngine, startFaultyEngine } from '../support/engine/faults.ts'
import { type Answered, type Handler, type HttpInput, send } from '../support/services/http-event.ts'
import { reuseRsaKeys } from '../support/services/reused-rsa-keys.ts'
import { isFull, sizeOf } from '../support/sizes.ts'

const steps = sizeOf('moneyWalk')
const at = '2026-03-02T09:00:00Z'
const years = [2026, 2027, 2028] as const
const wards = ['oude-noorden', 'pernis'] as const
/** Small initiatives are awarded by the council, large ones by the residents. */
const decidedByCouncil = {
  decidedBy: 'ward-council',
  handling: 'continuous',
  advisedBy: [],
  mandateConditions: null,
  decisionTermDays: 42,
  longestTermDays: 84,
}
const manager = (ward: string) => ({ sub: `manager-of-${ward}`, ward })

let system: Awaited<ReturnType<typeof startInitiatives>>
let aws: AwsStub
let faulty: FaultyEngine
let api: { readonly rounds: Handler; readonly announcing: Handler }
let settle: (delivery: unknown, context: unknown) => Promise<unknown>

beforeAll(reuseRsaKeys)
beforeAll(async () => {
  aws = await startAwsStub()
  system = await startInitiatives(awsEnvironment(aws))
  api = { rounds: startRounds(system.environment), announcing: startAnnouncing(system.environment) }
  faulty = await startFaultyEngine()
  settle = startSettling({ ...system.environment, ...tableEnvironment(system.tables, faulty.endpoint) })
  const officer = { sub: 'officer', roles: ['rules-officer'] } as const
  for (const wardCode of wards) {
    await giveRole(system.tables.table, manager(wardCode).sub, 'ward-manager', { ward: wardCode })
    const body = votingRules({ validFrom: '2026-03-02', smallUpToCents: 50_000, small: decidedByCouncil })
    await send(system.wards, publishInitiativeRules, { at, by: officer, params: { wardCode }, body })
    for (const year of years)
      await send(system.wards, setWardBudget, {
        at,
        by: manager(wardCode),
        params: { wardCode, year: String(year) },
        body: { totalCents: 2_000_000 },
        ifMatch: wardCode === 'oude-noorden' && year === 2026 ? 1 : 0,
      })
  }
}, 60_000)
afterAll(() => Promise.all([aws.stop(), faulty.stop()]))

/** Everything that can happen to an award, and who does it. */
const ofAward = [
  ['renounceAward', personas.ada],
  ['lapseAward', personas.manager],
  ['restoreAward', personas.manager],
  ['startInitiative', personas.manager],
] as const

type Known = { readonly id: string; readonly ward: (typeof wards)[number] }
type Name = keyof typeof roundsOperations
const ask = (name: Name, ward: string, input: HttpInput): Promise<Answered> =>
  send(name === 'announceRound' ? api.announcing : api.rounds, roundsOperations[name], {
    at,
    by: manager(ward),
    ...input,
  })

const Budget = z.object({ totalCents: z.int(), remainingCents: z.int() })
const budgetOf = async (wardCode: string, year: number) =>
  Budget.parse((await send(system.wards, getWardBudget, { params: { wardCode, year: String(year) } })).body)

/** Money that rounds and awards reserve or have spent, by ward and year, computed from the stored rounds and initiatives. */
const heldBy = async (
  known: readonly Known[],
  origins: ReadonlyMap<string, number>,
  initiatives: readonly string[],
) => {
  const held = new Map<string, number>()
  const add = (ward: string, year: number | undefined, cents: number) =>
    held.set(`${ward} ${year}`, (held.get(`${ward} ${year}`) ?? 0) + cents)
  const standing = await Promise.all(known.map(({ id }) => getRound(system.tables.table, RoundId.parse(id))))
  for (const round of standing) {
    if (round?.status === 'announced') add(round.wardCode, round.reservation.year, round.reservation.amountCents)
    if (round?.status === 'awarded') add(round.wardCode, origins.get(round.id), round.awardedCents)
  }
  for (const id of initiatives) {
    const initiative = await getInitiative(system.tables.table, InitiativeId.parse(id))
    if (initiative === undefined || !('award' in initiative)) continue
    const { award, wardCode } = initiative
    const isStanding = standingAward(initiative) !== undefined
    // The total of a round contains what the vote awarded, so awards that were returned later are subtracted.
    if (award.decidedBy === 'residents' && !isStanding) add(wardCode, award.budgetYear, -award.amountCents)
    if (award.decidedBy !== 'residents' && isStanding) add(wardCode, award.budgetYear, award.amountCents)
  }
  return held
}

/** Makes every transaction from this one on fail, before or after it is written, as if the settling function had been killed. */
const killAt = (transaction: number, fault: 'lost-before' | 'lost-after') => {
  let left = transaction
  faulty.choose = ({ operation }) => {
    if (operation === 'TransactWriteItems') left -= 1
    return left < 0 ? fault : undefined
  }
  return () => {
    faulty.choose = () => undefined
  }
}

const window = (year: number, day: number) => ({
  opensAt: `${year}-${year === 2026 ? '06' : '01'}-${String(10 + day).padStart(2, '0')}T08:00:00Z`,
  closesAt: `${year}-${year === 2026 ? '06' : '01'}-${String(11 + day).padStart(2, '0')}T08:00:00Z`,
})

describe('the money of rounds', () => {
  it(`the money of rounds is conserved in ${steps.toLocaleString('en')} steps: reserved, spent and free are the budget`, async () => {
    const known: Known[] = []
    const origins = new Map<string, number>()
    const lots = fc.sample(fc.nat(1_000_000), { numRuns: steps * 4, seed: 20_261_126 })
    const draw = (below: number) => (lots.pop() ?? 0) % below
    const faults: unknown[] = []
    let killed = 0
    const initiatives: string[] = []
    const taken = new Map<string, number>()
    const awardByCouncil = async (amountCents: number) => {
      const id = await system.admitted({ amountCents })
      initiatives.push(id)
      const verdict = { by: personas.council, ifMatch: 3, body: { outcome: 'award', reason: 'Ja.' } }
      return system.step('decideInitiative', id, verdict)
    }

    const standing = async (id: string) => getRound(system.tables.table, RoundId.parse(id))
    const deliver = async (detail: object) => {
      const revive = draw(3) === 0 ? killAt(draw(3), draw(2) === 0 ? 'lost-before' : 'lost-after') : () => {}
      await settle({ detail }, {}).catch(() => {
        killed += 1
      })
      revive()
      // The bus retries, and may deliver an event twice.
      for (let time = 0; time <= draw(2); time++) await settle({ detail }, {})
    }
    const commands: readonly (() => Promise<unknown>)[] = [
      async () => {
        const ward = wards[draw(2)] ?? wards[0]
        const body = {
          title: { nl: 'Een ronde', en: 'A round' },
          budgetCents: 100_000 * (1 + draw(9)),
          electorateSize: 5_000,
          ...window(years[draw(3)] ?? 2026, draw(15)),
        }
        const made = await ask('createRound', ward, { body })
        known.push({ id: z.object({ id: z.string() }).parse(made.body).id, ward })
        if (ward === 'oude-noorden' && draw(4) === 0) {
          const initiativeId = await system.admitted({ amountCents: 90_000 })
          initiatives.push(initiativeId)
          await ask('enterInitiative', ward, { params: { roundId: known.at(-1)?.id ?? '', initiativeId }, ifMatch: 1 })
        }
        return made
      },
      ...(['announceRound', 'cancelRound', 'rescheduleRound', 'changeRound'] as const).map((name) => async () => {
        const of = known[draw(known.length || 1)]
        const round = of && (await standing(of.id))
        if (of === undefined || round === undefined) return { status: 200 }
        const body = {
          rescheduleRound: window(years[draw(3)] ?? 2026, draw(15)),
          changeRound: { budgetCents: 100_000 * (1 + draw(9)) },
        }
        const input = { params: { roundId: of.id }, ifMatch: round.version - (draw(20) === 0 ? 1 : 0) }
        const answer = await ask(name, of.ward, name in body ? { ...input, body: Reflect.get(body, name) } : input)
        const after = name === 'announceRound' && answer.status === 200 ? await standing(of.id) : undefined
        if (after?.status === 'announced') origins.set(of.id, after.reservation.year)
        return answer
      }),
      async () => {
        const of = known[draw(known.length || 1)]
        const round = of && (await standing(of.id))
        if (of === undefined || round?.status !== 'announced') return { status: 200 }
        const facts = { pollId: PollId.parse(round.pollId), wardCode: WardCode.parse(of.ward) }
        const now = Instant.parse('2028-02-01T00:00:00.000Z')
        const resultEvent =
          draw(3) === 0
            ? event(pollVoided, `polls/${round.pollId}`, { ...facts, isToBeRepeated: draw(2) === 0 })
            : event(pollResultPublished, `polls/${round.pollId}`, {
                ...facts,
                winners: draw(2) === 0 ? ['001'] : [],
                resultDigest: 'a'.repeat(64),
              })
        await deliver(enveloped(resultEvent, now))
        return { status: 200 }
      },
      async () => {
        if (draw(16) === 0) return awardByCouncil(10_000 * (1 + draw(5)))
        const id = initiatives[draw(initiatives.length || 1)]
        const initiative = id && (await getInitiative(system.tables.table, InitiativeId.parse(id)))
        if (id === undefined || !initiative) return { status: 200 }
        const [name, by] = ofAward[draw(ofAward.length)] ?? ofAward[0]
        const body = name === 'lapseAward' ? { body: { reason: 'Er is niets begonnen.' } } : {}
        const input = { by, at: '2028-01-01T09:00:00Z', ifMatch: initiative.version, ...body }
        const [answer] = await Promise.all([
          system.step(name, id, input),
          // A client that got no answer in time sends the request again.
          ...(draw(3) === 0 ? [system.step(name, id, input)] : []),
        ])
        taken.set(name, (taken.get(name) ?? 0) + (answer.status === 200 ? 1 : 0))
        return answer
      },
    ]
    for (let step = 1; step <= steps; step++) {
      const choice = commands[draw(12) === 0 ? 0 : 1 + draw(commands.length - 1)] ?? commands[0]
      const answer = z.object({ status: z.int() }).parse(await choice?.())
      if (answer.status >= 500) faults.push(answer)
      if (step % (steps / 10) !== 0) continue
      const held = await heldBy(known, origins, initiatives)
      for (const ward of wards)
        for (const year of years) {
          const { totalCents, remainingCents } = await budgetOf(ward, year)
          const place = `${ward} ${year}`
          expect([step, place, totalCents - remainingCents]).toEqual([step, place, held.get(place) ?? 0])
          expect(remainingCents).toBeGreaterThanOrEqual(0)
        }
    }
    expect(faults).toEqual([])
    expect(killed).toBeGreaterThan(0)
    if (isFull) expect([...taken].filter(([, times]) => times === 0)).toEqual([])
  })
})
