// Access to things without a table: hidden things, own things, roles, and things that belong to no ward.
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { serve } from '../../../functions/runtime/http.ts'
import { HttpEvent } from '../../../functions/runtime/http-event.ts'
import { about, read, type Subject } from '../../../functions/runtime/things.ts'
import { access, type HeldRole } from '../../../shared/api/access.ts'
import { type Operation, operationsOf } from '../../../shared/api/operation.ts'
import { LocalDate } from '../../../shared/kernel/clock.ts'
import { ResidentId, WardCode } from '../../../shared/kernel/ids.ts'
import { codeOf } from '../../support/builders/voting/voting.ts'
import { httpEvent, type Persona, send } from '../../support/services/http-event.ts'

const title = { nl: 'Een bankje', en: 'A bench' }
const operation = operationsOf('wards', {
  'bench-not-found': { status: 404, title },
  'own-bench': { status: 403, title },
})
const Bench = z.strictObject({ place: z.string() })
const common = { method: 'GET', summary: title, responses: { 200: Bench } } as const
const missing = { missing: 'bench-not-found', isOwner: 'own-bench' } as const
const getBench = operation({ ...common, id: 'getBench', path: '/getBench', access: access.public, about: missing })
const tendBench = operation({
  ...common,
  id: 'tendBench',
  path: '/tendBench',
  access: access.residentOfWard,
  about: missing,
})
const judgeBench = operation({
  ...common,
  id: 'judgeBench',
  path: '/judgeBench',
  access: access.otherWardManager,
  about: missing,
})
const unsaid = operation({ ...common, id: 'unsaid', path: '/unsaid', access: access.public })

const ward = 'pernis'
const bench = { place: 'the quay', wardCode: WardCode.parse(ward), ownerId: ResidentId.parse('owner') }
type Standing = typeof bench
const subject: Subject<unknown, Standing> = {
  find: async () => bench,
  wardOf: ({ wardCode }) => wardCode,
  ownerOf: ({ ownerId }) => ownerId,
}
const present = ({ place }: Standing) => ({ place })
const living = (sub: string): Persona => ({ sub, ward, birthDate: '1980-05-17' })
const outcome = async (handler: Parameters<typeof send>[0], asked: Operation, by?: Persona, at?: string) => {
  const answer = await send(handler, asked, { ...(by ? { by } : {}), ...(at ? { at } : {}) })
  return answer.status === 200 ? 200 : codeOf(answer)
}

describe('a thing that may be hidden', () => {
  const serving = (isHidden: boolean) => {
    const shy = { ...subject, isHidden: () => isHidden }
    return serve(
      { getBench, tendBench },
      { getBench: read(getBench, shy, present), tendBench: read(tendBench, shy, present) },
    )
  }

  it('a thing that may be hidden can be found by everybody while it is not hidden', async () => {
    expect(await outcome(serving(false), getBench)).toBe(200)
    expect(await outcome(serving(false), tendBench, living('neighbour'))).toBe(200)
  })

  it('a thing that may be hidden can be found only by its owner while it is hidden', async () => {
    expect(await outcome(serving(true), getBench)).toBe('bench-not-found')
    expect(await outcome(serving(true), tendBench, living('neighbour'))).toBe('bench-not-found')
    expect(await outcome(serving(true), tendBench, living('owner'))).toBe(200)
  })
})

describe('a thing of the caller', () => {
  it('a thing of the caller is refused only if the access row says so', async () => {
    const handler = serve({ tendBench }, { tendBench: read(tendBench, subject, present) })
    expect(await outcome(handler, tendBench, living('owner'))).toBe(200)
  })
})

describe('an operation for role holders', () => {
  const day = (text: string) => LocalDate.parse(text)
  const role: HeldRole = {
    ...{ id: '1', role: 'ward-manager', wardCode: bench.wardCode },
    ...{ from: day('2026-01-01'), until: day('2027-01-01') },
  }
  const found: string[] = []
  const holding = (...held: readonly HeldRole[]) => {
    const of = { ...subject, rolesOf: async () => held }
    const find = async () => {
      found.push('bench')
      return bench
    }
    return serve(
      { judgeBench },
      {
        judgeBench: about(judgeBench, { ...of, find }, (call) => ({
          status: 200,
          body: { place: String(call.held.length) },
        })),
      },
    )
  }
  const at = '2026-06-01T10:00:00Z'

  it('an operation for role holders is allowed for them, and receives their roles', async () => {
    const elsewhere = { ...role, id: '2', wardCode: WardCode.parse('heijplaat') }
    const { status, body } = await send(holding(role, elsewhere), judgeBench, { by: { sub: 'm' }, at })
    expect([status, body]).toEqual([200, { place: '1' }])
  })

  it('an operation for role holders is refused to people without the role before anything is read', async () => {
    found.length = 0
    expect(await outcome(holding(), judgeBench, { sub: 'm' }, at)).toBe('forbidden')
    expect(await outcome(holding({ ...role, role: 'chair' }), judgeBench, { sub: 'm' }, at)).toBe('forbidden')
    expect(found).toEqual([])
  })

  it('an operation for role holders is refused outside the ward and the term of the role, and on their own things', async () => {
    expect(await outcome(holding(role), judgeBench, { sub: 'm' }, '2027-06-01T10:00:00Z')).toBe('role-not-in-force')
    const elsewhere = { ...role, wardCode: WardCode.parse('heijplaat') }
    expect(await outcome(holding(elsewhere), judgeBench, { sub: 'm' }, at)).toBe('not-your-ward')
    expect(await outcome(holding(role), judgeBench, { sub: 'owner' }, at)).toBe('own-bench')
  })

  it('an operation for role holders is a fault if roles cannot be looked up', async () => {
    const erased: Operation = judgeBench
    const { answer } = read(erased, subject, () => undefined)
    await expect(answer(HttpEvent.parse(httpEvent(erased, { by: { sub: 'm' } })), 'nl', {})).rejects.toThrow(
      new TypeError('The operation needs the roles that the caller holds, and its subject cannot look them up'),
    )
  })
})

describe('an operation without a declared thing', () => {
  it('an operation without a declared thing is a fault that names it', async () => {
    const { answer } = read(unsaid, subject, present)
    await expect(answer(HttpEvent.parse(httpEvent(unsaid)), 'nl', {})).rejects.toThrow(
      new TypeError('unsaid does not say what it is about'),
    )
  })
})
