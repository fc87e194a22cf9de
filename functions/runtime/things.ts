// The pipelines of operations on things: load it, compare its ward or owner with the caller's, decide, save, present.
import type * as z from 'zod'
import type { HeldRole } from '../../shared/api/access.ts'
import type { Operation } from '../../shared/api/operation.ts'
import { assertShape } from '../../shared/kernel/brand.ts'
import { dateInCity } from '../../shared/kernel/clock.ts'
import { canonicalJson } from '../../shared/kernel/digest.ts'
import type { ResidentId, WardCode } from '../../shared/kernel/ids.ts'
import type { Stateful, Taken } from '../../shared/kernel/machine.ts'
import { type Refusal, refuse, type Warning } from '../../shared/kernel/refusals.ts'
import type { Listing } from '../../shared/table/paging.ts'
import { type Change, changeOf, type Kept, save } from '../../shared/table/save.ts'
import type { Table } from '../../shared/table/table.ts'
import type { Account } from './caller.ts'
import { forDepartment, type HeldRoles, holdsAnywhere, standingOf } from './holder.ts'
import { type Answer, answering, type Call, type ErasedReply, type Implementation, reply } from './http.ts'

/** How an operation finds its thing, and who owns it. */
export type Subject<Params, Thing> = {
  readonly find: (params: Params) => Promise<Thing | undefined>
  readonly wardOf: (thing: Thing) => WardCode
  readonly ownerOf?: (thing: Thing) => ResidentId
  /** True if nobody but its owner may know that the thing exists. */
  readonly isHidden?: (thing: Thing) => boolean
  /** The department that a thing belongs to: the role of another department gives no right to it. */
  readonly departmentOf?: (thing: Thing) => string | undefined
  /** All roles of an account, in force or not. Used by operations for holders of a role. */
  readonly rolesOf?: HeldRoles
}

/** A subject whose things have a state machine, and the table that stores them. It may find only some of the stored things. */
export type Keeper<Params, Thing extends Kind, Kind extends Stateful = Thing> = Subject<Params, Thing> & {
  readonly table: Table
  readonly kept: Kept<Kind>
}

type Params<Op extends Operation> = z.output<Op['params']>
/** `held`: the roles that permit this, in force today in the ward of the thing. */
type CallAbout<Op extends Operation, Thing> = Call<Op> & { readonly thing: Thing; readonly held: readonly HeldRole[] }
type Found<Thing> = { readonly refused: false; readonly thing: Thing; readonly held: readonly HeldRole[] }
/** An operation for holders of a role does not compile unless the roles can be looked up. */
type Roles<Op extends Operation> = Op['access']['kind'] extends 'holder' ? { readonly rolesOf: HeldRoles } : unknown
type SubjectOf<Op extends Operation, Thing> = Subject<Params<Op>, Thing> & Roles<Op>
type MaybeAsync<Value> = Value | Promise<Value>

const isOwner = <Thing>({ ownerOf }: Subject<never, Thing>, thing: Thing, account: Account | undefined): boolean =>
  ownerOf !== undefined && account !== undefined && ownerOf(thing) === account.id

/** Nobody decides about their own thing, if the access row says so. */
const objectionToOwn = (access: Operation['access'], about: Operation['about'], isOwn: boolean): string | undefined =>
  'except' in access && access.except === 'owner' && isOwn ? about?.isOwner : undefined

/** The refusal for this caller, by the operation's access row; undefined if they may. */
const objectionOf = <Thing>(
  { access, about }: Operation,
  subject: Subject<never, Thing>,
  thing: Thing,
  account: Account | undefined,
): string | undefined => {
  const isOwn = isOwner(subject, thing, account)
  if (subject.isHidden?.(thing) === true && !isOwn) return about?.missing
  if (access.of === 'owner') return isOwn ? undefined : (about?.notOwner ?? about?.missing)
  return access.of === 'ward' && subject.wardOf(thing) !== account?.wardCode ? 'not-your-ward' : undefined
}

/** The caller's roles, for an operation that requires one. A caller without such a role is refused before any other read. */
const rolesFor = async (
  { access }: Operation,
  { rolesOf }: Pick<Subject<never, never>, 'rolesOf'>,
  account: Account | undefined,
): Promise<readonly HeldRole[] | Refusal<'forbidden'>> => {
  if (access.kind !== 'holder') return []
  if (rolesOf === undefined || account === undefined)
    throw new TypeError('The operation needs the roles that the caller holds, and its subject cannot look them up')
  const held = holdsAnywhere(access.roles, await rolesOf(account.id))
  return held.length === 0 ? refuse('forbidden') : held
}

const load = async <Op extends Operation, Thing>(
  operation: Op,
  subject: SubjectOf<Op, Thing>,
  call: Call<Op>,
): Promise<Found<Thing> | Refusal> => {
  if (operation.about === undefined) throw new TypeError(`${operation.id} does not say what it is about`)
  const account: Account | undefined = call.caller
  const roles = await rolesFor(operation, subject, account)
  if ('refused' in roles) return roles
  const thing = await subject.find(call.params)
  if (thing === undefined) return refuse(operation.about.missing)
  if (operation.access.kind === 'holder') {
    const standing = standingOf(roles, subject.wardOf(thing), dateInCity(call.now))
    if (standing.refused) return standing
    const own = objectionToOwn(operation.access, operation.about, isOwner(subject, thing, account))
    if (own !== undefined) return refuse(own)
    const held = forDepartment(standing.held, subject.departmentOf?.(thing))
    return 'refused' in held ? held : { refused: false, thing, held }
  }
  const code = objectionOf(operation, subject, thing, account)
  return code === undefined ? { refused: false, thing, held: [] } : refuse(code)
}

/** An operation about one thing. Finds the thing for this caller, or refuses. */
export const about = <Op extends Operation, Thing>(
  operation: Op,
  subject: SubjectOf<Op, Thing>,
  decide: (call: CallAbout<Op, Thing>) => MaybeAsync<Answer<Op>>,
): Implementation<Op> =>
  answering(operation, async (call): Promise<ErasedReply | Refusal> => {
    const found = await load(operation, subject, call)
    return found.refused ? found : decide({ ...call, ...found })
  })

type Body<Op extends Operation, Status extends 200 | 201> = Op['responses'][Status] extends z.ZodType
  ? z.input<Op['responses'][Status]>
  : undefined

const versionOf = (thing: object): { readonly version?: number } =>
  'version' in thing && typeof thing.version === 'number' ? { version: thing.version } : {}

/** Reads one thing. */
export const read = <Op extends Operation, Thing extends object>(
  operation: Op,
  subject: SubjectOf<Op, Thing>,
  present: (thing: Thing, call: Call<Op>) => Body<Op, 200>,
): Implementation<Op> =>
  answering(operation, async (call): Promise<ErasedReply | Refusal> => {
    const found = await load(operation, subject, call)
    return found.refused ? found : reply(200, present(found.thing, call), versionOf(found.thing))
  })

type ItemOf<Op extends Operation> = Body<Op, 200> extends { readonly items: readonly (infer Item)[] } ? Item : never
type Find<Op extends Operation, Item> = (call: Call<Op>) => Promise<Listing<Item> | 'invalid-cursor'>

const page = async <Op extends Operation, Item>(
  call: Call<Op>,
  find: Find<Op, Item>,
  present: (item: Item, call: Call<Op>) => ItemOf<Op>,
): Promise<ErasedReply | Refusal> => {
  const listing = await find(call)
  if (listing === 'invalid-cursor') return refuse('invalid-cursor')
  return reply(200, { ...listing, items: listing.items.map((item) => present(item, call)) })
}

/** A page of a list that is public, of the whole city, or of the caller's own things. */
export const list = <Op extends Operation, Item>(
  operation: Op & (Op['access']['of'] extends 'city' | 'self' ? unknown : 'Use listOf: it compares ward or owner.'),
  find: Find<Op, Item>,
  present: (item: Item, call: Call<Op>) => ItemOf<Op>,
): Implementation<Op> => answering<Op>(operation, (call) => page(call, find, present))

/** A page of a list that belongs to a thing. */
export const listOf = <Op extends Operation, Thing, Item>(
  operation: Op,
  subject: SubjectOf<Op, Thing>,
  find: (call: CallAbout<Op, Thing>) => ReturnType<Find<Op, Item>>,
  present: (item: Item, call: Call<Op>) => ItemOf<Op>,
): Implementation<Op> =>
  answering(operation, async (call) => {
    const found = await load(operation, subject, call)
    return found.refused ? found : page(call, () => find({ ...call, ...found }), present)
  })

/** A step and the changes beside it, in one transaction; and the warnings of the answer. */
export type Together<Step extends Taken<Stateful>> = {
  readonly refused: false
  readonly taken: Step
  readonly beside: readonly Change[]
  readonly noted: readonly Warning[]
}
export const together = <Step extends Taken<Stateful>>(taken: Step, ...beside: readonly Change[]): Together<Step> => ({
  refused: false,
  taken,
  beside,
  noted: [],
})

/** The same with warnings, which are passed to `present`. */
export const noting = <Step extends Taken<Stateful>>(
  decided: Step | Together<Step>,
  noted: readonly Warning[],
): Together<Step> => ({ ...partsOf(decided), noted })

type Decided<Op extends Operation, Step extends Taken<Stateful>> =
  | Step
  | Together<Step>
  | Refusal<Op['refusals'][number]>

const partsOf = <Step extends Taken<Stateful>>(decided: Step | Together<Step>): Together<Step> =>
  'taken' in decided ? decided : together(decided)

/** A patch without changes changes nothing, not even the version. */
const changesNothing = <Thing extends Stateful>(operation: Operation, { before, after }: Taken<Thing>): boolean =>
  operation.method === 'PATCH' &&
  before !== undefined &&
  canonicalJson({ ...after, version: before.version }) === canonicalJson(before)

const savedReply = <Thing extends Stateful>(operation: Operation, body: unknown, { version }: Thing): ErasedReply =>
  operation.responses[200] === undefined ? reply(204, undefined, { version }) : reply(200, body, { version })

/** The answer after a step: the thing as it is shown, or nothing if the thing is gone. */
const replyTo = <Thing extends Stateful>(operation: Operation, taken: Taken<Thing>, body: unknown): ErasedReply =>
  taken.isEnd ? reply(204, undefined) : savedReply(operation, body, taken.after)

/**
 * Changes one thing by a step of its machine; checks the version that the client has seen (`If-Match`) if one is required.
 * The answer is the thing afterwards, as `present` shows it; 204 if the operation declares no body.
 */
export const change = <Op extends Operation, Thing extends Kind, Kind extends Stateful, After extends Kind>(
  operation: Op,
  keeper: Keeper<Params<Op>, Thing, Kind> & Roles<Op>,
  decide: (call: CallAbout<Op, Thing>) => MaybeAsync<Decided<Op, Taken<Kind, string, After>>>,
  present: (after: After, call: Call<Op>, noted: readonly Warning[]) => Body<Op, 200>,
): Implementation<Op> =>
  answering(operation, async (call): Promise<ErasedReply | Refusal> => {
    const found = await load(operation, keeper, call)
    if (found.refused) return found
    if (operation.requires === 'if-match' && found.thing.version !== call.ifMatch) return refuse('changed-meanwhile')
    const decided = await decide({ ...call, ...found })
    if (decided.refused) return decided
    const { taken, beside, noted } = partsOf(decided)
    const body = present(taken.after, call, noted)
    if (beside.length === 0 && changesNothing(operation, taken)) return savedReply(operation, body, found.thing)
    const saved = await save(keeper.table, call.now, changeOf(keeper.kept, taken), ...beside)
    return saved.refused ? saved : replyTo(operation, taken, body)
  })

/** A thing that a client creates. The digest of the request distinguishes a retry from another request with the same key. */
type Made = Stateful & { readonly requestDigest: string }

type CallToCreate<Op extends Operation> = Call<Op> & {
  /** The ward in which it is created: the caller's own, if the access row says `of: 'ward'`. */
  readonly wardCode: Op['access']['of'] extends 'ward' ? WardCode : undefined
}

/** Only verified residents create things in their own ward without finding it first, and they have one. */
const wardOfCaller = (operation: Operation, account: Account | undefined): WardCode | undefined =>
  operation.access.of === 'ward' ? account?.wardCode : undefined

/** Where a created thing is stored, and how. */
type Keeping<Thing extends Stateful> = { readonly table: Table; readonly kept: Kept<Thing> }
type Shown<Op extends Operation, Thing> = {
  readonly present: (thing: Thing, call: Call<Op>, noted: readonly Warning[]) => Body<Op, 201>
  readonly location: (thing: Thing) => string
}

/** Saves the new thing once: a retry is answered with the stored thing. */
const made = async <Op extends Operation, Thing extends Made, After extends Thing>(
  { table, kept }: Keeping<Thing>,
  call: Call<Op>,
  decided: Decided<Op, Taken<Thing, string, After>>,
  { present, location }: Shown<Op, Thing>,
): Promise<ErasedReply | Refusal> => {
  if (decided.refused) return decided
  const { taken, beside, noted } = partsOf(decided)
  const saved = await save(table, call.now, changeOf(kept, taken), ...beside)
  const answer = (thing: Thing) =>
    reply(201, present(thing, call, noted), { version: thing.version, location: location(thing) })
  if (!saved.refused) return answer(taken.after)
  const standing = kept.schema.safeParse(saved.standing).data
  // A change beside it was refused: nothing is stored under this key.
  if (standing === undefined) return saved
  return standing.requestDigest === taken.after.requestDigest ? answer(standing) : refuse('idempotency-key-reused')
}

/** Creates a thing once, however often the request is sent. The answer is the stored thing. */
export const create = <Op extends Operation, Thing extends Made, After extends Thing>(
  operation: Op & (Op['access']['kind'] extends 'holder' ? 'Use createIn: it asks for the role.' : unknown),
  keeping: Keeping<Thing>,
  begin: (call: CallToCreate<Op>) => MaybeAsync<Decided<Op, Taken<Thing, string, After>>>,
  present: (thing: Thing, call: Call<Op>, noted: readonly Warning[]) => Body<Op, 201>,
  location: (thing: Thing) => string,
): Implementation<Op> =>
  answering<Op>(operation, async (call): Promise<ErasedReply | Refusal> => {
    const wardCode = wardOfCaller(operation, call.caller)
    const decided = await begin(assertShape<CallToCreate<Op>>({ ...call, wardCode }))
    return made(keeping, call, decided, { present, location })
  })

/** The same inside another thing, which is found for this caller: a meeting in a ward. `place` finds it from the request. */
export const createIn = <Op extends Operation, Place, Thing extends Made, After extends Thing>(
  operation: Op,
  place: (call: Call<Op>) => SubjectOf<Op, Place>,
  keeping: Keeping<Thing>,
  begin: (call: CallAbout<Op, Place>) => MaybeAsync<Decided<Op, Taken<Thing, string, After>>>,
  shown: Shown<Op, Thing>,
): Implementation<Op> =>
  answering(operation, async (call): Promise<ErasedReply | Refusal> => {
    const found = await load(operation, place(call), call)
    if (found.refused) return found
    return made(keeping, call, await begin({ ...call, ...found }), shown)
  })
