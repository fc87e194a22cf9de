// Storage of supports: one item per resident, in the partition of the initiative, counted in the same transaction; and a
// pointer in the resident's own partition, from which "what I support" is read.
import type * as z from 'zod'
import type { DomainEvent } from '../../events/envelope.ts'
import type { InitiativeId, ResidentId } from '../kernel/ids.ts'
import { type Listing, listMatching, listPage } from '../table/paging.ts'
import { getItem, getListed, type Key } from '../table/read.ts'
import { type Change, change } from '../table/save.ts'
import type { Table } from '../table/table.ts'
import type { Write } from '../table/write.ts'
import { type HandedIn, PublicHalf, publicAttributes } from './initiative.ts'
import { initiativeKeys } from './keys.ts'
import { initiativeKey, type PageRequest } from './store.ts'
import { counts, Support, supportableIn } from './support/support.ts'

type Of = { readonly initiativeId: InitiativeId; readonly residentId: ResidentId }

const supportKey = ({ initiativeId, residentId }: Of): Key => ({
  pk: initiativeKeys.initiative(initiativeId),
  sk: `SUPPORT#${residentId}`,
})
const pointerKey = ({ initiativeId, residentId }: Of): Key => ({
  pk: initiativeKeys.ofResident(residentId),
  sk: `SUPPORT#${initiativeId}`,
})

/** Changes the count by one or not at all, while signatures may be given and the text is still the one that was read. */
const countWrite = ({ id, submission }: HandedIn, by: 1 | 0 | -1): Write => {
  const states = supportableIn.map((status, index) => [`:state${index}`, status] as const)
  return {
    update: initiativeKey(id),
    expression: 'SET supporterCount = supporterCount + :by',
    condition: `#status IN (${states.map(([name]) => name).join(', ')}) AND submission.textVersion = :text`,
    names: { '#status': 'status' },
    values: { ':by': by, ':text': submission.textVersion, ...Object.fromEntries(states) },
  }
}

type Code = 'already-so' | 'support-closed'

/** One support, once per resident and text, counted while the initiative can be supported. 3 items of a transaction. */
export const supportChanges = (
  initiative: HandedIn,
  support: Support,
  events: readonly DomainEvent[],
): readonly Change<Code>[] => {
  const notYet = {
    condition: 'attribute_not_exists(pk) OR textVersion < :signed',
    values: { ':signed': initiative.submission.signedVersion },
  }
  return [
    change([{ put: { ...supportKey(support), ...support }, ...notYet }], events, 'already-so'),
    change([countWrite(initiative, 1)], [], 'support-closed'),
    change([{ put: { ...pointerKey(support), ...support }, ...notYet }], [], 'already-so'),
  ]
}

/** Withdraws a support if it is still the one read, and lowers the count if it counted. 3 items of a transaction. */
export const supportRemoval = (
  initiative: HandedIn,
  support: Support,
  events: readonly DomainEvent[],
): readonly Change<Code>[] => [
  change(
    [
      {
        delete: supportKey(support),
        condition: 'supportedAt = :at',
        values: { ':at': support.supportedAt },
      },
    ],
    events,
    'already-so',
  ),
  change([countWrite(initiative, counts(support, initiative) ? -1 : 0)], [], 'support-closed'),
  change([{ delete: pointerKey(support), condition: 'attribute_exists(pk)' }], [], 'already-so'),
]

/** The support of one resident, whether or not it counts. Table, strong, 0.5 RCU. */
export const getSupport = (table: Table, of: Of): Promise<Support | undefined> =>
  getItem(table, supportKey(of), Support)

const ListedSupport = Support.pick({ name: true, supportedAt: true, textVersion: true })
type ListedSupport = z.infer<typeof ListedSupport>

/** The supports of an initiative that count, for the ward's staff: names, no ids. Table, strong, 1 RCU per 4 KB. */
export const listSupports = (
  table: Table,
  initiative: HandedIn,
  page: PageRequest,
): Promise<Listing<ListedSupport> | 'invalid-cursor'> => {
  const range = {
    pk: initiativeKeys.initiative(initiative.id),
    skPrefix: 'SUPPORT#',
    attributes: Object.keys(ListedSupport.shape),
  }
  return listMatching(table, range, ListedSupport, page, (support) => counts(support, initiative))
}

/** A resident's support: the initiative and the signature. */
export type Supported = { readonly support: Support; readonly initiative: PublicHalf }

/** What a resident supports, newest first. Table, strong: one query of pointers and one batch, 1 RCU per 4 KB of each. */
export const listOwnSupports = async (
  table: Table,
  residentId: ResidentId,
  page: PageRequest,
): Promise<Listing<Supported> | 'invalid-cursor'> => {
  const range = { pk: initiativeKeys.ofResident(residentId), skPrefix: 'SUPPORT#', order: 'descending' } as const
  const pointers = await listPage(table, range, Support, page)
  if (pointers === 'invalid-cursor') return 'invalid-cursor'
  const keys = pointers.items.map(({ initiativeId }) => initiativeKey(initiativeId))
  const found = new Map(
    (await getListed(table, keys, PublicHalf, publicAttributes)).map((initiative) => [initiative.id, initiative]),
  )
  const items = pointers.items.flatMap((support) => {
    const initiative = found.get(support.initiativeId)
    return initiative === undefined ? [] : [{ support, initiative }]
  })
  return { items, cursor: pointers.cursor }
}
